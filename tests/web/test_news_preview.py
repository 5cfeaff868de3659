"""Previews of the next mail: for the firm itself, and for administrators, without keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlmodel import select

from models.audit import AuditEntry
from models.digest import DigestItem, DigestPart, DigestRun, DigestSubscription, PartState
from models.mail import OutboxMail
from models.person import Role
from models.session import reading, transaction
from offers import store
from tests.fixtures.apps import NOW, running_app
from tests.fixtures.pages import Page, PageClient, text_of
from tests.fixtures.people import make_organisation, make_person, signed_in_client
from tests.web.news_admin_world import TODAY, make_firm, make_run
from tests.web.test_news_runs import previews
from web.current import services_of
from web.security import CONTENT_SECURITY_POLICY

URL = "https://lotse.example.org"
CHANGED = "bafa-eew-transformationsplan"
NEW_TITLE = "Energieplan für Gießereien"
NOTHING = "Zurzeit gibt es nichts Neues. Bleibt es dabei, schicken wir nichts."


@pytest.fixture
def app(filled_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The service, which knows its own address."""
    with running_app(filled_template, tmp_path / "p.sqlite3", public_url=URL) as made:
        yield made


@pytest.fixture
def engine(app: Flask) -> Engine:
    """Its database."""
    return services_of(app).engine


@pytest.fixture
def firm(app: Flask) -> PageClient:
    """The browser of a firm."""
    return PageClient(app.test_client())


@pytest.fixture
def admin(app: Flask, engine: Engine) -> PageClient:
    """The browser of an administrator of the whole service."""
    country = make_organisation(engine, "Bund", territories=("DE",))
    return signed_in_client(app, make_person(engine, Role.ADMINISTRATOR, organisation_id=country))


def publish(engine: Engine, title: str = NEW_TITLE) -> None:
    """An offer that comes in after everybody subscribed."""
    with transaction(engine) as session:
        _, offers = store.load_snapshot(session)[:2]
        known = next(each for each in offers if each.id == CHANGED)
        fresh = known.model_copy(update={"id": "neu-im-test", "title": title})
        store.upsert(session, [fresh], source_id="tests", by="job:import-tests", now=NOW)


def frame_of(page: Page) -> str:
    """The address of the frame."""
    return page.one("iframe").get("src", "")


def html_in(page: Page, client: PageClient) -> str:
    """What the frame shows."""
    answer = client.client.get(frame_of(page))
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def everything(engine: Engine) -> list[object]:
    """All rows that a preview could change."""
    tables = (DigestSubscription, DigestRun, DigestPart, DigestItem, OutboxMail)
    with reading(engine) as session:
        return [row.model_dump() for table in tables for row in session.exec(select(table))]


def test_a_firm_sees_what_its_next_mail_would_say_and_when_it_goes_out(
    engine: Engine, firm: PageClient
) -> None:
    _, answers, mails = make_firm(engine)
    publish(engine)

    for link in (answers, mails):
        page = firm.get(f"/neuigkeiten/{link}/vorschau")
        assert text_of(page.one("h2")) == f"Neu für Ihr Unternehmen: {NEW_TITLE}"
        assert "Verschickt wird sie am 23. November 2026 um 7 Uhr" in page.text
        assert f"{URL}/ergebnis/{mails}/angebot/neu-im-test" in page.text
        assert NEW_TITLE in html_in(page, firm)


def test_a_preview_changes_nothing(engine: Engine, firm: PageClient) -> None:
    _, answers, _ = make_firm(engine)
    publish(engine)
    before = everything(engine)

    html_in(firm.get(f"/neuigkeiten/{answers}/vorschau"), firm)

    assert everything(engine) == before


def test_without_news_it_shows_the_list_of_today_and_says_that_nothing_would_come(
    engine: Engine, firm: PageClient
) -> None:
    _, answers, _ = make_firm(engine)

    page = firm.get(f"/neuigkeiten/{answers}/vorschau")

    assert NOTHING in page.text
    assert "Am 23. November 2026 sehen wir wieder nach." in page.text
    assert "So sähe Ihre Liste von heute in einer Nachricht aus:" in page.text
    assert "/angebot/" in html_in(page, firm)


