"""What attackers try at the sign-in, and what stops them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.mail import OutboxMail
from models.person import Role
from models.sign_in import SignInAttempt, SignInSession
from tests.web.sign_in_world import (
    EMAIL,
    PASSWORD,
    PUBLIC_URL,
    World,
    ayla,
    code_at,
    person_of,
    with_second_factor,
    world,
)
from web.own_paths import own_path
from web.tokens import new_token

FORMS = (
    "/anmelden",
    "/anmelden/code",
    "/abmelden",
    "/neues-passwort",
    "/neues-passwort/" + "x" * 43,
    "/konto",
    "/konto/passwort",
    "/konto/zweiter-faktor",
    "/konto/zweiter-faktor/entfernen",
    "/konto/zweiter-faktor/codes",
    "/konto/sitzungen/1/beenden",
    "/konto/sitzungen/beenden",
)
AWAY = (
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "/ /evil.example",
    "/\x00",
    "/\x7f",
    "javascript:alert(1)",
    "konto",
    "http:/konto",
    "/konto\r\nSet-Cookie: a=b",
    "//[",
    "",
)


@pytest.fixture
def service(sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    """The service, nobody has an account yet."""
    with world(sqlite_template, tmp_path / "service.sqlite3") as made:
        yield made


@pytest.mark.parametrize("target", AWAY)
def test_only_paths_of_this_site_are_come_back_to(target: str) -> None:
    assert own_path(target) == ""


@pytest.mark.parametrize("target", ["/konto", "/netzwerk?a=b&c=%2F", "/angebote/ä?q=https://x"])
def test_paths_of_this_site_are(target: str) -> None:
    assert own_path(target) == target


@pytest.mark.parametrize("target", AWAY)
def test_signing_in_leads_to_no_other_site(service: World, target: str) -> None:
    ayla(service.engine)
    browser = service.browser()
    data = {"email": EMAIL, "passwort": PASSWORD, "weiter": target, "csrf_token": browser.token()}

    answer = browser.client.post("/anmelden", data=data)

    assert (answer.status_code, answer.location) == (303, "/beratung")


def test_the_second_step_leads_to_no_other_site(service: World) -> None:
    with_second_factor(service.engine)
    browser = service.browser()
    browser.sign_in(next_="//evil.example")
    data = {"code": code_at(service.clock.moment), "weiter": "//evil.example"}

    answer = browser.client.post("/anmelden/code", data={**data, "csrf_token": browser.token()})

    assert (answer.status_code, answer.location) == (303, "/beratung")


@pytest.mark.parametrize("path", FORMS)
def test_every_form_needs_its_token(service: World, path: str) -> None:
    ayla(service.engine)
    browser = service.browser()
    browser.sign_in()
    before = (len(service.rows(SignInSession)), len(service.rows(SignInAttempt)))

    answer = browser.client.post(path, data={"email": EMAIL, "passwort": PASSWORD})

    assert answer.status_code == 400
    assert (len(service.rows(SignInSession)), len(service.rows(SignInAttempt))) == before
    assert browser.is_signed_in()


def test_a_form_token_from_before_the_sign_in_is_worth_nothing_after_it(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    before = browser.token()
    browser.sign_in()

    answer = browser.client.post("/abmelden", data={"csrf_token": before})

    assert answer.status_code == 400
    assert browser.is_signed_in()


def test_a_session_planted_before_is_not_the_one_signed_in_to(service: World) -> None:
    ayla(service.engine)
    ayla(service.engine, email="mallory@example.org", name="Mallory Muster")
    attacker = service.browser()
    attacker.sign_in(email="mallory@example.org")
    planted = attacker.cookie("anmeldung")
    victim = service.browser()
    victim.client.set_cookie("anmeldung", planted)
    victim.send("/anmelden", {"email": EMAIL, "passwort": PASSWORD})

    assert victim.cookie("anmeldung") != planted
    assert "Ayla Beispiel" in victim.pages.get("/konto").text
    assert not attacker.is_signed_in()


def test_a_secret_of_ones_own_making_opens_nothing(service: World) -> None:
    ayla(service.engine)
    made_up = new_token()
    victim = service.browser()
    victim.client.set_cookie("anmeldung", made_up)
    victim.sign_in()
    attacker = service.browser()
    attacker.client.set_cookie("anmeldung", made_up)

    assert not attacker.is_signed_in()


def test_the_second_step_changes_the_secret_again(service: World) -> None:
    with_second_factor(service.engine)
    browser = service.browser()
    browser.sign_in()
    half = browser.cookie("anmeldung")
    browser.enter_code(code_at(service.clock.moment))

    assert browser.cookie("anmeldung") != half
    attacker = service.browser()
    attacker.client.set_cookie("anmeldung", half)
    assert not attacker.is_signed_in()


def test_a_code_that_was_seen_over_a_shoulder_works_no_second_time(service: World) -> None:
    with_second_factor(service.engine)
    code = code_at(service.clock.moment)
    owner, attacker = service.browser(), service.browser("198.51.100.1")
    owner.sign_in()
    owner.enter_code(code)
    attacker.sign_in()

    attacker.enter_code(code, status=422)

    assert not attacker.is_signed_in()


def test_guessing_from_many_networks_never_locks_out_the_owners_browser(service: World) -> None:
    ayla(service.engine)
    owner = service.browser()
    owner.sign_in()
    owner.send("/abmelden", {})
    for number in range(25):
        service.browser(f"198.51.100.{number}").sign_in("wrong", status=422 if number < 20 else 429)

    assert service.browser("203.0.113.9").sign_in(status=429).h1 == "Anmelden"
    assert owner.sign_in().h1 == "Beratung"


def test_mass_sign_in_from_one_network_is_slowed_down(service: World) -> None:
    attacker = service.browser("198.51.100.1")
    for number in range(50):
        attacker.sign_in("Fruehling2026", email=f"person{number}@example.org", status=422)

    attacker.sign_in("Fruehling2026", email="person50@example.org", status=429)


def test_the_name_that_a_request_gives_the_service_stands_in_no_mail(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    token = browser.token()
    for headers in (
        {"Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"},
    ):
        data = {"email": EMAIL, "csrf_token": token}
        browser.client.post("/neues-passwort", data=data, headers=headers)

    mails = service.rows(OutboxMail)
    assert mails
    for mail in mails:
        links = re.findall(r"https?://\S+", mail.text)
        assert links
        assert all(link.startswith(f"{PUBLIC_URL}/neues-passwort/") for link in links)
        assert "evil" not in f"{mail.subject}{mail.text}"


def test_roles_are_read_from_the_database_not_from_what_is_sent(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    browser.send("/anmelden", {"email": EMAIL, "passwort": PASSWORD, "roles": "administrator"})
    browser.client.set_cookie("roles", "administrator")
    forged = {"name": "Ayla", "sprache": "de", "roles": "administrator", "state": "active"}
    browser.send("/konto", {**forged, "organisation_id": "other", "email": "new@example.org"})

    person = person_of(service.engine)
    assert person.roles == [Role.ADVISOR.value]
    assert person.email == EMAIL
    assert browser.client.get("/verwaltung/personen").status_code == 403


def test_the_session_cookie_is_for_this_host_hidden_from_scripts_and_ends_with_the_browser(
    sqlite_template: Path, tmp_path: Path
) -> None:
    with world(sqlite_template, tmp_path / "https", https=True) as service:
        ayla(service.engine)
        client = service.app.test_client()
        secure = {"base_url": "https://localhost"}
        text = client.get("/anmelden", **secure).get_data(as_text=True)
        token = re.search(r'name="csrf_token" value="([^"]+)"', text)[1]
        data = {"email": EMAIL, "passwort": PASSWORD, "csrf_token": token}
        headers = {"Referer": "https://localhost/anmelden"}

        answer = client.post("/anmelden", data=data, headers=headers, **secure)

        cookies = {each.partition("=")[0]: each for each in answer.headers.getlist("Set-Cookie")}
        session = cookies["__Host-anmeldung"]
        assert all(part in session for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
        assert not any(part in session for part in ("Max-Age", "Expires", "Domain"))
        device = cookies["__Host-geraet"]
        assert all(part in device for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
        assert client.get("/konto", **secure).headers["Cache-Control"] == "no-store"


def test_long_and_odd_input_is_refused_like_any_other(service: World) -> None:
    ayla(service.engine)
    for odd in ("x" * 100_000, "\x00", "\ud800".encode("utf-8", "replace").decode(), "' OR 1=1 --"):
        browser = service.browser(f"198.51.100.{len(odd) % 200}")
        browser.sign_in(odd, status=422)
        browser.sign_in(email=odd, status=422)
