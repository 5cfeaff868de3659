"""A new password with a link by mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from models.audit import AuditEntry
from models.mail import OutboxMail
from models.one_time_link import LinkPurpose, OneTimeLink
from models.session import transaction
from models.sign_in import SignInSession
from tests.fixtures.apps import NOW
from tests.web.sign_in_world import (
    EMAIL,
    OTHER_PASSWORD,
    PASSWORD,
    PUBLIC_URL,
    Browser,
    World,
    ayla,
    by,
    change_person,
    code_at,
    door,
    rows,
    with_second_factor,
    world,
)
from web.letters import Letter
from web.use_cases import one_time_links
from web.use_cases.signing_in import own_password
from web.use_cases.signing_in.own_password import Recipient


@pytest.fixture
def service(sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    """The service, nobody has an account yet."""
    with world(sqlite_template, tmp_path / "service.sqlite3") as made:
        yield made


def ask(browser: Browser, email: str = EMAIL, *, status: int = 200) -> str:
    """What the page says after asking for a link."""
    return browser.send("/neues-passwort", {"email": email}, status=status).text


def links_sent(service: World) -> list[str]:
    """The paths of the links in all mails, the oldest first."""
    texts = "\n".join(mail.text for mail in service.rows(OutboxMail))
    return re.findall(re.escape(PUBLIC_URL) + r"(/neues-passwort/\S+)", texts)


def choose(browser: Browser, link: str, password: str, *, status: int = 200) -> str:
    """The heading and text after setting a password."""
    return browser.send(link, {"passwort": password, "wiederholung": password}, status=status).text


def test_a_link_by_mail_sets_a_new_password(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    assert "ist ein Link zu Ihnen unterwegs" in ask(browser)
    (link,) = links_sent(service)

    assert "Ihr neues Passwort ist gespeichert" in choose(browser, link, OTHER_PASSWORD)

    browser.sign_in(status=422)
    assert browser.sign_in(OTHER_PASSWORD).h1 == "Beratung"


def test_the_mail_is_in_the_language_of_the_person_and_ends_with_its_link(service: World) -> None:
    ayla(service.engine, language="en")
    ask(service.browser())

    (mail,) = service.rows(OutboxMail)
    assert mail.subject == "Choose a new password for Angebotslotse"
    assert "60 minutes" in mail.text
    assert mail.expires_utc == NOW + timedelta(minutes=60)
    assert mail.recipient == EMAIL


@pytest.mark.parametrize(
    "changes",
    [None, {"state": "closed"}, {"state": "invited"}],
    ids=["nobody", "closed", "invited"],
)
def test_the_answer_is_the_same_where_nobody_gets_a_link(
    service: World, changes: dict[str, object] | None
) -> None:
    known = "Wenn es zu dieser Adresse ein Konto gibt, ist ein Link zu Ihnen unterwegs."
    if changes is not None:
        ayla(service.engine)
        change_person(service.engine, **changes)

    assert known in ask(service.browser())
    assert service.rows(OutboxMail) == []
    assert service.rows(OneTimeLink) == []


def test_the_same_is_done_for_an_address_that_nobody_has(engine: Engine) -> None:
    ayla(engine)
    known = statements_for(engine, EMAIL)
    unknown = statements_for(engine, "nobody@example.org")

    assert [each for each in known if "RELEASE" not in each] == [
        each for each in unknown if "ROLLBACK TO" not in each
    ]
    assert len(rows(engine, OutboxMail)) == len(rows(engine, OneTimeLink)) == 1


def statements_for(engine: Engine, email: str) -> list[str]:
    """What the database is told when somebody asks for a link."""
    told: list[str] = []

    def note(*arguments: object) -> None:
        told.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    written: list[Recipient] = []

    def compose(recipient: Recipient, token: str) -> Letter:
        written.append(recipient)
        return Letter(
            cause=token,
            purpose="new_password",
            recipient=recipient.email,
            language=recipient.language,
            subject="s",
            text="t",
            person_id=recipient.person_id,
        )

    own_password.ask_for_link(
        engine,
        email,
        visitor=door().visitor,
        language="de",
        valid_for=timedelta(hours=1),
        compose=compose,
        by=by(),
    )
    event.remove(engine, "before_cursor_execute", note)
    assert [recipient.email for recipient in written] == [email]
    return told


def test_looking_at_a_link_does_not_use_it_up(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    ask(browser)
    (link,) = links_sent(service)
    for _ in range(3):
        assert service.browser().pages.get(link).h1 == "Neues Passwort wählen"

    assert "gespeichert" in choose(browser, link, OTHER_PASSWORD)


def test_a_link_works_once(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    ask(browser)
    (link,) = links_sent(service)
    choose(browser, link, OTHER_PASSWORD)

    assert "Dieser Link gilt nicht mehr" in choose(browser, link, PASSWORD, status=404)
    assert service.browser().pages.get(link, status=404).h1 == "Dieser Link gilt nicht mehr"
    assert browser.sign_in(OTHER_PASSWORD).h1 == "Beratung"


def test_using_one_link_ends_all_others(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    ask(browser)
    ask(browser)
    first, second = links_sent(service)
    choose(browser, first, OTHER_PASSWORD)

    choose(browser, second, PASSWORD, status=404)


def test_a_link_ends_after_an_hour(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    ask(browser)
    (link,) = links_sent(service)
    service.clock.pass_by(minutes=60)

    choose(browser, link, OTHER_PASSWORD, status=404)
    assert browser.sign_in().h1 == "Beratung"


@pytest.mark.parametrize("purpose", [LinkPurpose.INVITATION, LinkPurpose.CONFIRM_ADDRESS])
def test_a_link_for_something_else_sets_no_password(service: World, purpose: LinkPurpose) -> None:
    person = ayla(service.engine)
    with transaction(service.engine) as session:
        token = one_time_links.issue(
            session, purpose, now=NOW, valid_for=timedelta(days=1), person_id=person.id
        )

    choose(service.browser(), f"/neues-passwort/{token}", OTHER_PASSWORD, status=404)


@pytest.mark.parametrize("token", ["x" * 43, "gesendet2", "x" * 42, "x" * 44])
def test_a_made_up_link_leads_nowhere(service: World, token: str) -> None:
    ayla(service.engine)

    service.browser().pages.get(f"/neues-passwort/{token}", status=404)


def test_a_closed_account_gets_no_password_by_an_older_link(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    ask(browser)
    change_person(service.engine, state="closed")

    choose(browser, links_sent(service)[0], OTHER_PASSWORD, status=404)


def test_a_new_password_ends_all_sessions_also_half_begun_ones(service: World) -> None:
    with_second_factor(service.engine)
    thief, half = service.browser(), service.browser()
    thief.sign_in()
    thief.enter_code(code_at(service.clock.moment))
    half.sign_in()
    owner = service.browser()
    ask(owner)
    choose(owner, links_sent(service)[0], OTHER_PASSWORD)

    assert service.rows(SignInSession) == []
    assert not thief.is_signed_in()


def test_a_new_password_does_not_replace_the_second_factor(service: World) -> None:
    with_second_factor(service.engine)
    browser = service.browser()
    ask(browser)
    choose(browser, links_sent(service)[0], OTHER_PASSWORD)

    assert browser.sign_in(OTHER_PASSWORD).h1 == "Code aus Ihrer App eingeben"


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("kurz", "kurz", "Es braucht mindestens 12 Zeichen"),
        ("Passwort1234", "Passwort1234", "leicht zu erraten"),
        ("AylaBeispiel2026", "AylaBeispiel2026", "besteht aus Ihrem Namen"),
        (OTHER_PASSWORD, PASSWORD, "nicht gleich"),
    ],
)
def test_a_password_that_is_not_taken_does_not_use_up_the_link(
    service: World, first: str, second: str, words: str
) -> None:
    ayla(service.engine)
    browser = service.browser()
    ask(browser)
    (link,) = links_sent(service)

    page = browser.send(link, {"passwort": first, "wiederholung": second}, status=422)

    assert words in page.text
    assert [field.get("value") for field in page.all("input", type="password")] == ["", ""]
    assert "gespeichert" in choose(browser, link, OTHER_PASSWORD)


def test_nobodys_mailbox_is_flooded_and_the_links_sent_still_work(service: World) -> None:
    ayla(service.engine)
    for _ in range(6):
        ask(service.browser())

    links = links_sent(service)
    assert len(links) == 3
    assert "gespeichert" in choose(service.browser(), links[0], OTHER_PASSWORD)


def test_one_network_cannot_have_mails_sent_to_everybody(service: World) -> None:
    ayla(service.engine)
    for number in range(30):
        ask(service.browser("198.51.100.1"), f"person{number}@example.org")

    assert "Bitte warten Sie 60 Minuten" in ask(service.browser("198.51.100.1"), status=429)
    assert "unterwegs" in ask(service.browser("192.0.2.1"))
    service.clock.pass_by(minutes=60)
    assert "unterwegs" in ask(service.browser("198.51.100.1"))


def test_who_is_slowed_down_gets_in_again_by_mail(service: World) -> None:
    ayla(service.engine)
    for number in range(25):
        service.browser(f"198.51.100.{number}").sign_in("wrong", status=422 if number < 20 else 429)
    owner = service.browser()
    owner.sign_in(status=429)
    ask(owner)
    choose(owner, links_sent(service)[0], OTHER_PASSWORD)

    assert owner.sign_in(OTHER_PASSWORD).h1 == "Beratung"


def test_what_is_no_address_is_said_so(service: World) -> None:
    assert "Bitte prüfen Sie die E-Mail-Adresse" in ask(service.browser(), "ayla", status=422)


def test_without_an_address_of_its_own_the_service_says_that_it_sends_no_mail(
    sqlite_template: Path, tmp_path: Path
) -> None:
    with world(sqlite_template, tmp_path / "a", public_url=None) as service:
        ayla(service.engine)
        browser = service.browser()

        assert "verschickt noch keine E-Mails" in browser.pages.get("/neues-passwort").text
        assert "verschickt noch keine E-Mails" in ask(browser, status=503)
        assert service.rows(OutboxMail) == []


def test_the_trail_knows_that_a_link_set_the_password(service: World) -> None:
    person = ayla(service.engine)
    browser = service.browser()
    ask(browser)
    choose(browser, links_sent(service)[0], OTHER_PASSWORD)

    (entry,) = service.rows(AuditEntry)
    assert (entry.action, entry.actor) == ("password_set_by_link", "visitor")
    assert entry.subject == f"person:{person.public_id}"
