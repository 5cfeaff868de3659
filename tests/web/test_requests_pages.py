"""Asking for advice in the browser: the form, who gets it, and the queue of administrators."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from models.company_file import CompanyFile, FileState
from models.person import Role
from models.session import transaction
from tests.fixtures.pages import Page, PageClient
from tests.fixtures.people import make_organisation, make_person, signed_in_client
from tests.web.desk_world import make_staff
from tests.web.own_data_world import mailing_app, mails
from tests.web.requests_world import FIRM_EMAIL, files, firm, requests
from web.current import services_of
from web.tokens import new_token

WHOLE = {
    "firma": "Schmiede Ruhr GmbH",
    "ansprechperson": "Karla Schmied",
    "email": FIRM_EMAIL,
    "telefon": "02302 1234567",
    "weg": "telefon",
    "zeiten": "vormittags",
    "themen": "energy_efficiency",
    "nachricht": "Unser Ofen frisst Gas.",
    "einwilligung": "ja",
    "empfaenger": "org-stadt-witten",
}
Mailing = tuple[Flask, PageClient]


@pytest.fixture(scope="module")
def world(filled_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mailing]:
    """The service that can send mail, with advisors in Witten and Bochum."""
    path = tmp_path_factory.mktemp("requests") / "app.sqlite3"
    with mailing_app(filled_template, path) as found:
        make_staff(engine_of(found))
        yield found


def engine_of(world: Mailing) -> Engine:
    return services_of(world[0]).engine


def ask(world: Mailing, token: str, *, status: int = 200, **fields: str) -> Page:
    """Send the form."""
    filled = {name: value for name, value in {**WHOLE, **fields}.items() if value}
    return world[1].post(f"/anfrage/{token}", filled, status=status)


def test_the_list_leads_to_the_request_which_names_who_gets_it_before_and_after(
    world: Mailing,
) -> None:
    token = firm(engine_of(world))
    path = f"/anfrage/{token}"
    assert path in world[1].get(f"/ergebnis/{token}").links().values()

    form = world[1].get(path)
    assert "Stadt Witten" in form.text
    assert "730 Tage" in form.text

    sent = ask(world, token)

    assert sent.h1 == "Ihre Anfrage ist abgeschickt"
    assert "Stadt Witten" in sent.text
    assert f"Eine Eingangsbestätigung geht an {FIRM_EMAIL}" in sent.text
    assert "Karla Schmied" in sent.text
    assert "Unser Ofen frisst Gas." in sent.text
    again = world[1].get(path)
    assert "Sie haben schon einmal angefragt" in again.text
    assert "Unser Ofen frisst Gas." in again.text
    assert again.one("input", name="firma").get("value") == "Schmiede Ruhr GmbH"


def test_the_list_tells_who_has_the_request_and_leads_to_what_was_sent(world: Mailing) -> None:
    token = firm(engine_of(world))
    ask(world, token)

    listed = world[1].get(f"/ergebnis/{token}")

    assert "Ihre Anfrage vom 22. November 2026 liegt bei: Stadt Witten." in listed.text
    assert listed.links()["Ihre Anfrage um Beratung"] == f"/anfrage/{token}/gesendet"
    assert "Beratung anfragen" not in listed.links()


def test_when_the_advice_is_closed_nobody_promises_to_get_in_touch(world: Mailing) -> None:
    engine = engine_of(world)
    token = firm(engine)
    assert "Jemand von dort meldet sich" in ask(world, token).text
    with transaction(engine) as session:
        file = session.get_one(CompanyFile, files(engine)[-1].id)
        file.state = FileState.HELPED.value

    sent = world[1].get(f"/anfrage/{token}/gesendet?beleg=1").text

    assert "Diese Beratung ist abgeschlossen." in sent
    assert "meldet sich" not in sent
    assert "Eine Eingangsbestätigung geht" not in sent


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"firma": ""}, "den Namen des Unternehmens"),
        ({"firma": "x" * 201}, "höchstens 200 Zeichen"),
        ({"ansprechperson": " "}, "mit wem wir sprechen"),
        ({"weg": ""}, "wie Sie sprechen möchten"),
        ({"weg": "rauchzeichen"}, "wie Sie sprechen möchten"),
        ({"telefon": ""}, "eine Telefonnummer ein"),
        ({"telefon": "12"}, "prüfen Sie die Telefonnummer"),
        ({"weg": "video", "email": ""}, "E-Mail-Adresse ein, damit"),
        ({"weg": "besuch", "email": "", "telefon": ""}, "oder eine Telefonnummer"),
        ({"email": "karla"}, "prüfen Sie die E-Mail-Adresse"),
        ({"email": "karla@example.de\r\nBcc: alle@example.de"}, "prüfen Sie die E-Mail-Adresse"),
        ({"nachricht": "x" * 2001}, "höchstens 2000 Zeichen"),
        ({"einwilligung": ""}, "setzen Sie das Häkchen"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_is_sent(
    world: Mailing, fields: dict[str, str], expected: str
) -> None:
    before = len(requests(engine_of(world)))

    page = ask(world, firm(engine_of(world)), status=422, **fields)

    assert expected in page.text
    assert page.title.startswith("Fehler:")
    assert len(requests(engine_of(world))) == before


@pytest.mark.parametrize("name", ["firma", "ansprechperson", "telefon", "zeiten", "nachricht"])
def test_no_field_brings_anything_into_a_mail_header_or_a_page(world: Mailing, name: str) -> None:
    token = firm(engine_of(world))
    evil = "02302 12345 <script>alert(1)</script>\r\nBcc: opfer@example.org\x00\u2028Ende"

    ask(world, token, **{name: evil})

    stored = requests(engine_of(world))[-1]
    column = {"firma": "name", "ansprechperson": "contact_name", "telefon": "phone"}
    text = getattr(stored, column.get(name, {"zeiten": "times"}.get(name, "message")))
    assert "\x00" not in text
    assert ("\n" in text) == (name == "nachricht")
    again = world[1].get(f"/anfrage/{token}")
    assert all("alert" not in (each.text or "") for each in again.all("script"))
    for mail in mails(engine_of(world)):
        assert "opfer" not in mail.recipient
        assert "\n" not in mail.subject
        assert "Bcc" not in mail.subject
        assert not any(line.startswith("Bcc") for line in mail.text.splitlines())


def test_mails_hold_no_answers_and_no_message_and_lead_to_the_file(world: Mailing) -> None:
    token = firm(engine_of(world), sector_text="Gesenkschmiede")
    ask(world, token)

    (receipt,) = mails(engine_of(world), "advice_receipt")[-1:]
    notice = mails(engine_of(world), "advice_notice")[-1]
    file = files(engine_of(world))[-1]
    address = f"https://angebote.example.org/beratung/akte/{file.public_id}"
    assert "Schmiede Ruhr GmbH, Witten" in notice.text
    assert address in notice.text
    assert "Stadt Witten" in receipt.text
    assert "Energie" in receipt.text
    for text in (receipt.text, notice.text):
        assert "Ofen" not in text
        assert "Gesenkschmiede" not in text
        assert token not in text
        assert "02302" not in text


def test_other_topics_that_lead_elsewhere_are_shown_before_anything_is_sent(
    world: Mailing,
) -> None:
    token = firm(engine_of(world))

    page = ask(world, token, status=422, empfaenger="org-stadt-bochum")

    assert "geht Ihre Anfrage an andere Stellen" in page.text
    assert page.one("input", name="empfaenger").get("value") == "org-stadt-witten"
    assert page.one("input", name="einwilligung").get("checked") is None


def test_where_nobody_is_responsible_the_page_says_who_chooses(world: Mailing) -> None:
    token = firm(engine_of(world), postal_code="")

    assert "noch keine Stelle eingetragen" in world[1].get(f"/anfrage/{token}").text
    sent = ask(world, token, empfaenger="")

    assert "wählt eine für Sie aus" in sent.text


@pytest.mark.parametrize("path", ["", "/gesendet"])
def test_a_strange_address_shows_nothing(world: Mailing, path: str) -> None:
    world[1].get(f"/anfrage/{new_token()}{path}", status=404)


def test_nothing_is_sent_for_a_strange_address(world: Mailing) -> None:
    known = world[1].token(f"/anfrage/{firm(engine_of(world))}")

    ask(world, new_token(), status=404, csrf_token=known)


def test_before_a_request_the_page_after_it_leads_to_the_form(world: Mailing) -> None:
    token = firm(engine_of(world))

    assert world[1].get(f"/anfrage/{token}/gesendet").h1 == "Beratung anfragen"


def test_who_looks_after_the_service_assigns_what_nobody_is_responsible_for(
    world: Mailing,
) -> None:
    app, page = world
    token = firm(engine_of(world), postal_code="59423")
    ask(world, token, empfaenger="", firma="Ferne Firma OHG")
    file = files(engine_of(world))[-1]
    whole = make_organisation(engine_of(world), "Bund", territories=("DE",))
    admin = make_person(
        engine_of(world), Role.ADMINISTRATOR, organisation_id=whole, email="kim@example.org"
    )
    keeper = signed_in_client(app, admin)
    assert "/verwaltung/anfragen" in keeper.get("/verwaltung").links().values()
    queue = keeper.get("/verwaltung/anfragen")
    path = f"/verwaltung/anfragen/{file.public_id}"
    assert queue.links()["Ferne Firma OHG"] == path
    assert "Unser Ofen frisst Gas." in keeper.get(path).text
    keeper.post(path, {"stelle": ""}, status=422)

    done = keeper.post(path, {"stelle": "org-stadt-bochum"})

    assert "Die Anfrage ist zugewiesen" in done.text
    assert "Stadt Bochum" in page.get(f"/anfrage/{token}/gesendet").text
    assert "Stadt Bochum" in mails(engine_of(world), "advice_assigned")[-1].text
    assert "inzwischen zugewiesen" in keeper.post(path, {"stelle": "org-stadt-witten"}).text
    keeper.get(path, status=404)


def test_only_who_looks_after_the_whole_service_sees_the_queue(world: Mailing) -> None:
    app, _ = world
    local = make_person(engine_of(world), Role.ADMINISTRATOR, email="stadt@example.org")
    client = signed_in_client(app, local)

    client.get("/verwaltung/anfragen", status=404)
    assert "/verwaltung/anfragen" not in client.get("/verwaltung").links().values()


def test_a_file_names_others_of_what_seems_the_same_firm(world: Mailing) -> None:
    app, _ = world
    ask(world, firm(engine_of(world)), firma="Zwilling GmbH", email="zwilling@example.de")
    ask(world, firm(engine_of(world)), firma="Zwilling Gruppe", email="zwilling@example.de")
    first, second = files(engine_of(world))[-2:]
    advisor = make_person(engine_of(world), email="neue@example.org")

    page = signed_in_client(app, advisor).get(f"/beratung/akte/{second.public_id}/verlauf")

    assert page.links()["Zwilling GmbH"] == f"/beratung/akte/{first.public_id}"
