"""News by e-mail for a firm: asked for, confirmed by a link, changed. Nothing is sent before.

A firm has one address. News go to it once it was confirmed for them, and wait while another one
that took its place is not confirmed yet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Engine
from sqlmodel import Session, select

from models.company import CompanyProfile
from models.contact import CompanyContact
from models.digest import Audience, DigestSubscription, Rhythm
from models.session import reading, transaction
from web.author import Author
from web.consents import Purpose
from web.letters import Letter
from web.tokens import new_token
from web.use_cases import audit, subscriptions
from web.use_cases.digests.beginning import Owner, begin, begin_reminders, begin_window
from web.use_cases.firms import contact_rows, stored_answers
from web.use_cases.firms.contact_rows import NewAddress
from web.use_cases.firms.contacts import subject_of

CONFIRM_WITHIN = timedelta(days=3)
"""How long the link that confirms works."""
Compose = Callable[[str], Letter]


class Asked(StrEnum):
    """What became of a wish for news.

    SENT: a mail asks to confirm it. STANDING: they come already. TOO_MANY: address or network had
    enough mails lately. STAFF: the address is not the firm's but that of somebody with an account.
    GONE: no such answers, or no such news.
    """

    SENT = "sent"
    STANDING = "standing"
    TOO_MANY = "too_many"
    STAFF = "staff"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """When news come and what they are about. `weekday`: 0 is Monday.

    `topics` are need keys; () are those of the answers. With NEVER only reminders come.
    """

    rhythm: Rhythm = Rhythm.WEEKLY
    weekday: int = 1
    topics: tuple[str, ...] = ()
    has_reminders: bool = True

    @property
    def are_empty(self) -> bool:
        """Whether nothing would ever be sent."""
        return self.rhythm is Rhythm.NEVER and not self.has_reminders


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A subscription that was not ended. `confirmed_utc` is None until it is confirmed."""

    wishes: Wishes
    since_utc: datetime
    scheduled_utc: datetime
    confirmed_utc: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a firm has: its address ('': none), the topics of its answers, news if any."""

    email: str
    is_email_confirmed: bool
    needs: tuple[str, ...]
    news: News | None

    @property
    def has_begun(self) -> bool:
        """Whether news can be sent now."""
        return bool(self.news and self.news.confirmed_utc and self.is_email_confirmed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a request for confirmation needs: `mails` is the key that mails are counted with,
    `links` that of the links in news.
    """

    address: NewAddress
    mails: bytes
    links: bytes


def standing(engine: Engine, token: str, now: datetime) -> Standing | None:
    """How a firm's news stand; None if its answers are gone."""
    with reading(engine) as session:
        company = session.exec(stored_answers.alive(token, now)).one_or_none()
        if company is None:
            return None
        contact = session.exec(
            select(CompanyContact).where(CompanyContact.company_id == company.id)
        ).one_or_none()
        row = session.exec(
            select(DigestSubscription).where(DigestSubscription.company_id == company.id)
        ).one_or_none()
        return Standing(
            email=contact.email if contact else "",
            is_email_confirmed=bool(contact and contact.confirmed_utc),
            needs=tuple(company.answers.get("needs", ())),
            news=None if row is None or row.ended_utc else news_of(row),
        )


def subscribe(
    engine: Engine, token: str, wishes: Wishes, request: Request, compose: Compose, *, by: Author
) -> Asked:
    """Keep what a firm wishes, and write the mail that asks to confirm it.

    A firm that has news only changes what it wishes. `compose` gets the secret of the link.
    """
    with transaction(engine) as session:
        company = stored_answers.locked(session, token, by.now)
        if company is None:
            return Asked.GONE
        row = subscriptions.of_company(session, company.id)
        if row is not None and row.ended_utc is None:
            _adopt(session, row, company, wishes, by)
            return Asked.STANDING
        if not contact_rows.admits(session, request.address, request.mails, by.now):
            return Asked.TOO_MANY
        begin_for_firm(session, row, company, wishes, key=request.links, now=by.now)
        contact_rows.agree(session, company, request.address, by.now)
        ask_to_confirm(session, company, request.address, compose, by)
        return Asked.SENT


