"""Accounts and firms under attack: forms of other sites, ids that cannot be, what logs keep."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from models.mail import OutboxMail
from models.organisation import Organisation
from models.person import Role
from models.session import transaction
from tests.fixtures.apps import NOW, make_settings
from tests.fixtures.clocks import StoppedClock
from tests.fixtures.pages import PageClient
from tests.fixtures.people import make_organisation, make_person, signed_in_client
from tests.web.own_data_world import company
from tests.web.sign_in_world import (
    BOX,
    EMAIL,
    LIFETIME,
    OTHER_PASSWORD,
    PASSWORD,
    PUBLIC_URL,
    World,
    ayla,
    by,
    door,
    world,
)
from web.access import Access, access_of
from web.app import create_app
from web.current import services_of
from web.logs import PrivateJsonFormatter
from web.tokens import new_token
from web.use_cases.signing_in import own_second_factor, sessions, sign_in
from web.use_cases.signing_in.sessions import SignedIn

_PARAMETER = re.compile(r"<[^<>]*:(\w+)>")
_LINK = re.compile(r"/([A-Za-z0-9_-]{43})\b")
_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
_WITHOUT_FORMS = {Access.API, Access.MACHINE}
_ONE_CLICK = "news.end"
"""The secret in the address is the proof: mail programs send it without a form (RFC 8058)."""
_PERSONAL = {Access.SIGNED_IN, Access.BY_TOKEN}
EVERYTHING = [role.value for role in Role]
NETWORK = "203.0.113.77"


@pytest.fixture
def service(sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    """The service, nobody has an account yet."""
    sender = "lotse@example.org"
    with world(sqlite_template, tmp_path / "service.sqlite3", mail_from=sender) as made:
        yield made


@pytest.fixture
def app(engine: Engine) -> Iterator[Flask]:
    """The service on each database."""
    url = engine.url.render_as_string(hide_password=False)
    made = create_app(make_settings(url, public_url=PUBLIC_URL), clock=StoppedClock(NOW))
    yield made
    services_of(made).engine.dispose()


@pytest.fixture
def administrator(app: Flask, engine: Engine) -> PageClient:
    """The browser of somebody who may do everything."""
    return signed_in_client(app, make_person(engine, *Role))


def test_no_form_of_any_page_is_taken_from_another_site(service: World) -> None:
    client = signed_in_client(service.app, ayla(service.engine, roles=EVERYTHING)).client
    refused = []
    for rule in service.app.url_map.iter_rules():
        methods = _UNSAFE & (rule.methods or set())
        is_form = access_of(service.app, rule.endpoint) not in _WITHOUT_FORMS
        if methods and is_form and rule.endpoint != _ONE_CLICK:
            path = _PARAMETER.sub(_any_value, rule.rule)
            refused += [(path, client.open(path, method=each).status_code) for each in methods]

    assert len(refused) > 30
    assert [each for each in refused if each[1] != 400] == []


@pytest.mark.parametrize(
    "odd", ["%00", "a%00b", str(2**31), str(2**63), "9" * 40, "%F0%9F%92%A9", "'%20OR%201=1--"]
)
def test_an_id_that_no_row_can_have_is_not_found(
    app: Flask, engine: Engine, administrator: PageClient, odd: str
) -> None:
    token = company(engine)
    form_token = administrator.token("/fragebogen")
    found = []
    for rule in app.url_map.iter_rules():
        if rule.arguments - {"token"} and access_of(app, rule.endpoint) in _PERSONAL:
            path = _PARAMETER.sub(lambda each: token if each[1] == "token" else odd, rule.rule)
            for method in {"GET", "POST"} & (rule.methods or set()):
                data = {"csrf_token": form_token, "urteil": "passt"}
                answer = administrator.client.open(
                    path, method=method, data=data, follow_redirects=True
                )
                found.append((method, rule.rule, answer.status_code))

    assert len(found) > 15
    assert sorted(each for each in found if each[2] != 404) == []


def test_an_organisation_that_no_row_can_be_is_not_found(administrator: PageClient) -> None:
    data = {"name": "Neu Mensch", "email": "neu@example.org", "rollen": ["advisor"]}

    answer = administrator.client.post(
        "/verwaltung/personen/einladen",
        data={
            **data,
            "organisation": "org\0",
            "sprache": "de",
            "csrf_token": administrator.token("/fragebogen"),
        },
    )

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/verwaltung/personen?q={}&seite={}",
        "/verwaltung/organisationen?q={}&seite={}",
        "/verwaltung/protokoll?wer={}&wen={}&was={}&tag={}&vor={}",
        "/verwaltung/auftraege?auftrag={}&seite={}",
        "/verwaltung/post?stand={}",
        "/netzwerk?ort={}&thema={}&seite={}",
        "/konto?hinweis={}",
    ],
)
@pytest.mark.parametrize("odd", ["%00", "a%00b", "9" * 40, "%ED%A0%80"])
def test_odd_values_in_an_address_are_no_fault_of_ours(
    administrator: PageClient, path: str, odd: str
) -> None:
    answer = administrator.client.get(path.replace("{}", odd))

    assert answer.status_code in {200, 404}


def test_nothing_that_people_are_or_type_stands_in_the_log(
    service: World, caplog: pytest.LogCaptureFixture
) -> None:
    person = ayla(service.engine, roles=EVERYTHING)
    browser = service.browser(NETWORK)
    with caplog.at_level(logging.INFO):
        browser.sign_in("falsches Wort", status=422)
        browser.sign_in()
        cookies = [browser.cookie("anmeldung"), browser.cookie("geraet")]
        browser.pages.get(f"/verwaltung/personen/{person.public_id}")
        browser.pages.get("/verwaltung/personen?q=Ayla")
        browser.send("/firma/anmelden", {"email": "chefin@firma-beispiel.de"})
        browser.send("/neues-passwort", {"email": EMAIL})
        [mail] = [row for row in service.rows(OutboxMail) if isinstance(row, OutboxMail)]
        [secret] = _LINK.findall(mail.text)
        chosen = {"passwort": OTHER_PASSWORD, "wiederholung": OTHER_PASSWORD}
        browser.send(f"/neues-passwort/{secret}", chosen)
        browser.client.get("/gibt-es-nicht?email=ayla.beispiel@example.org")

    lines = [PrivateJsonFormatter("%(message)s").format(each) for each in caplog.records]
    told = "\n".join(lines)
    assert len(lines) > 10
    for word in ("ayla", "beispiel", PASSWORD, OTHER_PASSWORD, "falsches", NETWORK, secret):
        assert word not in told.lower()
    for word in (*cookies, person.public_id, service.rows(OutboxMail)[0].message_id):
        assert word not in told


def test_names_are_shown_as_text_on_every_page_that_holds_them(service: World) -> None:
    engine, evil = service.engine, "<img src=x onerror=alert(1)>"
    organisation = make_organisation(engine, "Stadt Witten")
    with transaction(engine) as session:
        session.get_one(Organisation, organisation).name = f"Stadt {evil}"
    person = ayla(engine, roles=EVERYTHING, name=f"Ayla {evil}", organisation_id=organisation)
    client = signed_in_client(service.app, person).client
    pages = (
        "/konto",
        "/netzwerk",
        f"/netzwerk/{organisation}",
        "/verwaltung/personen",
        f"/verwaltung/personen/{person.public_id}",
        "/verwaltung/personen/einladen",
        "/verwaltung/organisationen",
        f"/verwaltung/organisationen/{organisation}",
        "/verwaltung/protokoll",
    )
    for path in pages:
        html = client.get(path).get_data(as_text=True)

        assert evil not in html, path
        assert "&lt;img src=x onerror=alert(1)&gt;" in html, path


def test_a_changed_password_ends_the_links_that_were_sent_before(service: World) -> None:
    ayla(service.engine)
    browser = service.browser()
    browser.sign_in()
    browser.send("/neues-passwort", {"email": EMAIL})
    [mail] = [row for row in service.rows(OutboxMail) if isinstance(row, OutboxMail)]
    [secret] = _LINK.findall(mail.text)
    browser.pages.get(f"/neues-passwort/{secret}")
    chosen = {
        "altes-passwort": PASSWORD,
        "passwort": OTHER_PASSWORD,
        "wiederholung": OTHER_PASSWORD,
    }
    browser.send("/konto/passwort", chosen)

    browser.pages.get(f"/neues-passwort/{secret}", status=404)


def test_a_set_up_is_for_its_person_although_numbers_of_sessions_come_again(
    service: World,
) -> None:
    ayla(service.engine)
    ayla(service.engine, email="mallory@example.org", name="Mallory Muster")
    mallory = _signed_in(service, "mallory@example.org")
    sealed = own_second_factor.propose(mallory, box=BOX, by=by())
    with transaction(service.engine) as session:
        sessions.end_all(session, mallory.id)
    other = _signed_in(service, EMAIL)

    assert other.session_id == mallory.session_id
    assert own_second_factor.proposed(mallory, sealed, box=BOX, by=by())
    assert own_second_factor.proposed(other, sealed, box=BOX, by=by()) is None


def _signed_in(service: World, email: str) -> SignedIn:
    entry = sign_in.with_password(service.engine, email, PASSWORD, door=door(), by=by())
    found = sessions.behind(service.engine, entry.token, now=NOW, lifetime=LIFETIME)
    assert found is not None
    return found


def _any_value(parameter: re.Match[str]) -> str:
    return {"token": new_token(), "slug": "groesse"}.get(parameter[1], "1")
