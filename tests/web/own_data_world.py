"""A firm about which everything is stored that can be, and what its tests need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine
from sqlmodel import col, select

from models.mail import OutboxMail
from models.session import reading
from tests.fixtures.apps import NOW, running_app
from tests.fixtures.pages import PageClient
from tests.web.result_world import RETENTION
from web.author import Author
from web.consents import Purpose, current_text
from web.letters import Letter
from web.use_cases.firms import contacts, firm_sign_in, judgements, marks, profiles
from web.use_cases.firms.contacts import Entered, NewAddress
from web.use_cases.firms.firm_sign_in import WayBack
from web.use_cases.firms.opinions import Opinion
from web.use_cases.firms.profiles import Change
from web.use_cases.operation.retention import Periods

EMAIL = "chefin.dreherei@firma-beispiel.de"
KEY = b"a key for tests"
HOUR = timedelta(hours=1)
OFFER, OTHER_OFFER, HIDDEN_OFFER = (
    "bafa-eew-transformationsplan",
    "make-it-in-germany-unternehmen",
    "fai-nrw",
)
MAIL = {"public_url": "https://angebote.example.org", "mail_from": "lotse@example.org"}
PERIODS = Periods(
    reports=timedelta(days=180),
    idle_sessions=timedelta(minutes=120),
    sign_in_log=timedelta(days=90),
    mails=timedelta(days=30),
    job_run_days=180,
    closed_accounts=timedelta(days=180),
)


def author(now: datetime = NOW, actor: str = "firm") -> Author:
    """Who does something at a moment."""
    return Author(actor=actor, now=now, kept_until_utc=now + timedelta(days=730))


def company(engine: Engine, now: datetime = NOW, **answers: object) -> str:
    """The token of a firm with these answers."""
    token = profiles.start(engine, "de", now, retention=RETENTION)
    profiles.answer(engine, token, Change(answers), now, retention=RETENTION)
    return token


def enter(engine: Engine, token: str, email: str = EMAIL, now: datetime = NOW) -> Entered:
    """Enter an address, with consent."""
    new = NewAddress(email=email, consent=current_text(Purpose.SIGN_IN_LINK), language="de")

    def compose(link: str) -> Letter:
        return letter_with("firm_confirm", email, link)

    return contacts.enter(engine, token, new, compose, by=author(now), valid_for=HOUR, key=KEY)


def ask(engine: Engine, email: str = EMAIL, now: datetime = NOW) -> None:
    """Ask for links."""

    def compose(way: WayBack) -> Letter:
        return letter_with("firm_sign_in", email, way.link)

    firm_sign_in.ask(engine, email, compose, by=author(now), valid_for=HOUR, key=KEY)


def mails(engine: Engine, purpose: str = "", recipient: str = "") -> list[OutboxMail]:
    """The mails that are stored, oldest first."""
    with reading(engine) as session:
        rows = session.exec(select(OutboxMail).order_by(col(OutboxMail.id))).all()
        session.expunge_all()
    return [
        row for row in rows if purpose in ("", row.purpose) and recipient in ("", row.recipient)
    ]


def last_link(engine: Engine, purpose: str) -> str:
    """The secret in the newest mail of a purpose."""
    return link_in(mails(engine, purpose)[-1])


def link_in(mail: OutboxMail) -> str:
    """The secret at the end of the link in a mail."""
    found = re.search(r"/([A-Za-z0-9_-]{43})\s", mail.text)
    assert found
    return found[1]


def confirmed(engine: Engine, now: datetime = NOW, email: str = EMAIL, **answers: object) -> str:
    """The token of a firm whose address is confirmed."""
    token = company(engine, now, **answers)
    assert enter(engine, token, email, now) is Entered.SENT
    assert contacts.confirm(engine, last_link(engine, "firm_confirm"), by=author(now))
    return token


def full(engine: Engine, now: datetime = NOW) -> str:
    """The token of a firm about which everything is stored, with markers in every text."""
    token = confirmed(
        engine,
        now,
        postal_code="58452",
        municipality="Witten",
        wz="25.62",
        sector_text="Drehteile MARKEREINS",
        employees=38,
        turnover_eur=6_000_000,
        founded=1987,
        legal_form="GmbH MARKERZWEI",
        chamber="IHK",
        part_of_group=False,
        needs=("energy_efficiency",),
        need_text="Wir tauschen den Ofen MARKERDREI",
        preferred_kinds=("grant",),
        **{"facts.project_started": False},
    )
    profiles.answer(
        engine, token, Change({}, frozenset({"balance_sheet_eur"})), now, retention=RETENTION
    )
    marks.remember(engine, token, OFFER, now=now, retention=RETENTION)
    marks.dismiss(engine, token, HIDDEN_OFFER, now=now, retention=RETENTION)
    judgements.record(engine, token, OTHER_OFFER, Opinion.FITS, now=now, retention=RETENTION)
    ask(engine, now=now)
    assert firm_sign_in.enter(engine, last_link(engine, "firm_sign_in"), by=author(now))
    ask(engine, now=now)
    return token


@contextmanager
def mailing_app(filled: Path, path: Path, **changes: object) -> Iterator[tuple[Flask, PageClient]]:
    """The service that can send mail, and a browser."""
    with running_app(filled, path, **{**MAIL, **changes}) as app:
        yield app, PageClient(app.test_client())


def letter_with(purpose: str, email: str, link: str) -> Letter:
    """A mail that holds the secret of a link."""
    return Letter(
        cause=f"{purpose}:{link}",
        purpose=purpose,
        recipient=email,
        language="de",
        subject="Betreff",
        text=f"https://example.org/{link}\n",
        expires_utc=NOW + HOUR,
    )
