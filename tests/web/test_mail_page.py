"""The page and the commands of mail, for administrators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, event
from sqlmodel import select

from models.audit import AuditEntry
from models.mail import MailSwitch, OutboxMail, SuppressedAddress
from models.person import Role
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.fixtures.outbox import letter, mails, queue
from tests.fixtures.pages import PageClient, text_of
from tests.fixtures.people import make_organisation, make_person, signed_in_client
from web.current import services_of
from web.jobs import bounces, outbox
from web.mail.digests.writing import PURPOSES as DIGESTS
from web.mail.outgoing import suppression_key
from web.pages.jobs.words import COUNTS
from web.pages.mail.views import PURPOSES
from web.use_cases.outbox import overview, suppression
from web.use_cases.outbox.suppression import Reason

PARTS = {"layout", "advice_contact"}
"""What letters are made of, beside their own text."""
LETTERS = Path(__file__).resolve().parents[2] / "web/templates/mail"
PATH = "/verwaltung/post"


@pytest.fixture
def admin(app: Flask) -> PageClient:
    """An administrator's browser."""
    engine = services_of(app).engine
    country = make_organisation(engine, "Bund", territories=("DE",))
    return signed_in_client(app, make_person(engine, Role.ADMINISTRATOR, organisation_id=country))


def text(page: object) -> str:
    """What the page says."""
    return text_of(page.one("main"))  # type: ignore[attr-defined]


def press(client: PageClient, path: str, **values: str) -> object:
    """The page after pressing a button."""
    return client.post(path, {"csrf_token": client.token(PATH), **values})


def settle(app: Flask, number: int, state: str, **fields: object) -> int:
    """The id of a mail in this state."""
    engine = services_of(app).engine
    queue(engine, letter(number))
    with transaction(engine) as session:
        row = mails(engine)[-1]
        row.state, row.settled_utc, row.reply = state, NOW, "550 5.1.1"
        for name, value in fields.items():
            setattr(row, name, value)
        session.merge(row)
    assert row.id is not None
    return row.id


def suppress(app: Flask, address: str) -> None:
    """Let nothing be sent to the address."""
    held = services_of(app)
    with transaction(held.engine) as session:
        key = suppression_key(held.settings)
        suppression.suppress(session, address, Reason.REPLY, key=key, now=NOW)


def actions(app: Flask) -> list[tuple[str, str]]:
    """What the audit trail says."""
    with transaction(services_of(app).engine) as session:
        rows = session.exec(select(AuditEntry).order_by(AuditEntry.id))  # type: ignore[arg-type]
        return [(row.action, row.subject) for row in rows if row.action.startswith("mail.")]


def test_an_empty_outbox_says_that_sending_works(admin: PageClient) -> None:
    words = text(admin.get(PATH))

    assert "Der Versand läuft" in words
    assert "Es gibt keine." in words


def test_numbers_are_shown_and_neither_addresses_nor_texts(app: Flask, admin: PageClient) -> None:
    settle(app, 1, "refused")
    settle(app, 2, "sent", text="", handovers=2)
    queue(services_of(app).engine, letter(3), now=NOW - timedelta(hours=2))

    shown = admin.get(PATH)

    words = text(shown)
    assert "550 5.1.1" in words
    assert "example.org" in words
    assert re.search(r"mehr als einmal übergeben 1", words)
    assert "22. November 2026, 10:00" in words or "22.11.26, 10:00" in words
    assert "person1" not in shown.response.get_data(as_text=True)
    assert "Nachricht 1" not in shown.response.get_data(as_text=True)


def test_every_letter_has_words_for_what_it_is() -> None:
    letters = {path.stem for path in LETTERS.glob("*.txt")} - PARTS

    assert letters | DIGESTS == PURPOSES.keys()


