"""Firms that have news by e-mail, and what their tests need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from models.base import metadata
from models.company import CompanyProfile
from models.contact import CompanyContact
from models.digest import (
    DigestItem,
    DigestPart,
    DigestRun,
    DigestSubscription,
    ItemKind,
    PartState,
    RunKind,
)
from models.mail import MailState, OutboxMail
from models.session import reading, transaction
from tests.fixtures.apps import NOW
from tests.web.own_data_world import EMAIL, KEY, author, company, last_link, letter_with
from tests.web.result_world import RETENTION, TODAY
from web.consents import Purpose, current_text
from web.letters import Letter
from web.tokens import token_hash
from web.use_cases.digests import confirming, loading, subscribing
from web.use_cases.digests.links import secret_of
from web.use_cases.digests.loading import Loading
from web.use_cases.digests.subscribing import Asked, Request, Wishes
from web.use_cases.firms import stored_answers
from web.use_cases.firms.contact_rows import NewAddress

LINKS = b"a key for links"
OFFER = "bafa-eew-transformationsplan"
WISHES = Wishes()


def request(email: str = EMAIL, network: str = "") -> Request:
    """An address with the consent to news."""
    address = NewAddress(
        email=email, consent=current_text(Purpose.NEWS), language="de", network=network
    )
    return Request(address=address, mails=KEY, links=LINKS)


def compose(email: str) -> Callable[[str], Letter]:
    """The mail that asks to confirm."""
    return lambda link: letter_with("news_confirm", email, link)


def subscribe(
    engine: Engine,
    token: str,
    email: str = EMAIL,
    now: datetime = NOW,
    network: str = "",
    **wishes: Any,
) -> Asked:
    """Ask for news."""
    return subscribing.subscribe(
        engine,
        token,
        replace(WISHES, **wishes),
        request(email, network),
        compose(email),
        by=author(now),
    )


def ask_again(engine: Engine, token: str, email: str = EMAIL, now: datetime = NOW) -> Asked:
    """Have the mail sent once more, or to another address."""
    return subscribing.ask_again(engine, token, request(email), compose(email), by=author(now))


def confirm(engine: Engine, link: str, now: datetime = NOW) -> str | None:
    """Use the link of a mail; the secret of the links in news."""
    return confirming.confirm(
        engine,
        link,
        consent=current_text(Purpose.NEWS),
        language="de",
        key=LINKS,
        retention=RETENTION,
        by=author(now),
    )


def subscribed(
    engine: Engine, now: datetime = NOW, email: str = EMAIL, **wishes: Any
) -> tuple[str, str]:
    """A firm whose news are confirmed: the token of its answers, the secret of its mails."""
    token = company(engine, now, needs=("energy_efficiency",))
    assert subscribe(engine, token, email, now, **wishes) is Asked.SENT
    secret = confirm(engine, last_link(engine, "news_confirm"), now)
    assert secret is not None
    return token, secret


def row_of(engine: Engine, token: str, now: datetime = NOW) -> DigestSubscription:
    """The stored subscription of a firm."""
    with reading(engine) as session:
        found = _row(session, token, now)
        session.expunge_all()
    return found


def contact_of(engine: Engine, token: str) -> CompanyContact | None:
    """The stored address of a firm."""
    with reading(engine) as session:
        row = _company(session, token, NOW)
        query = select(CompanyContact).where(CompanyContact.company_id == row.id)
        found = session.exec(query).one_or_none()
        session.expunge_all()
    return found


def receives(engine: Engine, token: str, now: datetime = NOW) -> str:
    """The address that news can be written to now, as who writes them sees it; '' for none."""
    with reading(engine) as session:
        row_id = _row(session, token, now).id or 0
        found = loading.load(session, [row_id], Loading(key=LINKS, home=(), now=now))
    return found[row_id].recipient.email if row_id in found else ""


def tell(
    engine: Engine,
    token: str,
    *,
    day: date = TODAY,
    state: MailState = MailState.WAITING,
    now: datetime = NOW,
) -> None:
    """A message of one offer in the outbox, as the computing of a run leaves it."""
    with transaction(engine) as session:
        firm, row = _company(session, token, now), _row(session, token, now)
        run = DigestRun(kind=RunKind.WEEKLY.value, day=day, ends_at=2, opened_utc=now)
        mail = _mail(firm, day, state, now)
        session.add_all((run, mail))
        session.flush()
        part_state = PartState.SENT if state is MailState.SENT else PartState.QUEUED
        part = DigestPart(
            run_id=run.id,
            subscription_id=row.id,
            state=part_state.value,
            since_day=day,
            mail_id=mail.id,
            computed_utc=now,
        )
        session.add(part)
        session.flush()
        session.add(
            DigestItem(part_id=part.id, position=0, offer_id=OFFER, kind=ItemKind.NEW.value)
        )


def everything(engine: Engine) -> dict[str, list[str]]:
    """All rows of all tables."""
    with engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(table.select()))
            for table in metadata.sorted_tables
        }


def is_key_of_mails(engine: Engine, token: str, secret: str) -> bool:
    """Whether the stored hash is that of the secret, and the secret that of the nonce."""
    row = row_of(engine, token)
    return row.link_hash == token_hash(secret) and secret == secret_of(row.nonce, key=LINKS)


def _mail(firm: CompanyProfile, day: date, state: MailState, now: datetime) -> OutboxMail:
    return OutboxMail(
        cause=f"digest:{day}:{firm.id}",
        message_id=f"digest.{day}.{firm.id}",
        purpose="news",
        recipient=EMAIL,
        domain="firma-beispiel.de",
        language="de",
        subject="Neues",
        text="Text",
        company_id=firm.id,
        state=state.value,
        created_utc=now,
        next_try_utc=now,
    )


def _company(session: Session, token: str, now: datetime) -> CompanyProfile:
    return session.exec(stored_answers.alive(token, now)).one()


def _row(session: Session, token: str, now: datetime) -> DigestSubscription:
    company_id = _company(session, token, now).id
    query = select(DigestSubscription).where(DigestSubscription.company_id == company_id)
    return session.exec(query).one()
