"""The pages of a firm's data and of its way back, as a visitor sees them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from matcher.profile import Profile
from models.company_file import EventKind, FileState
from models.mail import MailState
from tests.fixtures.pages import Page, PageClient
from tests.web.advised_world import advise
from tests.web.news_world import subscribe, tell
from tests.web.own_data_world import (
    EMAIL,
    author,
    company,
    confirmed,
    full,
    last_link,
    link_in,
    mailing_app,
    mails,
)
from web.current import services_of
from web.pages.own_data import answers, words
from web.tokens import new_token
from web.use_cases.firms import contacts, own_data
from web.use_cases.firms.opinions import Opinion
from web.use_cases.signing_in.mail_floods import MOST_FROM_NETWORK


@pytest.fixture
def mailing(filled_template: Path, tmp_path: Path) -> Iterator[tuple[Flask, PageClient]]:
    """The service that can send mail, and a browser."""
    with mailing_app(filled_template, tmp_path / "app.sqlite3") as found:
        yield found


def enter(page: PageClient, token: str, email: str = EMAIL, *, status: int = 200) -> Page:
    """Fill in the form for an address."""
    path = f"/daten/{token}/adresse"
    return page.post(path, {"email": email, "einwilligung": "ja"}, status=status)


def ask(page: PageClient, email: str) -> Page:
    """Ask for a link."""
    return page.post("/firma/anmelden", {"email": email})


def test_the_page_says_everything_in_words(mailing: tuple[Flask, PageClient]) -> None:
    app, page = mailing
    token = full(services_of(app).engine)

    text = page.get(f"/daten/{token}").text

    for words_ in (
        "58452",
        "Drehteile MARKEREINS",
        "GmbH MARKERZWEI",
        "Wir tauschen den Ofen MARKERDREI",
        "6.000.000 Euro",
        "1987",
        EMAIL,
        "Bestätigt am 22. November 2026",
        "Ich bin einverstanden",
        "Link zu Ihren Angaben",
        "Bilanzsumme",
        "Gespeichert bis zum 22. Dezember 2026",
        "Es gibt 2 Links",
        "Passt (22. November 2026)",
    ):
        assert words_ in text, words_


def test_every_field_of_a_profile_has_a_line(mailing: tuple[Flask, PageClient]) -> None:
    assert answers.FIELDS.keys() == Profile.model_fields.keys() - {"id", "facts"}


def test_every_opinion_has_words() -> None:
    assert words.OPINIONS.keys() == set(Opinion)


def test_every_deed_and_state_of_a_file_has_words() -> None:
    assert words.EVENTS.keys() == set(EventKind)
    assert words.FILE_STATES.keys() == set(FileState)


def test_every_answer_is_corrected_in_the_questionnaire_and_leads_back(
    mailing: tuple[Flask, PageClient],
) -> None:
    app, page = mailing
    token = company(services_of(app).engine, employees=38)
    shown = page.get(f"/daten/{token}")
    hrefs = {link.get("href") for link in shown.all("a") if "fragebogen" in link.get("href", "")}
    size = f"/fragebogen/{token}/groesse?danach=daten"
    assert size in hrefs

    form = page.get(size)
    after = page.submit(form, size, {"employees": "39"})

    assert after.h1 == "Ihre Daten"
    assert "39" in after.text


def test_a_fact_is_shown_as_its_question(page: PageClient, app: Flask) -> None:
    token = full(services_of(app).engine)

    text = page.get(f"/daten/{token}").text

    assert "project_started" not in text
    assert re.search(r"begonnen\?? Nein", text)


@pytest.mark.parametrize("path", ["", "/export", "/adresse", "/loeschen", "/neuer-link"])
def test_an_unknown_token_finds_nothing(page: PageClient, path: str) -> None:
    page.get(f"/daten/{new_token()}{path}", status=404)
    page.get(f"/daten/short{path}", status=404)


def test_the_export_is_a_file_of_json(app: Flask, page: PageClient) -> None:
    token = full(services_of(app).engine)

    response = page.client.get(f"/daten/{token}/export")

    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.mimetype == "application/json"
    assert json.loads(response.get_data())["address"]["email"] == EMAIL
    assert "Ö" in response.get_data(as_text=True) or "ö" in response.get_data(as_text=True)


def test_everything_is_deleted_after_a_question_and_the_page_says_what(
    app: Flask, page: PageClient
) -> None:
    token = full(services_of(app).engine)
    asked = page.get(f"/daten/{token}/loeschen")
    assert "58452" not in asked.text

    gone = page.submit(asked, f"/daten/{token}/loeschen", {})

    assert gone.h1 == "Ihre Daten sind gelöscht"
    for phrase in ("2 markierte Angebote", "eine Aussage", "eine E-Mail-Adresse", "3 E-Mails"):
        assert phrase in gone.text
    page.get(f"/daten/{token}", status=404)
    page.get(f"/ergebnis/{token}", status=404)


def test_in_a_second_tab_the_data_is_gone(app: Flask, page: PageClient) -> None:
    token = full(services_of(app).engine)
    first, second = (page.get(f"/daten/{token}/loeschen") for _ in range(2))
    page.submit(first, f"/daten/{token}/loeschen", {})

    page.submit(second, f"/daten/{token}/loeschen", {}, status=404)


def test_the_page_of_deletion_says_nothing_of_what_it_does_not_know(page: PageClient) -> None:
    assert "Mit ihnen" not in page.get("/daten/geloescht").text


def test_a_new_link_replaces_all_others(app: Flask, page: PageClient) -> None:
    token = full(services_of(app).engine)
    path = f"/daten/{token}/neuer-link"

    moved = page.submit(page.get(path), path, {})

    new = moved.response.request.path.rpartition("/")[2]
    assert "Diese Seite hat jetzt eine neue Adresse" in moved.text
    assert f"/daten/{new}" in moved.text
    page.get(f"/ergebnis/{new}")
    page.get(f"/ergebnis/{token}", status=404)


def test_the_whole_way_from_an_address_to_a_new_link(mailing: tuple[Flask, PageClient]) -> None:
    app, page = mailing
    engine = services_of(app).engine
    token = company(engine, employees=38)

    entered = enter(page, token)
    assert "noch nicht bestätigt" in entered.text
    mail = mails(engine)[0]
    assert mail.subject == "Bitte bestätigen Sie Ihre E-Mail-Adresse"
    confirmation = f"/firma/bestaetigen/{link_in(mail)}"
    assert f"https://angebote.example.org{confirmation}" in mail.text
    page.get(confirmation)
    done = page.post(confirmation, {})
    assert done.h1 == "Ihre E-Mail-Adresse ist bestätigt"

    ask(page, f" {EMAIL.upper()} ")
    way = f"/firma/anmelden/{last_link(engine, 'firm_sign_in')}"
    opened = page.post(way, {})

    found = re.fullmatch("/ergebnis/([A-Za-z0-9_-]{43})", opened.response.request.path)
    assert found
    assert found[1] != token
    assert "38 Menschen" in opened.text or "38" in opened.text
    page.get(way, status=404)


def test_mails_begin_with_the_address_that_the_operator_set(
    mailing: tuple[Flask, PageClient],
) -> None:
    app, page = mailing
    engine = services_of(app).engine
    token = company(engine)
    path, elsewhere = f"/daten/{token}/adresse", "http://boese.example"
    form = page.client.get(path, base_url=elsewhere).get_data(as_text=True)
    csrf = re.findall(r'name="csrf_token" value="([^"]+)"', form)[0]

    page.client.post(
        path,
        base_url=elsewhere,
        data={"csrf_token": csrf, "email": EMAIL, "einwilligung": "ja"},
        headers={"X-Forwarded-Host": "boese.example"},
    )

    (mail,) = mails(engine)
    assert "boese" not in mail.text
    assert "https://angebote.example.org/" in mail.text


BAD = (
    "",
    "keine",
    "a@b",
    "name@firma.de\nBcc: alle@firma.de",
    "name@firma.de\r\nSubject: x",
    "name@firma.de, andere@firma.de",
    "<name@firma.de>",
    "name@firma.de%0ABcc:x@y.de",
    "müller@firma.de",
    "\x00name@firma.de",
    f"{'a' * 400}@firma.de",
)


@pytest.mark.parametrize("email", BAD)
def test_what_is_no_address_is_refused_and_nothing_written(
    mailing: tuple[Flask, PageClient], email: str
) -> None:
    app, page = mailing
    engine = services_of(app).engine
    token = company(engine)

    refused = enter(page, token, email, status=422)
    page.post("/firma/anmelden", {"email": email}, status=422)

    assert "Bitte prüfen Sie die E-Mail-Adresse" in refused.text
    assert mails(engine) == []


def test_without_consent_no_address_is_kept(mailing: tuple[Flask, PageClient]) -> None:
    app, page = mailing
    engine = services_of(app).engine
    token = company(engine)

    refused = page.post(f"/daten/{token}/adresse", {"email": EMAIL}, status=422)

    assert "Bitte setzen Sie das Häkchen" in refused.text
    found = own_data.show(engine, token, services_of(app).clock.now())
    assert found is not None
    assert (found.address, found.consents, mails(engine)) == (None, (), [])


def test_too_many_mails_to_one_address_are_refused_with_a_sentence(
    mailing: tuple[Flask, PageClient],
) -> None:
    app, page = mailing
    engine = services_of(app).engine
    for _ in range(3):
        enter(page, company(engine))

    refused = enter(page, company(engine), status=422)

    assert "Bitte versuchen Sie es in einer Stunde wieder" in refused.text


def test_one_network_cannot_have_mails_sent_to_everybody(
    mailing: tuple[Flask, PageClient],
) -> None:
    app, page = mailing
    engine = services_of(app).engine
    for number in range(MOST_FROM_NETWORK):
        enter(page, company(engine), f"fremd{number}@firma-beispiel.de")

    enter(page, company(engine), "noch-jemand@firma-beispiel.de", status=422)

    assert len(mails(engine, "firm_confirm")) == MOST_FROM_NETWORK
    page.client.environ_base["REMOTE_ADDR"] = "198.51.100.1"
    enter(page, company(engine), "noch-jemand@firma-beispiel.de")


def test_known_unconfirmed_and_unknown_addresses_get_the_same_answer(
    mailing: tuple[Flask, PageClient],
) -> None:
    app, page = mailing
    engine = services_of(app).engine
    confirmed(engine)
    enter(page, company(engine), "unbestaetigt@firma.de")

    shown = [ask(page, each) for each in (EMAIL, "unbestaetigt@firma.de", "nie@gehoert.de")]

    bodies = {each.response.get_data(as_text=True) for each in shown}
    paths = {each.response.request.path for each in shown}
    assert (len(bodies), paths) == (1, {"/firma/anmelden/unterwegs"})
    assert [mail.recipient for mail in mails(engine, "firm_sign_in")] == [EMAIL]


@pytest.mark.parametrize("path", ["/firma/anmelden/", "/firma/bestaetigen/"])
def test_a_link_that_works_no_more_says_what_to_do(page: PageClient, path: str) -> None:
    shown = page.get(path + new_token(), status=404)

    assert shown.h1 == "Dieser Link gilt nicht mehr"
    assert "/firma/anmelden" in shown.links().values()


@pytest.mark.parametrize("path", ["/firma/anmelden/", "/firma/bestaetigen/"])
def test_pressing_the_button_twice_is_told(mailing: tuple[Flask, PageClient], path: str) -> None:
    app, page = mailing
    engine = services_of(app).engine
    token = company(engine) if "bestaetigen" in path else confirmed(engine)
    if "bestaetigen" in path:
        enter(page, token)
    else:
        ask(page, EMAIL)
    link = path + link_in(mails(engine)[-1])
    first, second = page.get(link), page.get(link)

    page.submit(first, link, {})

    assert page.submit(second, link, {}, status=404).h1 == "Dieser Link gilt nicht mehr"


def test_the_mails_are_written_in_the_language_of_the_answers(
    mailing: tuple[Flask, PageClient],
) -> None:
    app, page = mailing
    engine = services_of(app).engine
    confirmed(engine)

    page.client.set_cookie("sprache", "en")
    ask(page, EMAIL)

    mail = mails(engine, "firm_sign_in")[0]
    assert mail.language == "de"
    assert "zuletzt geändert am 22. November 2026" in mail.text
    assert "Angebotslotse" in mail.text


def test_address_and_consent_go_by_their_buttons(mailing: tuple[Flask, PageClient]) -> None:
    app, page = mailing
    engine = services_of(app).engine
    for button in ("adresse/entfernen", "einwilligung/{}/widerrufen"):
        token = confirmed(engine)
        shown = page.get(f"/daten/{token}")
        found = own_data.show(engine, token, services_of(app).clock.now())
        assert found is not None
        path = f"/daten/{token}/" + button.format(found.consents[0].id)
        after = page.post(path, {"csrf_token": shown.form_values(path)["csrf_token"]})
        assert "Widerrufen am 22. November 2026" in after.text
        assert "Adresse eintragen" in after.links()


def test_the_consent_of_another_firm_is_not_found(mailing: tuple[Flask, PageClient]) -> None:
    app, page = mailing
    engine = services_of(app).engine
    confirmed(engine)
    token = confirmed(engine)
    csrf = page.token(f"/daten/{token}")

    page.post(f"/daten/{token}/einwilligung/1/widerrufen", {"csrf_token": csrf}, status=404)


@pytest.mark.parametrize("path", ["loeschen", "neuer-link", "adresse", "adresse/entfernen"])
def test_a_form_without_its_token_changes_nothing(app: Flask, page: PageClient, path: str) -> None:
    token = full(services_of(app).engine)

    page.post(f"/daten/{token}/{path}", {"csrf_token": "wrong"}, status=400)

    page.get(f"/daten/{token}")


def test_without_mail_nobody_is_asked_for_an_address(page: PageClient, app: Flask) -> None:
    token = company(services_of(app).engine)

    for path in ("/firma/anmelden", f"/daten/{token}/adresse"):
        shown = page.get(path)
        assert "verschickt zurzeit keine E-Mails" in shown.text
        assert shown.all("input", type="email") == []
    assert contacts.remove(services_of(app).engine, token, by=author())


@pytest.mark.parametrize("path", ["/ergebnis/{}", "/fragebogen/{}/ort", "/fragebogen/{}/weiter"])
def test_pages_of_a_firm_lead_to_its_data(app: Flask, page: PageClient, path: str) -> None:
    token = company(services_of(app).engine, postal_code="58452")

    assert f"/daten/{token}" in page.get(path.format(token)).links().values()


def test_the_page_asks_the_same_number_of_questions_however_much_there_is(
    app: Flask, page: PageClient
) -> None:
    engine = services_of(app).engine
    counts = []
    page.get(f"/daten/{company(engine)}")
    with_news = company(engine)
    subscribe(engine, with_news)
    tell(engine, with_news, state=MailState.SENT)
    for token in (company(engine), with_news, full(engine)):
        told: list[str] = []
        event.listen(engine, "before_cursor_execute", lambda *a, told=told: told.append(a[2]))
        page.get(f"/daten/{token}")
        counts.append(sum(line.lstrip().startswith("SELECT") for line in told))
    assert {counts[0]} == set(counts)
    assert counts[0] <= 14


def test_the_page_names_requests_and_files_and_says_what_taking_the_consent_back_does(
    mailing: tuple[Flask, PageClient],
) -> None:
    app, page = mailing
    token = full(services_of(app).engine)
    advise(services_of(app).engine, token)

    shown = page.get(f"/daten/{token}")

    for words_ in (
        "Gesendet an: Stadt Witten",
        "Bitte melden MARKERVIER",
        "Akte bei: Stadt Witten",
        "eine Notiz aus der Beratung",
        "Angebot einholen (bis 1. Dezember 2026)",
        "x (nicht mehr im Katalog): Beantragt",
        "1. Januar 2026, 5.000 Euro, Allgemein: Verordnung (EU) 2023/2831",
        "gewährt von: Stadt Beispiel",
        "Digitale Mappe für Sie, Deutsch, 22. November 2026, lesbar bis zum 22. Dezember 2026",
        "Unterlagen für das Gespräch, Deutsch, 22. November 2026",
        "Nicht relevant (Beratung, 22. November 2026)",
        "Sie haben um Beratung angefragt",
        "Artikel 15 DSGVO",
    ):
        assert words_ in shown.text, words_
    for hidden in ("Notiz der Beratung", "Berta Beratung", "advisor-"):
        assert hidden not in shown.text
    assert shown.text.count("Passt (22. November 2026)") == 1
    actions = [form.get("action", "") for form in shown.all("form")]
    way = next(each for each in actions if "/einwilligung/" in each)
    after = page.post(way, {"csrf_token": page.token(f"/daten/{token}/adresse")})
    assert "Ihre Anfragen und alle Akten dazu sind gelöscht" in after.text
    for words_ in ("Akte bei", "(Beratung, ", "Digitale Mappe"):
        assert words_ not in after.text