def test_sending_is_paused_and_goes_on(app: Flask, admin: PageClient) -> None:
    assert "Der Versand ist angehalten" in text(press(admin, f"{PATH}/anhalten"))
    assert "Versand fortsetzen" in text(admin.get(PATH))
    assert "Der Versand geht weiter." in text(press(admin, f"{PATH}/weiter"))
    assert actions(app) == [("mail.pause", "mail:switch"), ("mail.resume", "mail:switch")]


def test_a_server_that_is_left_alone_is_told_and_can_be_tried_at_once(
    app: Flask, admin: PageClient
) -> None:
    with transaction(services_of(app).engine) as session:
        until = NOW + timedelta(minutes=5)
        session.add(
            MailSwitch(failures=7, failure="ConnectionRefusedError", closed_until_utc=until)
        )

    words = text(admin.get(PATH))
    assert "Der Mailserver arbeitet nicht" in words
    assert "ConnectionRefusedError" in words
    press(admin, f"{PATH}/weiter")
    assert "Der Mailserver hat gerade versagt" in text(admin.get(PATH))


def test_a_refused_mail_is_tried_again(app: Flask, admin: PageClient) -> None:
    mail_id = settle(app, 1, "refused", attempts=10)

    assert "noch einmal verschickt" in text(press(admin, f"{PATH}/{mail_id}/erneut"))
    [row] = mails(services_of(app).engine)
    assert (row.state, row.attempts, row.settled_utc) == ("waiting", 0, None)
    begun = f"{mails(services_of(app).engine)[-1].created_utc:%Y%m%dT%H%M%S%f}"
    assert actions(app) == [("mail.retry", f"mail:{mail_id}-{begun}")]


@pytest.mark.parametrize("state", ["waiting", "sent", "expired", "refused"])
def test_a_mail_that_is_not_refused_or_has_no_text_cannot_be_tried_again(
    app: Flask, admin: PageClient, state: str
) -> None:
    mail_id = settle(app, 1, state, text="" if state == "refused" else "Text")

    token = admin.token(PATH)
    admin.post(f"{PATH}/{mail_id}/erneut", {"csrf_token": token}, status=404)
    admin.post(f"{PATH}/99999/erneut", {"csrf_token": token}, status=404)

    assert mails(services_of(app).engine)[0].state == state


def test_a_suppressed_address_is_let_go_again_however_it_is_written(
    app: Flask, admin: PageClient
) -> None:
    suppress(app, "person1@example.org")

    first = text(press(admin, f"{PATH}/adresse", adresse=" Person1@Example.ORG "))
    again = text(press(admin, f"{PATH}/adresse", adresse="person1@example.org"))

    assert "An diese Adresse gehen wieder E-Mails." in first
    assert "Diese Adresse war nicht gesperrt." in again
    assert actions(app) == [("mail.allow_address", "mail:suppressed")]


def test_what_is_no_address_is_told_beside_the_field(admin: PageClient) -> None:
    token = admin.token(PATH)
    page = admin.post(f"{PATH}/adresse", {"csrf_token": token, "adresse": "niemand"}, status=422)

    assert page.title.startswith("Fehler:")
    assert page.one("input", id="adresse").get("value") == "niemand"


@pytest.mark.parametrize("path", ["/anhalten", "/weiter", "/1/erneut", "/adresse"])
def test_others_neither_see_nor_change_anything(app: Flask, path: str) -> None:
    mail_id = settle(app, 1, "refused")
    advisor = signed_in_client(app, make_person(services_of(app).engine, Role.ADVISOR, Role.EDITOR))

    advisor.get(PATH, status=403)
    token = advisor.token("/angebote/nrw-bank/angabe-falsch")
    answer = advisor.client.post(f"{PATH}{path}", data={"csrf_token": token})

    assert answer.status_code == 403
    assert mails(services_of(app).engine)[0].id == mail_id
    assert actions(app) == []


def test_without_the_token_of_the_form_nothing_happens(app: Flask, admin: PageClient) -> None:
    admin.client.post(f"{PATH}/anhalten")

    assert actions(app) == []