def test_where_nothing_fits_there_is_nothing_to_show(engine: Engine, firm: PageClient) -> None:
    nowhere = {"postal_code": "10115", "wz": "01.1", "employees": 0, "needs": ["tourism_marketing"]}
    with engine.begin() as connection:
        connection.execute(text("UPDATE offer SET archived_utc = updated_utc"))
        connection.execute(text("UPDATE catalogue_state SET version = version + 1"))
    _, answers, _ = make_firm(engine, answers=nowhere)

    page = firm.get(f"/neuigkeiten/{answers}/vorschau")

    assert NOTHING in page.text
    assert page.all("iframe") == []
    assert firm.client.get(f"/neuigkeiten/{answers}/vorschau/nachricht").status_code == 404


def test_after_a_quarter_without_a_mail_the_next_one_says_that_all_is_well(
    engine: Engine, firm: PageClient
) -> None:
    _, answers, _ = make_firm(engine, mailed_on=TODAY - timedelta(days=90))

    assert "Verschickt wird sie am" in firm.get(f"/neuigkeiten/{answers}/vorschau").text


def test_what_happened_before_the_window_is_not_told(engine: Engine, firm: PageClient) -> None:
    publish(engine)
    _, answers, _ = make_firm(engine)

    assert NOTHING in firm.get(f"/neuigkeiten/{answers}/vorschau").text


@pytest.mark.parametrize("fields", [{"confirmed_utc": None}, {"ended_utc": NOW}])
def test_where_nothing_can_be_sent_the_page_says_so(
    engine: Engine, firm: PageClient, fields: dict[str, object]
) -> None:
    _, answers, _ = make_firm(engine, **fields)

    page = firm.get(f"/neuigkeiten/{answers}/vorschau")

    assert "Noch können wir Ihnen keine Nachricht schicken." in page.text
    assert page.all("iframe") == []
    assert firm.client.get(f"/neuigkeiten/{answers}/vorschau/nachricht").status_code == 404


@pytest.mark.parametrize("path", ["vorschau", "vorschau/nachricht"])
@pytest.mark.parametrize("token", ["A" * 43, "-" * 43, "kurz"])
def test_an_unknown_link_shows_nothing(firm: PageClient, token: str, path: str) -> None:
    assert firm.client.get(f"/neuigkeiten/{token}/{path}").status_code == 404


def test_the_mail_stands_in_a_frame_that_can_do_nothing(engine: Engine, firm: PageClient) -> None:
    _, answers, _ = make_firm(engine)
    page = firm.get(f"/neuigkeiten/{answers}/vorschau")
    mail = firm.client.get(frame_of(page))

    policy = mail.headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert "style-src 'unsafe-inline'" in policy
    assert "form-action 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert not any(each.startswith("script-src") for each in policy)
    assert mail.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert mail.headers["Cache-Control"] == "no-store"
    assert '<base target="_blank">' in mail.get_data(as_text=True)
    own = page.response.headers["Content-Security-Policy"]
    assert own == f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    assert page.response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", ["/", "/verwaltung/nachrichten", "/konto", "/gibt-es-nicht"])
def test_every_other_page_is_as_strict_as_before(admin: PageClient, path: str) -> None:
    answer = admin.client.get(path)

    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "frame-src" not in CONTENT_SECURITY_POLICY
    assert answer.headers["X-Frame-Options"] == "DENY"


def looked(admin: PageClient, number: int) -> Page:
    """The page after an administrator asked for a preview."""
    list_ = "/verwaltung/nachrichten/empfaenger"
    return admin.post(f"{list_}/{number}/vorschau", {"csrf_token": admin.token(list_)})


def test_an_administrator_sees_it_without_keys_and_address_and_that_is_noted(
    app: Flask, engine: Engine, admin: PageClient
) -> None:
    number, answers, mails = make_firm(engine, email="geheim@example.org")
    publish(engine)

    page = looked(admin, number)
    shown = page.response.get_data(as_text=True) + html_in(page, admin)

    assert NEW_TITLE in shown
    assert not [secret for secret in (answers, mails, "geheim@") if secret in shown]
    ((actor, subject, details),) = previews(app)
    assert actor.startswith("person:")
    assert subject.startswith(f"digest:{number}-")
    assert details == ["firm"]


