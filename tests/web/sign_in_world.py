"""The service with one account, a clock that tests move, and browsers that sign in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, inspect
from sqlmodel import SQLModel, select

from models.person import Person
from models.session import transaction
from tests.fixtures.apps import NOW, make_settings
from tests.fixtures.pages import Page, PageClient
from tests.fixtures.people import make_person
from web.app import create_app
from web.author import Author
from web.current import services_of
from web.passwords import HASHER
from web.second_factor import SecretBox, recovery_hash
from web.use_cases.signing_in.sessions import Lifetime
from web.use_cases.signing_in.sign_in import Door
from web.use_cases.signing_in.throttle import Visitor

EMAIL = "ayla.beispiel@example.org"
PASSWORD = "drei Fische im Teich"
OTHER_PASSWORD = "vier Boote am Ufer"
PUBLIC_URL = "https://lotse.example.org"
SECRET_KEY = "a secret that only tests use, 42 characters"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RECOVERY_CODE = "ABCD-EFGH-JKLM-NPQR"
BOX = SecretBox(SECRET_KEY)
LIFETIME = Lifetime(whole=timedelta(hours=12), idle=timedelta(hours=2))


@dataclass
class MovedClock:
    """Stands still until a test moves it."""

    moment: datetime = NOW

    def now(self) -> datetime:
        """Where it was moved to."""
        return self.moment

    def pass_by(self, **time: float) -> None:
        """Later by this much."""
        self.moment += timedelta(**time)


@dataclass
class World:
    """The running service."""

    app: Flask
    clock: MovedClock = field(default_factory=MovedClock)

    @property
    def engine(self) -> Engine:
        """Its database."""
        return services_of(self.app).engine

    def browser(self, network: str = "192.0.2.1") -> Browser:
        """A new browser in a network."""
        client = self.app.test_client()
        client.environ_base["REMOTE_ADDR"] = network
        return Browser(client, self)

    def rows(self, table: type[SQLModel]) -> list[SQLModel]:
        """Everything that stands in a table, in the order of entry."""
        return rows(self.engine, table)


@dataclass
class Browser:
    """One browser; forms are sent as pages hold them."""

    client: FlaskClient
    world: World

    @property
    def pages(self) -> PageClient:
        """The same, with every page checked."""
        return PageClient(self.client)

    def sign_in(
        self, password: str = PASSWORD, *, email: str = EMAIL, status: int = 200, next_: str = ""
    ) -> Page:
        """What follows the first step."""
        data = {"email": email, "passwort": password, "weiter": next_}
        return self.send("/anmelden", data, status=status)

    def enter_code(self, code: str, *, status: int = 200) -> Page:
        """What follows the second step."""
        return self.send("/anmelden/code", {"code": code, "weiter": ""}, status=status)

    def send(self, path: str, data: dict[str, object], *, status: int = 200) -> Page:
        """What follows a form; its token is that of the browser's session."""
        return self.pages.post(path, {**data, "csrf_token": self.token()}, status=status)

    def token(self) -> str:
        """A form token of this browser."""
        return self.pages.token("/fragebogen")

    def cookie(self, name: str) -> str:
        """The value of a cookie; '' without."""
        found = self.client.get_cookie(name)
        return found.value if found else ""

    def is_signed_in(self) -> bool:
        """Whether the account page opens."""
        return self.client.get("/konto").status_code == 200


@contextmanager
def world(template: Path, path: Path, **changes: object) -> Iterator[World]:
    """The service on a copy of an empty database."""
    path.write_bytes(template.read_bytes())
    clock = MovedClock()
    settings = make_settings(f"sqlite:///{path}", **{"public_url": PUBLIC_URL, **changes})
    app = create_app(settings, clock=clock)
    yield World(app, clock)
    services_of(app).engine.dispose()


def ayla(engine: Engine, **fields: object) -> Person:
    """The person with the account, without a second factor."""
    values: dict[str, object] = {"password_hash": HASHER.hash(PASSWORD), "email": EMAIL}
    return make_person(engine, **{**values, **fields})  # type: ignore[arg-type]


def with_second_factor(engine: Engine, **fields: object) -> Person:
    """The same with one."""
    return ayla(
        engine,
        totp_secret=BOX.close(TOTP_SECRET, now=NOW),
        recovery_codes=[recovery_hash(RECOVERY_CODE)],
        **fields,
    )


def code_at(moment: datetime) -> str:
    """What the app shows then."""
    return str(pyotp.TOTP(TOTP_SECRET).at(moment))


def rows(engine: Engine, table: type[SQLModel]) -> list[SQLModel]:
    """Everything that stands in a table, in the order of entry."""
    with transaction(engine) as session:
        return list(session.exec(select(table).order_by(*inspect(table).primary_key)))


def person_of(engine: Engine, email: str = EMAIL) -> Person:
    """The row of the person as it is now."""
    with transaction(engine) as session:
        return session.exec(select(Person).where(Person.email == email)).one()


def change_person(engine: Engine, **fields: object) -> None:
    """Give Ayla's row other values."""
    with transaction(engine) as session:
        person = session.exec(select(Person).where(Person.email == EMAIL)).one()
        for name, value in fields.items():
            setattr(person, name, value)


def door(
    *, network: str = "192.0.2.1", device: str = "", old_token: str = "", key: bytes = b"k" * 32
) -> Door:
    """What a use case knows of a browser."""
    visitor = Visitor(network=network, device=device, key=key)
    return Door(visitor=visitor, old_token=old_token, lifetime=LIFETIME)


def by(moment: datetime = NOW) -> Author:
    """A visitor at a moment."""
    return Author(actor="visitor", now=moment, kept_until_utc=moment + timedelta(days=730))
