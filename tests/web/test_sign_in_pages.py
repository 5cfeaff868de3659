"""Signing in and out at the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.audit import AuditEntry
from models.person import Role
from models.sign_in import SignInAttempt
from tests.web.sign_in_world import (
    EMAIL,
    PASSWORD,
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


def test_who_wants_a_page_signs_in_and_lands_there(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    asked = browser.pages.get("/konto/passwort?a=1")
    assert asked.h1 == "Anmelden"

    landed = browser.pages.submit(asked, "/anmelden", {"email": EMAIL, "passwort": PASSWORD})

    assert landed.h1 == "Passwort ändern"
    assert landed.response.request.full_path == "/konto/passwort?a=1"


@pytest.mark.parametrize(
    ("roles", "h1"),
    [
        ((Role.ADVISOR,), "Beratung"),
        ((Role.LEAD, Role.EDITOR), "Beratung"),
        ((Role.EDITOR,), "Mein Konto"),
        ((Role.ADMINISTRATOR,), "Mein Konto"),
    ],
)
def test_without_a_page_in_mind_advisors_land_at_their_desk_others_at_the_account(
    service: World, roles: tuple[Role, ...], h1: str
) -> None:
    ayla(service.engine, roles=[role.value for role in roles])

    assert service.browser().sign_in().h1 == h1


def test_the_address_may_be_typed_in_any_case_with_blanks(service: World) -> None:
    ayla(service.engine)

    assert service.browser().sign_in(email="  Ayla.BEISPIEL@Example.org ").h1 == "Beratung"


def test_a_refusal_says_one_thing_whatever_was_wrong(service: World) -> None:
    ayla(service.engine)
    wrong = service.browser().sign_in("wrong", status=422)
    unknown = service.browser().sign_in(email="nobody@example.org", status=422)

    assert "E-Mail-Adresse oder Passwort stimmt nicht." in wrong.text
    assert wrong.text == unknown.text
    assert "wrong" not in wrong.response.get_data(as_text=True)


def test_empty_fields_are_named_and_not_counted(service: World) -> None:
    page = service.browser().sign_in("", email="", status=422)

    assert "Bitte geben Sie Ihre E-Mail-Adresse ein." in page.text
    assert "Bitte geben Sie Ihr Passwort ein." in page.text
    assert service.rows(SignInAttempt) == []


def test_who_has_to_wait_is_told_how_long_and_what_helps(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    for _ in range(5):
        browser.sign_in("wrong", status=422)

    page = browser.sign_in(status=429)

    assert "Bitte warten Sie 5 Sekunden" in page.text
    assert "mit einem Link per E-Mail" in page.text.replace("Mit", "mit")
    assert int(page.response.headers["Retry-After"]) == 5


def test_sign_in_works_again_after_the_wait(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    for _ in range(5):
        browser.sign_in("wrong", status=422)
    service.clock.pass_by(seconds=5)

    assert browser.sign_in().h1 == "Beratung"


def test_the_second_step_asks_for_the_code_and_remembers_the_page(service: World) -> None:
    with_second_factor(service.engine)
    browser = service.browser()
    second = browser.sign_in(next_="/konto/passwort")
    assert second.h1 == "Code aus Ihrer App eingeben"
    assert not browser.is_signed_in()

    code = {"code": code_at(service.clock.moment)}
    landed = browser.pages.submit(second, "/anmelden/code", code)

    assert landed.h1 == "Passwort ändern"
    assert browser.is_signed_in()


def test_a_wrong_code_can_be_corrected(service: World) -> None:
    with_second_factor(service.engine)
    browser = service.browser()
    browser.sign_in()

    assert "Der Code stimmt nicht" in browser.enter_code("000000", status=422).text
    assert browser.enter_code(code_at(service.clock.moment)).h1 == "Beratung"


def test_too_late_for_the_second_step_one_begins_anew(service: World) -> None:
    with_second_factor(service.engine)
    browser = service.browser()
    browser.sign_in()
    service.clock.pass_by(minutes=11)

    page = browser.enter_code(code_at(service.clock.moment))

    assert page.h1 == "Anmelden"
    assert "Das hat zu lange gedauert" in page.text


def test_the_page_of_the_second_step_is_closed_to_others(service: World) -> None:
    assert service.browser().pages.get("/anmelden/code").h1 == "Anmelden"


def test_who_is_signed_in_does_not_see_the_form_again(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    browser.sign_in()

    assert browser.pages.get("/anmelden").h1 == "Beratung"


def test_signing_out_closes_the_pages(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    browser.sign_in()
    kept = browser.cookie("anmeldung")

    page = browser.send("/abmelden", {})

    assert "Sie sind abgemeldet." in page.text
    assert not browser.is_signed_in()
    browser.client.set_cookie("anmeldung", kept)
    assert not browser.is_signed_in()


def test_the_header_offers_what_one_may_use(service: World) -> None:
    stranger = service.browser().pages.get("/")
    assert stranger.links()["Anmelden"] == "/anmelden"
    assert "Mein Konto" not in stranger.links()
    ayla(service.engine)
    browser = service.browser()

    page = browser.sign_in()

    assert "Anmelden" not in page.links()
    own = [link for link in page.links() if link in ("Beratung", "Auswertung", "Mein Konto")]
    assert own == ["Beratung", "Auswertung", "Mein Konto"]
    assert page.links()["Mein Konto"] == "/konto"
    assert "Verwaltung" not in page.links()
    assert "Ayla Beispiel" in page.text


def test_administrators_find_what_they_look_after(service: World) -> None:
    ayla(service.engine, roles=[Role.ADMINISTRATOR.value])

    links = service.browser().sign_in().links()

    assert links["Verwaltung"] == "/verwaltung"
    assert links["Netzwerk"] == "/netzwerk"


def test_a_first_visit_speaks_the_language_of_the_account(service: World) -> None:
    ayla(service.engine, language="en")
    browser = service.browser()

    assert browser.sign_in().h1 == "Advice"


def test_a_language_that_was_chosen_stays(service: World) -> None:
    ayla(service.engine, language="en")
    browser = service.browser()
    browser.client.set_cookie("sprache", "de")

    assert browser.sign_in().h1 == "Beratung"


def test_where_a_second_factor_is_required_it_comes_before_everything_else(
    sqlite_template: Path, tmp_path: Path
) -> None:
    with world(sqlite_template, tmp_path / "a", second_factor_required=True) as service:
        ayla(service.engine)
        browser = service.browser()

        assert browser.sign_in().h1 == "Zweiten Faktor einrichten"
        assert browser.pages.get("/konto").h1 == "Zweiten Faktor einrichten"
        assert "Sie sind abgemeldet." in browser.send("/abmelden", {}).text


def test_the_trail_names_request_and_person_but_no_address(service: World) -> None:
    ayla(service.engine)
    service.browser().sign_in()

    (entry,) = service.rows(AuditEntry)
    assert entry.actor == f"person:{person_of(service.engine).public_id}"
    assert entry.request_id
    assert EMAIL not in str(entry)
