"""The link that confirms a firm's news: looked at, used once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, select

from models.contact import CompanyContact
from models.digest import DigestSubscription
from models.one_time_link import LinkPurpose, OneTimeLink
from models.session import reading, transaction
from web.author import Author
from web.consents import ConsentText, Purpose
from web.tokens import token_hash
from web.use_cases import audit, subscriptions
from web.use_cases.digests.beginning import begin_reminders, begin_window
from web.use_cases.digests.links import secret_of
from web.use_cases.digests.subscribing import News, news_of
from web.use_cases.firms import contact_rows, stored_answers
from web.use_cases.firms.contact_rows import NewAddress
from web.use_cases.firms.contacts import subject_of
from web.use_cases.firms.stored_answers import Retention


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The news that a link is for, and whether it has done its work already.

    `has_agreed`: the firm asked for them itself; else it agrees by confirming.
    """

    news: News
    is_done: bool
    has_agreed: bool


def look(engine: Engine, link_token: str, now: datetime) -> Confirmation | None:
    """What the link does or has done; None if it is unknown or past, or its news have ended."""
    with reading(engine) as session:
        link = session.exec(
            select(OneTimeLink).where(
                OneTimeLink.token_hash == token_hash(link_token),
                OneTimeLink.purpose == LinkPurpose.CONFIRM_NEWS.value,
            )
        ).one_or_none()
        if link is None or (link.used_utc is None and link.expires_utc <= now):
            return None
        row = session.exec(
            select(DigestSubscription).where(DigestSubscription.company_id == link.company_id)
        ).one_or_none()
        if row is None or row.ended_utc is not None or not _has_address(session, link):
            return None
        has_agreed = contact_rows.has_consent(session, link.company_id, Purpose.NEWS)
        return Confirmation(news_of(row), link.used_utc is not None, has_agreed)


def confirm(
    engine: Engine,
    link_token: str,
    *,
    consent: ConsentText,
    language: str,
    key: bytes,
    retention: Retention,
    by: Author,
) -> str | None:
    """Use the link: news come from now on. The secret of their links; None if it works no more.

    Where news came before and only the address is another one, they go on where they were. Whoever
    did not agree before, because somebody else proposed the news, agrees to `consent` by this.
    """
    with transaction(engine) as session:
        found = contact_rows.use_link(session, link_token, Purpose.NEWS, by.now)
        if found is None:
            return None
        company, contact = found
        row = subscriptions.of_company(session, company.id)
        if row is None or row.ended_utc is not None:
            return None
        contact.confirmed_utc = contact.confirmed_utc or by.now
        if row.confirmed_utc is None:
            row.confirmed_utc = row.scheduled_utc = by.now
            begin_window(session, row, now=by.now)
            begin_reminders(row, now=by.now)
        if not contact_rows.has_consent(session, company.id, Purpose.NEWS):
            agreed = NewAddress(email=contact.email, consent=consent, language=language)
            contact_rows.agree(session, company, agreed, by.now)
        secret = secret_of(row.nonce, key=key)
        row.link_hash = token_hash(secret)
        stored_answers.keep_for_news(company, now=by.now, retention=retention)
        session.add_all((contact, row, company))
        audit.note(session, by, "company.news.confirm", subject_of(company))
        return secret


def _has_address(session: Session, link: OneTimeLink) -> bool:
    query = select(CompanyContact.id).where(CompanyContact.company_id == link.company_id)
    return session.exec(query).first() is not None