def test_the_frame_opens_for_who_was_just_shown_the_page_only(
    app: Flask, engine: Engine, admin: PageClient
) -> None:
    number, _, _ = make_firm(engine)
    address = frame_of(looked(admin, number))
    place = make_organisation(engine, "Land", territories=("DE",))
    other = make_person(engine, Role.ADMINISTRATOR, organisation_id=place, email="b@example.org")

    assert admin.client.get(address).status_code == 200
    assert admin.client.get(f"{address}x").status_code == 404
    assert signed_in_client(app, other).client.get(address).status_code == 404
    assert app.test_client().get(address).status_code == 303


def test_a_preview_is_no_link_that_could_be_followed(engine: Engine, admin: PageClient) -> None:
    number, _, _ = make_firm(engine)

    path = f"/verwaltung/nachrichten/empfaenger/{number}/vorschau"
    assert admin.client.get(path).status_code == 405


def test_a_preview_of_nobody_is_not_found_and_not_noted(app: Flask, admin: PageClient) -> None:
    token = {"csrf_token": admin.token("/konto")}

    for number in (1, 2**31 - 1, 2**70):
        path = f"/verwaltung/nachrichten/empfaenger/{number}/vorschau"
        assert admin.client.post(path, data=token).status_code == 404
    assert previews(app) == []


def test_the_audit_trail_says_it_in_words(engine: Engine, admin: PageClient) -> None:
    number, _, _ = make_firm(engine)
    looked(admin, number)

    text = admin.get("/verwaltung/protokoll").text

    assert "hat eine Vorschau auf Neuigkeiten per E-Mail angesehen" in text
    assert f"Neuigkeiten per E-Mail {number}-" in text


def test_advisors_and_the_report_have_a_preview_as_well(engine: Engine, admin: PageClient) -> None:
    advisor = make_person(engine, Role.ADVISOR, email="rat@example.org")
    boss = make_person(
        engine,
        Role.ADMINISTRATOR,
        email="amt@example.org",
        organisation_id=make_organisation(engine, "Land", territories=("DE",)),
    )
    own = {"company_id": None, "has_reminders": False}
    region, _, _ = make_firm(engine, audience="advisor", person_id=advisor.id, **own)
    report, _, _ = make_firm(engine, audience="operator", person_id=boss.id, rhythm="never", **own)
    assert "Es käme keine Nachricht." in looked(admin, region).text
    assert "Es käme keine Nachricht." in looked(admin, report).text

    publish(engine)
    make_run(engine, (region, PartState.SENT))

    assert NEW_TITLE in html_in(looked(admin, region), admin)
    assert "Wöchentliche Nachrichten" in html_in(looked(admin, report), admin)


def test_a_service_that_does_not_know_its_address_says_that_nothing_can_be_sent(
    filled_template: Path, tmp_path: Path
) -> None:
    with running_app(filled_template, tmp_path / "n.sqlite3") as made:
        number, answers, _ = make_firm(services_of(made).engine)
        browser = PageClient(made.test_client())

        page = browser.get(f"/neuigkeiten/{answers}/vorschau")

    assert number
    assert "Noch können wir Ihnen keine Nachricht schicken." in page.text


def test_the_link_in_mails_of_people_shows_nothing_but_how_to_leave(
    app: Flask, engine: Engine, firm: PageClient
) -> None:
    advisor = make_person(engine, Role.ADVISOR, email="rat@example.org")
    own = {"company_id": None, "has_reminders": False}
    _, _, link = make_firm(engine, audience="advisor", person_id=advisor.id, **own)
    publish(engine)

    for path in ("/vorschau", "/vorschau/nachricht"):
        firm.get(f"/neuigkeiten/{link}{path}", status=404)
    firm.get(f"/neuigkeiten/{link}/abmelden")


def test_answers_that_cannot_be_read_have_a_preview_that_says_so(
    engine: Engine, admin: PageClient
) -> None:
    number, _, _ = make_firm(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql('UPDATE company_profile SET answers = \'{"employees": "x"}\'')

    page = looked(admin, number)

    assert "Dorthin kann zurzeit nichts verschickt werden" in page.text
    assert "die Angaben sind nicht lesbar" in page.text


def test_nothing_else_was_noted(engine: Engine, firm: PageClient) -> None:
    _, answers, _ = make_firm(engine)
    firm.get(f"/neuigkeiten/{answers}/vorschau")

    with reading(engine) as session:
        assert session.exec(select(AuditEntry)).all() == []
