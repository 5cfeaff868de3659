"""Leaving: one button ends news, by the link of any mail, without any other proof."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, select

from models.company import CompanyProfile
from models.digest import Audience, DigestSubscription
from models.person import Person
from models.session import reading, transaction
from web.author import Author
from web.consents import Purpose
from web.use_cases import audit, subscriptions
from web.use_cases.firms import contact_rows, stored_answers
from web.use_cases.firms.contacts import subject_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What can be ended or was. `has_answers`: the link still opens the answers of a firm."""

    audience: Audience
    is_ended: bool
    has_answers: bool


def look(engine: Engine, token: str, now: datetime) -> Leaving | None:
    """What the link of a mail, or any link to the answers, would end; None if there is nothing."""
    with reading(engine) as session:
        row = _found(session, token, now)
        if row is None:
            return None
        return Leaving(
            audience=Audience(row.audience),
            is_ended=row.ended_utc is not None,
            has_answers=session.exec(stored_answers.alive(token, now)).first() is not None,
        )


def end(engine: Engine, token: str, *, by: Author) -> bool:
    """End it at once: what waits goes, the consent is taken back; False if there is nothing.

    Twice is once. With its last consent the address of a firm goes; its answers stay their time.
    """
    with transaction(engine) as session:
        row = _found(session, token, by.now)
        if row is None:
            return False
        if row.company_id is not None:
            return _end_of_firm(session, row.company_id, by)
        return _end_of_person(session, row, by)


def _found(session: Session, token: str, now: datetime) -> DigestSubscription | None:
    """By the link of its mails, whatever became of the answers; else by a link to these."""
    row = subscriptions.behind(session, token)
    if row is not None:
        return row
    company = session.exec(stored_answers.alive(token, now)).one_or_none()
    if company is None:
        return None
    query = select(DigestSubscription).where(DigestSubscription.company_id == company.id)
    return session.exec(query).one_or_none()


def _end_of_firm(session: Session, company_id: int, by: Author) -> bool:
    """False if it was deleted in this very moment."""
    company = session.exec(
        select(CompanyProfile).where(CompanyProfile.id == company_id).with_for_update()
    ).one_or_none()
    row = subscriptions.of_company(session, company_id)
    if company is None or row is None:
        return False
    if row.ended_utc is None:
        contact_rows.end_consent(session, company, Purpose.NEWS, by.now)
        audit.note(session, by, "company.news.end", subject_of(company))
    return True


def _end_of_person(session: Session, found: DigestSubscription, by: Author) -> bool:
    row = session.exec(
        select(DigestSubscription)
        .where(DigestSubscription.id == found.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return False
    if row.ended_utc is not None:
        return True
    subscriptions.end(session, row, now=by.now)
    owner = f"person:{session.get_one(Person, row.person_id).public_id}"
    audit.note(
        session, replace(by, actor=owner), "digest.switched_off", owner, details=[row.audience]
    )
    return True