@pytest.fixture
def queries(app: Flask) -> Iterator[list[str]]:
    """All statements."""
    seen: list[str] = []
    engine = services_of(app).engine

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_mails_given_twice_are_counted_without_reading_all_mails(sqlite_engine: Engine) -> None:
    plans: list[str] = []

    def note(connection: Connection, _cursor: object, text: str, given: object, *_: object) -> None:
        if "handovers > 1" in text and not text.startswith("EXPLAIN"):
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given)  # type: ignore[arg-type]
            plans.extend(row[-1] for row in plan)

    queue(sqlite_engine, letter(1), letter(2))
    with transaction(sqlite_engine) as session:
        session.exec(select(OutboxMail).where(OutboxMail.id == 2)).one().handovers = 2
    event.listen(sqlite_engine, "before_cursor_execute", note)

    assert overview.overview(sqlite_engine, now=NOW).repeats == 1
    assert all("INDEX ix_outbox_mail_repeats" in plan for plan in plans)
    assert plans


def test_more_mails_cost_no_more_queries(app: Flask, admin: PageClient, queries: list[str]) -> None:
    admin.get(PATH)
    queries.clear()
    admin.get(PATH)
    few = len(queries)
    for number in range(30):
        settle(app, number, "refused")
    queries.clear()
    shown = admin.get(PATH)

    assert len(queries) == few
    assert len(shown.all("tr")) == 21


def test_the_commands_pause_go_on_and_say_how_it_stands(app: Flask) -> None:
    settle(app, 1, "refused")
    shell = app.test_cli_runner()

    outputs = [
        shell.invoke(args=["mail", *words]).output.splitlines()[0]
        for words in (["pause"], ["pause"], ["status"], ["resume"], ["resume"], ["status"])
    ]

    assert outputs == [
        "Sending is paused.",
        "Sending was paused already.",
        "Sending is paused.",
        "Sending goes on.",
        "Nothing stopped the sending.",
        "Sending works.",
    ]
    told = shell.invoke(args=["mail", "status"]).output
    assert "refused 1" in told
    assert "550 5.1.1" in told
    assert "person1" not in told


def test_the_commands_try_again_and_lift_a_suppression(app: Flask) -> None:
    mail_id = settle(app, 1, "refused")
    suppress(app, "person1@example.org")
    shell = app.test_cli_runner()

    listed = shell.invoke(args=["mail", "suppressed", "list"])
    removed = shell.invoke(args=["mail", "suppressed", "remove", "person1@example.org"])
    again = shell.invoke(args=["mail", "suppressed", "remove", "person1@example.org"])
    nonsense = shell.invoke(args=["mail", "suppressed", "remove", "niemand"])
    retried = shell.invoke(args=["mail", "retry", str(mail_id)])
    twice = shell.invoke(args=["mail", "retry", str(mail_id)])

    assert "1 addresses." in listed.output
    assert "person1" not in listed.output
    assert [step.exit_code for step in (removed, again, nonsense, retried, twice)] == [
        0,
        0,
        2,
        0,
        1,
    ]
    with transaction(services_of(app).engine) as session:
        assert session.exec(select(SuppressedAddress)).all() == []


def test_a_service_without_a_mail_server_lets_mail_wait(app: Flask) -> None:
    held = services_of(app)
    queue(held.engine, letter(1))
    author = None

    assert outbox.run(held, author) == {}  # type: ignore[arg-type]
    assert bounces.run(held, author) == {}  # type: ignore[arg-type]
    assert mails(held.engine)[0].state == "waiting"


def test_everything_that_the_jobs_of_mail_count_has_words() -> None:
    counted = {"sent", "postponed", "unanswered", "refused", "expired"}
    read = {"returned", "delayed", "unknown", "other", "broken"}

    assert counted | read <= COUNTS.keys()
