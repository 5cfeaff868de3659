"""From an invitation to a signed-in advisor with a second factor, and where the way ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from sqlmodel import select

from models.mail import OutboxMail
from models.person import Role
from models.session import transaction
from tests.browser.visitor import Visitor
from tests.browser.watch import Watch
from tests.fixtures.apps import make_settings
from tests.fixtures.browser import TIMEOUT_MS, serving
from tests.fixtures.people import make_organisation, make_person
from tests.web.sign_in_world import MovedClock
from web.app import create_app
from web.current import services_of
from web.passwords import HASHER

pytestmark = pytest.mark.browser

PUBLIC_URL = "https://lotse.example.org"
ADDRESS = "neu@example.org"
ADMINISTRATORS_PASSWORD = "drei Fische im Teich"
PASSWORD = "sieben graue Esel im Regen"
DORTMUND = "org-stadt-dortmund"


@pytest.fixture
def clock() -> MovedClock:
    """The clock of the service."""
    return MovedClock()


@pytest.fixture
def account_app(filled_template: Path, tmp_path: Path, clock: MovedClock) -> Iterator[Flask]:
    """The service with an administrator of the district and two towns."""
    path = tmp_path / "accounts.sqlite3"
    path.write_bytes(filled_template.read_bytes())
    made = create_app(make_settings(f"sqlite:///{path}", public_url=PUBLIC_URL), clock=clock)
    engine = services_of(made).engine
    make_organisation(engine, "Stadt Witten")
    make_organisation(engine, "Stadt Dortmund", territories=("05913000",))
    district = make_organisation(engine, "Kreis", territories=("Ennepe-Ruhr-Kreis",))
    make_person(
        engine,
        Role.ADMINISTRATOR,
        organisation_id=district,
        email="chefin@example.org",
        password_hash=HASHER.hash(ADMINISTRATORS_PASSWORD),
    )
    yield made
    engine.dispose()


@pytest.fixture
def tabs(browser: Browser, account_app: Flask) -> Iterator[tuple[Visitor, Visitor]]:
    """Two people, each with a browser of their own."""
    with serving(account_app) as address:
        watch = Watch(address)
        contexts = [browser.new_context(base_url=address, locale="de-DE") for _ in range(2)]
        for context in contexts:
            context.set_default_timeout(TIMEOUT_MS)
        one, other = (Visitor(watch.over(context.new_page())) for context in contexts)
        yield one, other
        for context in contexts:
            context.close()
        watch.report()


def sign_in(visitor: Visitor, address: str, password: str) -> None:
    """Fill in the form."""
    visitor.sees_heading("Anmelden")
    visitor.write("E-Mail-Adresse", address)
    visitor.write("Passwort", password)
    visitor.press("Anmelden")


def test_an_advisor_is_invited_signs_in_with_two_factors_and_stays_in_the_territory(
    account_app: Flask, tabs: tuple[Visitor, Visitor], clock: MovedClock
) -> None:
    administrator, advisor = tabs
    invite(administrator)
    advisor.open(path_in_letter(account_app))
    accept(advisor)

    sign_in(advisor, ADDRESS, PASSWORD)
    advisor.sees_heading(advisor.words("Advice"))
    advisor.tab.get_by_role("link", name=advisor.words("My account"), exact=True).click()
    secret = set_up_second_factor(advisor, clock)
    advisor.tab.get_by_role("button", name="Abmelden").click()
    clock.pass_by(minutes=1)
    sign_in(advisor, ADDRESS, PASSWORD)
    advisor.sees_heading(advisor.words("Enter the code of your app"))
    advisor.write("Code", pyotp.TOTP(secret).at(clock.now()))
    advisor.press("Anmelden")

    advisor.tab.get_by_role("link", name="Netzwerk", exact=True).click()
    advisor.sees_heading("Netzwerk")
    expect(advisor.main).to_contain_text("Stadt Witten")
    expect(advisor.main).not_to_contain_text("Stadt Dortmund")
    assert status_of(advisor, f"/netzwerk/{DORTMUND}") == 404
    assert status_of(advisor, "/verwaltung") == 403
    assert status_of(administrator, f"/verwaltung/organisationen/{DORTMUND}") == 404


def test_the_link_of_an_invitation_opens_for_nobody_a_second_time(
    account_app: Flask, tabs: tuple[Visitor, Visitor]
) -> None:
    administrator, advisor = tabs
    invite(administrator)
    path = path_in_letter(account_app)
    advisor.open(path)
    accept(advisor)
    administrator.open(path)
    administrator.sees_heading("Diese Einladung gilt nicht")


def invite(visitor: Visitor) -> None:
    """Sign in as the administrator on the way to the form, and invite somebody to Witten."""
    visitor.open("/verwaltung/personen/einladen")
    sign_in(visitor, "chefin@example.org", ADMINISTRATORS_PASSWORD)
    visitor.sees_heading("Person einladen")
    visitor.write("Vor- und Nachname", "Neu Mensch")
    visitor.write("E-Mail-Adresse", ADDRESS)
    visitor.field("Organisation").select_option(label="Stadt Witten")
    visitor.press("Einladung schicken")
    visitor.sees_heading("Neu Mensch")
    expect(visitor.main.get_by_role("status")).to_contain_text("Die Einladung ist unterwegs.")


def path_in_letter(app: Flask) -> str:
    """The path of the link in the letter that waits in the outbox."""
    with transaction(services_of(app).engine) as session:
        letter = session.exec(select(OutboxMail).where(OutboxMail.recipient == ADDRESS)).one()
        found = re.search(re.escape(PUBLIC_URL) + r"(/einladung/\S+)", letter.text)
    assert found is not None
    return found[1]


def accept(visitor: Visitor) -> None:
    """Choose a password, a bad one first."""
    visitor.sees_heading("Ihre Einladung zum Angebotslotsen")
    visitor.write("Passwort wählen", "angebotslotse")
    visitor.press("Einladung annehmen")
    expect(visitor.main.get_by_role("alert")).to_be_focused()
    visitor.write("Passwort wählen", PASSWORD)
    visitor.press("Einladung annehmen")
    visitor.sees_heading("Ihr Konto ist bereit")
    visitor.follow("Anmelden")


def set_up_second_factor(visitor: Visitor, clock: MovedClock) -> str:
    """The key of the app that makes the codes from now on."""
    visitor.follow(visitor.words("Set up the second factor"))
    key = visitor.main.locator(".al-key").inner_text()
    secret = "".join(key.split())
    visitor.write(visitor.words("Code of the app"), pyotp.TOTP(secret).at(clock.now()))
    visitor.write(visitor.words("Present password"), PASSWORD)
    visitor.press(visitor.words("Set up"))
    visitor.sees_heading(visitor.words("Your recovery codes"))
    return secret


def status_of(visitor: Visitor, path: str) -> int:
    """What the service answers at this address."""
    response = visitor.tab.goto(path)
    assert response is not None
    return response.status
