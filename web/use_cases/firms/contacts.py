"""The address of a firm: entered with a consent, confirmed, changed, removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Engine
from sqlmodel import Session

from models.company import CompanyProfile
from models.contact import Consent
from models.one_time_link import LinkPurpose
from models.session import reading, transaction
from web.author import Author
from web.consents import OF_ADDRESS, Purpose
from web.letters import Letter
from web.use_cases import audit, one_time_links
from web.use_cases.firms import contact_rows as rows
from web.use_cases.firms import stored_answers
from web.use_cases.firms.contact_rows import NewAddress
from web.use_cases.firms.stored_answers import Retention

__all__ = [
    "UNCONFIRMED_FOR",
    "Entered",
    "NewAddress",
    "can_confirm",
    "confirm",
    "enter",
    "remove",
    "subject_of",
    "withdraw",
]
UNCONFIRMED_FOR = timedelta(days=7)
"""How long an address is kept that nobody confirms."""


class Entered(StrEnum):
    """What became of an address that was entered.

    KNOWN: it is confirmed already, for whatever purpose. TOO_MANY: address or network had enough
    mails lately. GONE: no such answers.
    """

    SENT = "sent"
    KNOWN = "known"
    TOO_MANY = "too_many"
    GONE = "gone"


def enter(
    engine: Engine,
    token: str,
    new: NewAddress,
    compose: Callable[[str], Letter],
    *,
    by: Author,
    valid_for: timedelta,
    key: bytes,
) -> Entered:
    """Keep the address instead of any other and write the mail that asks for confirmation.

    Nothing else is sent to it before. `compose` gets the secret of the link; `key` counts mails.
    """
    with transaction(engine) as session:
        company = stored_answers.locked(session, token, by.now)
        if company is None:
            return Entered.GONE
        contact = rows.contact_of(session, company.id)
        if contact is not None and contact.confirmed_utc and contact.email == new.email:
            if not _agrees_already(session, company, new):
                rows.agree(session, company, new, by.now)
            return Entered.KNOWN
        if not rows.admits(session, new, key, by.now):
            return Entered.TOO_MANY
        purpose = new.consent.purpose
        rows.ask_to_confirm(
            session, company, new.email, purpose, compose, valid_for=valid_for, now=by.now
        )
        rows.agree(session, company, new, by.now)
        audit.note(session, by, "company.address.enter", subject_of(company))
        return Entered.SENT


def can_confirm(engine: Engine, link_token: str, now: datetime) -> bool:
    """Whether the link of a confirmation mail still works."""
    with reading(engine) as session:
        found = one_time_links.look(session, link_token, LinkPurpose.CONFIRM_ADDRESS, now=now)
        return found is not None


def confirm(engine: Engine, link_token: str, *, by: Author) -> bool:
    """Use the link: the address is confirmed; False if the link works no more."""
    with transaction(engine) as session:
        found = rows.use_link(session, link_token, Purpose.SIGN_IN_LINK, by.now)
        if found is None:
            return False
        company, contact = found
        contact.confirmed_utc = by.now
        session.add(contact)
        audit.note(session, by, "company.address.confirm", subject_of(company))
        return True


def remove(engine: Engine, token: str, *, by: Author) -> bool:
    """Forget the address and end every consent, and the news; False if the answers are gone."""
    with transaction(engine) as session:
        company = stored_answers.locked(session, token, by.now)
        if company is None:
            return False
        for purpose in OF_ADDRESS:
            rows.end_consent(session, company, purpose, by.now)
        audit.note(session, by, "company.address.remove", subject_of(company))
        return True


def withdraw(
    engine: Engine,
    token: str,
    consent_id: int,
    *,
    by: Author,
    retention: Retention | None = None,
) -> bool:
    """Take one consent back; what it was for ends, with its mails; with the last the address goes.

    Answers that lasted as long as a file then have their usual time, by `retention`. False if the
    answers, or such a consent of theirs, do not exist. Twice is once.
    """
    with transaction(engine) as session:
        company = stored_answers.locked(session, token, by.now)
        consent = session.get(Consent, consent_id)
        if company is None or consent is None or consent.company_id != company.id:
            return False
        if consent.withdrawn_utc is None:
            rows.end_consent(session, company, Purpose(consent.purpose), by.now)
            if consent.purpose == Purpose.ADVICE and retention is not None:
                company.expires_utc = retention.end(company.state, by.now)
                session.add(company)
            audit.note(
                session,
                by,
                "company.consent.withdraw",
                subject_of(company),
                details=[consent.purpose],
            )
        return True


def subject_of(company: CompanyProfile) -> str:
    """The company in the audit trail."""
    return audit.numbered("company", company.id, company.created_utc)


def _agrees_already(session: Session, company: CompanyProfile, new: NewAddress) -> bool:
    return any(each.purpose == new.consent.purpose for each in rows.standing(session, company))
