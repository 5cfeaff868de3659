"""One's own account: name, language, password, second factor, sessions, log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest

from models.audit import AuditEntry
from models.sign_in import SignInSession
from tests.fixtures.pages import Page, text_of
from tests.web.sign_in_world import (
    BOX,
    EMAIL,
    OTHER_PASSWORD,
    PASSWORD,
    RECOVERY_CODE,
    Browser,
    World,
    ayla,
    code_at,
    person_of,
    with_second_factor,
    world,
)


@pytest.fixture
def service(sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    """The service, nobody has an account yet."""
    with world(sqlite_template, tmp_path / "service.sqlite3") as made:
        yield made


@pytest.fixture
def browser(service: World) -> Browser:
    """A browser in which Ayla is signed in without a second factor."""
    ayla(service.engine)
    made = service.browser()
    made.sign_in()
    return made


def signed_in_with_code(service: World) -> Browser:
    """A browser in which Ayla is signed in with her second factor."""
    with_second_factor(service.engine)
    made = service.browser()
    made.sign_in()
    made.enter_code(code_at(service.clock.moment))
    return made


def actions(service: World) -> list[str]:
    """What the trail says since the sign-in."""
    return [entry.action for entry in service.rows(AuditEntry) if entry.action != "signed_in"]


def test_name_and_language_can_be_changed(service: World, browser: Browser) -> None:
    page = browser.send("/konto", {"name": "  Ayla\u0007  Muster ", "sprache": "en"})

    assert page.h1 == "My account"
    person = person_of(service.engine)
    assert (person.name, person.language) == ("Ayla Muster", "en")
    (entry,) = [each for each in service.rows(AuditEntry) if each.action == "account_changed"]
    assert entry.details == ["name", "language"]


@pytest.mark.parametrize(
    ("name", "language", "words"),
    [
        (" \t", "de", "Bitte geben Sie Ihren Namen ein."),
        ("x" * 201, "de", "Bitte kürzen Sie den Namen auf 200 Zeichen."),
        ("Ayla", "fr", "Bitte wählen Sie eine Sprache."),
    ],
)
def test_a_name_or_language_that_cannot_be_kept_is_refused(
    service: World, browser: Browser, name: str, language: str, words: str
) -> None:
    page = browser.send("/konto", {"name": name, "sprache": language}, status=422)

    assert words in page.text
    assert person_of(service.engine).name == "Ayla Beispiel"


def test_a_new_password_ends_the_other_sessions_and_changes_the_secret_of_this_one(
    service: World, browser: Browser
) -> None:
    other = service.browser()
    other.sign_in()
    before = browser.cookie("anmeldung")

    page = change_password(browser, PASSWORD, OTHER_PASSWORD)

    assert "Ihr neues Passwort ist gespeichert." in page.text
    assert browser.cookie("anmeldung") != before
    assert not other.is_signed_in()
    assert len(service.rows(SignInSession)) == 1
    assert actions(service) == ["password_changed"]
    assert service.browser().sign_in(OTHER_PASSWORD).h1 == "Beratung"


def change_password(
    browser: Browser, old: str, new: str, *, repeated: str = "", status: int = 200
) -> Page:
    """What follows the form."""
    data = {"altes-passwort": old, "passwort": new, "wiederholung": repeated or new}
    return browser.send("/konto/passwort", data, status=status)


@pytest.mark.parametrize(
    ("old", "new", "repeated", "words"),
    [
        ("wrong", OTHER_PASSWORD, "", "Ihr aktuelles Passwort stimmt nicht."),
        ("", OTHER_PASSWORD, "", "Ihr aktuelles Passwort stimmt nicht."),
        (PASSWORD, OTHER_PASSWORD, "something else", "nicht gleich"),
        (PASSWORD, "kurz", "", "Es braucht mindestens 12 Zeichen"),
        (PASSWORD, EMAIL, "", "besteht aus Ihrem Namen"),
    ],
)
def test_a_password_is_changed_only_with_the_old_one_and_by_the_rules(
    service: World, browser: Browser, old: str, new: str, repeated: str, words: str
) -> None:
    page = change_password(browser, old, new, repeated=repeated, status=422)

    assert words in page.text
    assert service.browser().sign_in().h1 == "Beratung"


def test_the_old_password_cannot_be_guessed_in_a_stolen_session(
    service: World, browser: Browser
) -> None:
    for _ in range(5):
        change_password(browser, "wrong", OTHER_PASSWORD, status=422)

    page = change_password(browser, PASSWORD, OTHER_PASSWORD, status=429)

    assert "Bitte warten Sie 5 Sekunden" in page.text
    service.clock.pass_by(seconds=5)
    change_password(browser, PASSWORD, OTHER_PASSWORD)


def set_up(
    service: World,
    browser: Browser,
    *,
    page: Page | None = None,
    password: str = PASSWORD,
    code: str = "",
    status: int = 200,
) -> Page:
    """What follows the form of the second factor, filled in by an app."""
    shown = page or browser.pages.get("/konto/zweiter-faktor")
    secret = text_of(shown.one("code")).replace(" ", "")
    data = {
        "code": code or pyotp.TOTP(secret).at(service.clock.moment),
        "altes-passwort": password,
        "schluessel": shown.one("input", name="schluessel").get("value", ""),
    }
    return browser.send("/konto/zweiter-faktor", data, status=status)


def test_a_second_factor_is_set_up_with_an_app_and_asked_for_from_then_on(
    service: World, browser: Browser
) -> None:
    shown = browser.pages.get("/konto/zweiter-faktor")
    assert shown.one("img", class_="al-qr-code").get("src", "").startswith("data:image/svg+xml")

    page = set_up(service, browser, page=shown)

    codes = re.findall(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}", page.text)
    assert len(set(codes)) == 8
    assert page.response.headers["Cache-Control"] == "no-store"
    other = service.browser()
    assert other.sign_in().h1 == "Code aus Ihrer App eingeben"
    assert other.enter_code(codes[3]).h1 == "Beratung"
    assert "7 Ersatzcodes sind übrig." in other.pages.get("/konto").text


def test_neither_secret_nor_recovery_codes_are_stored_in_the_clear(
    service: World, browser: Browser
) -> None:
    shown = browser.pages.get("/konto/zweiter-faktor")
    secret = text_of(shown.one("code")).replace(" ", "")
    page = set_up(service, browser, page=shown)

    person = person_of(service.engine)
    assert person.totp_secret is not None
    assert secret not in person.totp_secret
    assert BOX.open(person.totp_secret) == secret
    assert not any(code in page.text for code in person.recovery_codes)


def test_the_code_of_the_set_up_does_not_sign_in(service: World, browser: Browser) -> None:
    shown = browser.pages.get("/konto/zweiter-faktor")
    secret = text_of(shown.one("code")).replace(" ", "")
    set_up(service, browser, page=shown)
    other = service.browser()
    other.sign_in()

    other.enter_code(pyotp.TOTP(secret).at(service.clock.moment), status=422)


def test_setting_up_needs_the_password_and_a_right_code(service: World, browser: Browser) -> None:
    wrong = set_up(service, browser, password="wrong", status=422)
    assert "Ihr aktuelles Passwort stimmt nicht." in wrong.text
    assert "Der Code stimmt nicht" in set_up(service, browser, code="000000", status=422).text

    assert person_of(service.engine).totp_secret is None


def test_a_set_up_that_began_elsewhere_or_long_ago_is_refused(
    service: World, browser: Browser
) -> None:
    ayla(service.engine, email="mallory@example.org", name="Mallory Muster")
    attacker = service.browser()
    attacker.sign_in(email="mallory@example.org")
    foreign = attacker.pages.get("/konto/zweiter-faktor")
    assert "zu lange gedauert" in set_up(service, browser, page=foreign, status=422).text

    old = browser.pages.get("/konto/zweiter-faktor")
    service.clock.pass_by(minutes=31)
    assert "zu lange gedauert" in set_up(service, browser, page=old, status=422).text
    assert person_of(service.engine).totp_secret is None


def test_setting_up_ends_the_other_sessions(service: World, browser: Browser) -> None:
    other = service.browser()
    other.sign_in()

    set_up(service, browser)

    assert browser.is_signed_in()
    assert not other.is_signed_in()


def test_a_second_factor_is_removed_with_the_password_only(service: World) -> None:
    browser = signed_in_with_code(service)
    path = "/konto/zweiter-faktor/entfernen"
    wrong = browser.send(path, {"altes-passwort": "wrong"}, status=422)
    assert "Ihr aktuelles Passwort stimmt nicht." in wrong.text
    assert person_of(service.engine).totp_secret is not None

    assert "entfernt" in browser.send(path, {"altes-passwort": PASSWORD}).text
    person = person_of(service.engine)
    assert (person.totp_secret, person.totp_step, person.recovery_codes) == (None, None, [])
    assert service.browser().sign_in().h1 == "Beratung"


def test_new_recovery_codes_replace_the_old_ones(service: World) -> None:
    browser = signed_in_with_code(service)
    path = "/konto/zweiter-faktor/codes"
    browser.send(path, {"altes-passwort": "wrong"}, status=422)

    page = browser.send(path, {"altes-passwort": PASSWORD})

    new = re.findall(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}", page.text)
    other = service.browser()
    other.sign_in()
    other.enter_code(RECOVERY_CODE, status=422)
    assert other.enter_code(new[0]).h1 == "Beratung"


def test_there_are_no_recovery_codes_without_a_second_factor(browser: Browser) -> None:
    page = browser.send("/konto/zweiter-faktor/codes", {"altes-passwort": PASSWORD})

    assert page.h1 == "Zweiten Faktor einrichten"


def test_sessions_are_listed_and_can_be_ended(service: World, browser: Browser) -> None:
    other = service.browser()
    other.sign_in()
    page = browser.pages.get("/konto")
    assert ("Dieser Browser" in page.text, "Ein anderer Browser" in page.text) == (True, True)
    (action,) = [
        form.get("action", "")
        for form in page.all("form")
        if re.fullmatch(r"/konto/sitzungen/\d+/beenden", form.get("action", ""))
    ]

    browser.send(action, {})

    assert not other.is_signed_in()
    assert browser.is_signed_in()
    assert actions(service) == ["session_ended"]


def test_all_other_sessions_end_at_once(service: World, browser: Browser) -> None:
    others = [service.browser() for _ in range(3)]
    for other in others:
        other.sign_in()

    browser.send("/konto/sitzungen/beenden", {})

    assert browser.is_signed_in()
    assert not any(other.is_signed_in() for other in others)


def test_the_session_of_somebody_else_is_not_there(service: World, browser: Browser) -> None:
    ayla(service.engine, email="mallory@example.org", name="Mallory Muster")
    attacker = service.browser()
    attacker.sign_in(email="mallory@example.org")
    (mine, _) = [row.id for row in service.rows(SignInSession)]

    for foreign in (mine, 999_999):
        attacker.send(f"/konto/sitzungen/{foreign}/beenden", {}, status=404)

    assert browser.is_signed_in()


def test_the_log_shows_ones_own_attempts_only(service: World, browser: Browser) -> None:
    ayla(service.engine, email="mallory@example.org", name="Mallory Muster")
    service.browser().sign_in("wrong", email="mallory@example.org", status=422)
    assert "Falsches Passwort" not in browser.pages.get("/konto").text

    service.browser("198.51.100.1").sign_in("wrong", status=422)

    text = browser.pages.get("/konto").text
    assert "Falsches Passwort" in text
    assert "22. November 2026, 12:00 Uhr" in text
    assert "198.51.100" not in text


@pytest.mark.parametrize(
    "path", ["/konto", "/konto/passwort", "/konto/zweiter-faktor"], ids=lambda path: path
)
def test_account_pages_are_closed_to_strangers_and_kept_by_nobody(
    service: World, browser: Browser, path: str
) -> None:
    assert service.browser().pages.get(path).h1 == "Anmelden"
    assert browser.client.get(path).headers["Cache-Control"] == "no-store"
