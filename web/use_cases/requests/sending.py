"""A firm asks for advice: the request, the files it makes, and all mails, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.consultation import ConsultationRequest
from models.session import transaction
from web.author import Author
from web.use_cases.files import rows
from web.use_cases.firms import contact_rows, stored_answers
from web.use_cases.firms.contact_rows import NewAddress
from web.use_cases.outbox import queueing
from web.use_cases.requests.ask import Ask, Terms, Work
from web.use_cases.requests.filing import file_of_responsible, inform, store
from web.use_cases.requests.letters import Receipt
from web.use_cases.requests.recipients import hold, recipients
from web.use_cases.requests.telling import tell
from web.use_cases.signing_in import mail_floods

ONCE_WITHIN = timedelta(minutes=10)
"""The same request sent again so soon is a second click."""
MOST_AN_HOUR = 5
MOST_A_DAY = 15
"""Requests of one firm."""


__all__ = ["Ask", "Outcome", "Sending", "Terms", "send"]


class Outcome(StrEnum):
    """What became of a request.

    REPEATED: it was sent a moment ago. CHANGED: others would get it than the firm saw. TOO_MANY:
    the firm or its network asked often lately. GONE: no such answers.
    """

    SENT = "sent"
    REPEATED = "repeated"
    CHANGED = "changed"
    TOO_MANY = "too_many"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """The outcome, and whether a receipt goes out by mail."""

    outcome: Outcome
    has_receipt: bool = False


def send(engine: Engine, token: str, ask: Ask, terms: Terms, *, by: Author) -> Sending:
    """Give the request to who is responsible, else to who assigns it; it is never with nobody.

    A firm that asks again is in the same file, which opens again; its earlier requests stay.
    """
    with transaction(engine) as session:
        company = stored_answers.locked(session, token, by.now)
        if company is None:
            return Sending(outcome=Outcome.GONE)
        refusal = _refusal(session, company, ask, terms, by.now)
        if refusal is not None:
            return Sending(outcome=refusal)
        found = recipients(session, company, ask.topics)
        if found.key != ask.seen or not hold(session, found.all):
            return Sending(outcome=Outcome.CHANGED)
        work = Work(company=company, ask=ask, found=found, terms=terms, now=by.now)
        file, kind = file_of_responsible(session, work)
        store(session, work, file)
        tell(session, file, kind, terms.post, cause=work.public_id)
        for organisation in found.informed:
            inform(session, work, organisation.id)
        rows.keep(company, now=by.now, kept_for=terms.kept_for)
        session.add(company)
        _agree(session, work)
        return Sending(outcome=Outcome.SENT, has_receipt=_send_receipt(session, work))


def _refusal(
    session: Session, company: CompanyProfile, ask: Ask, terms: Terms, now: datetime
) -> Outcome | None:
    earlier = session.exec(
        select(ConsultationRequest)
        .where(
            ConsultationRequest.company_id == company.id,
            ConsultationRequest.asked_utc > now - timedelta(days=1),
        )
        .order_by(col(ConsultationRequest.id).desc())
    ).all()
    if any(_is_same(row, ask, now) for row in earlier):
        return Outcome.REPEATED
    within_hour = sum(row.asked_utc > now - timedelta(hours=1) for row in earlier)
    is_flood = mail_floods.is_full(session, ask.network, key=terms.key, now=now)
    if is_flood or within_hour >= MOST_AN_HOUR or len(earlier) >= MOST_A_DAY:
        return Outcome.TOO_MANY
    return None


def _is_same(row: ConsultationRequest, ask: Ask, now: datetime) -> bool:
    contact = ask.contact
    stored = (row.name, row.contact_name, row.email, row.phone, row.preferred_way, row.times)
    sent = (
        contact.name,
        contact.contact_name,
        contact.email,
        contact.phone,
        contact.preferred_way,
        contact.times,
    )
    return (
        row.asked_utc > now - ONCE_WITHIN
        and row.message == ask.message
        and tuple(row.topics) == ask.topics
        and stored == sent
    )


def _agree(session: Session, work: Work) -> None:
    """Store the consent, once for all requests to the same words."""
    words = (work.ask.consent.purpose.value, work.ask.consent.version, work.ask.language)
    standing: Sequence[tuple[str, str, str]] = [
        (each.purpose, each.text_version, each.language)
        for each in contact_rows.standing(session, work.company)
    ]
    if words not in standing:
        new = NewAddress(
            email=work.ask.contact.email, consent=work.ask.consent, language=work.ask.language
        )
        contact_rows.agree(session, work.company, new, work.now)


def _send_receipt(session: Session, work: Work) -> bool:
    """Write to the address that was typed, unless it had enough mail from here lately."""
    letters, email = work.terms.post.letters, work.ask.contact.email
    if letters is None or not email:
        return False
    if not mail_floods.admit(
        session,
        email,
        "firm_confirm",
        key=work.terms.key,
        now=work.now,
        network=work.ask.network,
    ):
        return False
    receipt = Receipt(
        purpose="advice_receipt",
        cause=f"advice_receipt:{work.public_id}",
        recipient=email,
        language=work.ask.language,
        company_id=work.company_id,
        topics=work.ask.topics,
        responsible=work.found.responsible,
        informed=work.found.informed,
    )
    return queueing.queue(session, letters.receipt(receipt), now=work.now)