def ask_again(
    engine: Engine, token: str, request: Request, compose: Compose, *, by: Author
) -> Asked:
    """Write the mail once more, or to another address that news go to once it is confirmed.

    What was agreed to stands.
    """
    with transaction(engine) as session:
        company = stored_answers.locked(session, token, by.now)
        row = None if company is None else subscriptions.of_company(session, company.id)
        if company is None or row is None or row.ended_utc is not None:
            return Asked.GONE
        contact = contact_rows.contact_of(session, company.id)
        is_same = contact is not None and contact.email == request.address.email
        if row.confirmed_utc and is_same and contact and contact.confirmed_utc:
            return Asked.STANDING
        if not contact_rows.admits(session, request.address, request.mails, by.now):
            return Asked.TOO_MANY
        if row.confirmed_utc is None:
            row.created_utc = by.now
            session.add(row)
        ask_to_confirm(session, company, request.address, compose, by)
        return Asked.SENT


def change(engine: Engine, token: str, wishes: Wishes, *, by: Author) -> bool:
    """Let news come as wished from now on; False if there are none."""
    with transaction(engine) as session:
        company = stored_answers.locked(session, token, by.now)
        row = None if company is None else subscriptions.of_company(session, company.id)
        if company is None or row is None or row.ended_utc is not None:
            return False
        _adopt(session, row, company, wishes, by)
        return True


def news_of(row: DigestSubscription) -> News:
    """What a row says."""
    wishes = Wishes(
        rhythm=Rhythm(row.rhythm),
        weekday=row.weekday,
        topics=tuple(row.topics),
        has_reminders=row.has_reminders,
    )
    return News(
        wishes=wishes,
        since_utc=row.created_utc,
        scheduled_utc=row.scheduled_utc,
        confirmed_utc=row.confirmed_utc,
    )


def begin_for_firm(
    session: Session,
    row: DigestSubscription | None,
    company: CompanyProfile,
    wishes: Wishes,
    *,
    key: bytes,
    now: datetime,
) -> None:
    """An unconfirmed subscription; one that was ended keeps the links of its earlier mails."""
    begin(
        session,
        row,
        Owner(audience=Audience.FIRM, company_id=company.id),
        nonce=row.nonce if row else new_token(),
        key=key,
        now=now,
        rhythm=wishes.rhythm.value,
        weekday=wishes.weekday,
        topics=list(wishes.topics),
        has_reminders=wishes.has_reminders,
    )


def ask_to_confirm(
    session: Session, company: CompanyProfile, new: NewAddress, compose: Compose, by: Author
) -> None:
    """Write the mail whose link confirms news at this address."""
    contact_rows.ask_to_confirm(
        session, company, new.email, Purpose.NEWS, compose, valid_for=CONFIRM_WITHIN, now=by.now
    )
    audit.note(session, by, "company.news.ask", subject_of(company))


def _adopt(
    session: Session,
    row: DigestSubscription,
    company: CompanyProfile,
    wishes: Wishes,
    by: Author,
) -> None:
    """Whoever had none of a kind is told nothing of before; others miss nothing by a change."""
    before = news_of(row).wishes
    if before == wishes:
        return
    if (before.rhythm, before.weekday) != (wishes.rhythm, wishes.weekday):
        row.rhythm, row.weekday = wishes.rhythm.value, wishes.weekday
        row.scheduled_utc = by.now
    if before.rhythm is Rhythm.NEVER:
        begin_window(session, row, now=by.now)
    if wishes.has_reminders and not before.has_reminders:
        begin_reminders(row, now=by.now)
    row.topics, row.has_reminders = list(wishes.topics), wishes.has_reminders
    session.add(row)
    audit.note(session, by, "company.news.change", subject_of(company))
