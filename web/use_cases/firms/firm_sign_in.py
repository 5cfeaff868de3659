"""A way back for firms: a link by mail to a confirmed address makes a new key to their answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.contact import CompanyContact, CompanyKey, Consent
from models.one_time_link import LinkPurpose
from models.session import reading, transaction
from web.author import Author
from web.consents import Purpose
from web.letters import Letter
from web.tokens import new_token, token_hash
from web.use_cases import audit, one_time_links
from web.use_cases.firms import contact_rows
from web.use_cases.firms.contacts import subject_of
from web.use_cases.outbox import queueing
from web.use_cases.signing_in import mail_floods

MOST_COMPANIES = 10
"""For how many companies one request writes a mail: those that were changed last."""
MOST_KEYS = 20
"""How many keys a company keeps; the oldest goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """What a mail says: the secret of its link, and which answers it leads to."""

    link: str
    language: str
    changed_utc: datetime


Compose = Callable[[WayBack], Letter]


def ask(
    engine: Engine, email: str, compose: Compose, *, by: Author, valid_for: timedelta, key: bytes
) -> None:
    """Write a mail for each company whose confirmed address this is, to the address.

    Nobody learns whether there is one: the statements are the same, and so is what they cost; what
    was written for nobody is taken back.
    """
    with transaction(engine) as session:
        if not mail_floods.admit(session, email, "firm_sign_in", key=key, now=by.now):
            return
        found: list[CompanyProfile | None] = [*_companies(session, email, by.now)]
        for company in found or [None]:
            savepoint = session.begin_nested()
            _write(session, company, compose, by.now, valid_for)
            session.flush()
            savepoint.rollback() if company is None else savepoint.commit()


def can_enter(engine: Engine, link_token: str, now: datetime) -> bool:
    """Whether the link of a mail still works."""
    with reading(engine) as session:
        found = one_time_links.look(session, link_token, LinkPurpose.FIRM_SIGN_IN, now=now)
        return found is not None


def enter(engine: Engine, link_token: str, *, by: Author) -> str | None:
    """Use the link: the secret of a new address of the same answers; None if it works no more."""
    with transaction(engine) as session:
        purpose = LinkPurpose.FIRM_SIGN_IN
        company = contact_rows.company_behind(session, link_token, purpose, by.now)
        link = one_time_links.find(session, link_token, purpose, now=by.now)
        if company is None or company.id is None or link is None:
            return None
        one_time_links.use(session, link, now=by.now)
        _drop_oldest_keys(session, company.id)
        token = new_token()
        session.add(
            CompanyKey(token_hash=token_hash(token), company_id=company.id, created_utc=by.now)
        )
        audit.note(session, by, "company.sign_in", subject_of(company))
        return token


def _companies(session: Session, email: str, now: datetime) -> list[CompanyProfile]:
    """The companies that may be written to at this address, the last changed first."""
    agreed = select(Consent.company_id).where(
        Consent.purpose == Purpose.SIGN_IN_LINK.value, col(Consent.withdrawn_utc).is_(None)
    )
    query = (
        select(CompanyProfile)
        .join(CompanyContact, col(CompanyContact.company_id) == col(CompanyProfile.id))
        .where(
            CompanyContact.email == email,
            col(CompanyContact.confirmed_utc).is_not(None),
            CompanyProfile.expires_utc > now,
            col(CompanyProfile.id).in_(agreed),
        )
        .order_by(col(CompanyProfile.updated_utc).desc(), col(CompanyProfile.id))
        .limit(MOST_COMPANIES)
    )
    return list(session.exec(query))


def _write(
    session: Session,
    company: CompanyProfile | None,
    compose: Compose,
    now: datetime,
    valid_for: timedelta,
) -> None:
    company_id = company.id if company else None
    link = one_time_links.issue(
        session, LinkPurpose.FIRM_SIGN_IN, now=now, valid_for=valid_for, company_id=company_id
    )
    way = WayBack(
        link=link,
        language=company.language if company else "de",
        changed_utc=company.updated_utc if company else now,
    )
    queueing.queue(session, replace(compose(way), company_id=company_id), now=now)


def _drop_oldest_keys(session: Session, company_id: int) -> None:
    """Leave room for one more."""
    newest = (
        select(CompanyKey.id)
        .where(CompanyKey.company_id == company_id)
        .order_by(col(CompanyKey.id).desc())
        .limit(MOST_KEYS - 1)
    )
    session.exec(
        delete(CompanyKey).where(
            col(CompanyKey.company_id) == company_id, col(CompanyKey.id).not_in(newest)
        )
    )
