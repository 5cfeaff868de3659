"""The address of a firm: entered with a consent, confirmed, changed, removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.contact import CompanyContact, Consent
from models.mail import MailState, OutboxMail
from models.one_time_link import LinkPurpose, OneTimeLink
from models.session import reading, transaction
from web.author import Author
from web.consents import MAILS, ConsentText, Purpose
from web.letters import Letter
from web.use_cases import audit, one_time_links
from web.use_cases.firms import stored_answers
from web.use_cases.outbox import queueing
from web.use_cases.signing_in import mail_floods

UNCONFIRMED_FOR = timedelta(days=7)
"""How long an address is kept that nobody confirms."""
_LINKS = (LinkPurpose.CONFIRM_ADDRESS.value, LinkPurpose.FIRM_SIGN_IN.value)


class Entered(StrEnum):
    """What became of an address that was entered.

    KNOWN: it is confirmed already. TOO_MANY: address or network had enough mails lately. GONE: no
    such answers.
    """

    SENT = "sent"
    KNOWN = "known"
    TOO_MANY = "too_many"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAddress:
    """An address, normalised and in lower case, and what was agreed to, in which language.

    `network` is where it was typed: mail to strangers is counted there, too.
    """

    email: str
    consent: ConsentText
    language: str
    network: str = ""


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
        if _is_confirmed(session, company, new.email):
            return Entered.KNOWN
        if not _admits(session, new, key, by.now):
            return Entered.TOO_MANY
        _forget(session, company)
        _agree(session, company, new, by.now)
        assert company.id is not None
        session.add(CompanyContact(company_id=company.id, email=new.email, created_utc=by.now))
        link = one_time_links.issue(
            session,
            LinkPurpose.CONFIRM_ADDRESS,
            now=by.now,
            valid_for=valid_for,
            company_id=company.id,
        )
        queueing.queue(session, replace(compose(link), company_id=company.id), now=by.now)
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
        link = one_time_links.find(session, link_token, LinkPurpose.CONFIRM_ADDRESS, now=by.now)
        if link is None:
            return False
        one_time_links.use(session, link, now=by.now)
        query = select(CompanyContact).where(CompanyContact.company_id == link.company_id)
        contact = session.exec(query.with_for_update()).one_or_none()
        if contact is None:
            return False
        contact.confirmed_utc = by.now
        session.add(contact)
        company = session.get_one(CompanyProfile, contact.company_id)
        audit.note(session, by, "company.address.confirm", subject_of(company))
        return True


def remove(engine: Engine, token: str, *, by: Author) -> bool:
    """Forget the address and end every consent; False if the answers are gone."""
    with transaction(engine) as session:
        company = stored_answers.locked(session, token, by.now)
        if company is None:
            return False
        for consent in _standing(session, company):
            consent.withdrawn_utc = by.now
            session.add(consent)
        _forget(session, company)
        audit.note(session, by, "company.address.remove", subject_of(company))
        return True


def withdraw(engine: Engine, token: str, consent_id: int, *, by: Author) -> bool:
    """Take one consent back; its mails and, with the last consent, the address go at once.

    False if the answers, or such a consent of theirs, do not exist. Twice is once.
    """
    with transaction(engine) as session:
        company = stored_answers.locked(session, token, by.now)
        consent = session.get(Consent, consent_id)
        if company is None or consent is None or consent.company_id != company.id:
            return False
        if consent.withdrawn_utc is None:
            consent.withdrawn_utc = by.now
            session.add(consent)
            session.flush()
            _drop_mail(session, company, MAILS[Purpose(consent.purpose)])
            if not _standing(session, company):
                _forget(session, company)
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


def _admits(session: Session, new: NewAddress, key: bytes, now: datetime) -> bool:
    return mail_floods.admit(
        session, new.email, "firm_confirm", key=key, now=now, network=new.network
    )


def _is_confirmed(session: Session, company: CompanyProfile, email: str) -> bool:
    query = select(CompanyContact.id).where(
        CompanyContact.company_id == company.id,
        CompanyContact.email == email,
        col(CompanyContact.confirmed_utc).is_not(None),
    )
    return session.exec(query).first() is not None


def _standing(session: Session, company: CompanyProfile) -> list[Consent]:
    query = select(Consent).where(
        Consent.company_id == company.id, col(Consent.withdrawn_utc).is_(None)
    )
    return list(session.exec(query))


def _agree(session: Session, company: CompanyProfile, new: NewAddress, now: datetime) -> None:
    """Let this consent stand for its purpose instead of an earlier one."""
    for earlier in _standing(session, company):
        if earlier.purpose == new.consent.purpose:
            session.delete(earlier) if earlier.given_utc == now else _end(session, earlier, now)
    session.flush()
    assert company.id is not None
    session.add(
        Consent(
            company_id=company.id,
            purpose=new.consent.purpose.value,
            text_version=new.consent.version,
            language=new.language,
            given_utc=now,
        )
    )


def _end(session: Session, consent: Consent, now: datetime) -> None:
    consent.withdrawn_utc = now
    session.add(consent)


def _forget(session: Session, company: CompanyProfile) -> None:
    """The address goes, and with it every mail that waits for it and every link sent to it."""
    session.exec(delete(CompanyContact).where(col(CompanyContact.company_id) == company.id))
    session.exec(
        delete(OneTimeLink).where(
            col(OneTimeLink.company_id) == company.id, col(OneTimeLink.purpose).in_(_LINKS)
        )
    )
    _drop_mail(session, company, tuple(name for names in MAILS.values() for name in names))


def _drop_mail(session: Session, company: CompanyProfile, purposes: tuple[str, ...]) -> None:
    session.exec(
        delete(OutboxMail).where(
            col(OutboxMail.company_id) == company.id,
            col(OutboxMail.purpose).in_(purposes),
            col(OutboxMail.state) == MailState.WAITING.value,
        )
    )
