"""The row of a subscription inside the transaction of a use case: found, ended with what waits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_
from sqlmodel import Session, col, select

from models.digest import Audience, DigestPart, DigestSubscription
from models.mail import OutboxMail
from web.tokens import token_hash
from web.use_cases.outbox.settling import can_still_go

REPORT = "news_report"
"""The purpose of reports to operators: mails of their news that belong to no part."""


def of_company(session: Session, company_id: int | None) -> DigestSubscription | None:
    """The news of a firm, locked; None if it never had any. They may be ended."""
    query = select(DigestSubscription).where(DigestSubscription.company_id == company_id)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(fresh).one_or_none()


def behind(session: Session, token: str) -> DigestSubscription | None:
    """The one whose mails hold this secret, of a firm or a person; it may be ended."""
    query = select(DigestSubscription).where(DigestSubscription.link_hash == token_hash(token))
    return session.exec(query).one_or_none()


def end(session: Session, row: DigestSubscription, *, now: datetime) -> None:
    """Let no more news come; what could still be sent goes. Twice is once."""
    if row.ended_utc is None:
        row.ended_utc = now
        session.add(row)
        drop_mail(session, row)


def drop_mail(session: Session, row: DigestSubscription) -> None:
    """Delete the news that wait to be sent or could be sent again: the next ones tell the same."""
    of_parts = select(DigestPart.mail_id).where(DigestPart.subscription_id == row.id)
    is_own: ColumnElement[bool] = col(OutboxMail.id).in_(of_parts)
    if row.audience == Audience.OPERATOR.value:
        is_report = and_(
            col(OutboxMail.person_id) == row.person_id, col(OutboxMail.purpose) == REPORT
        )
        is_own = or_(is_own, is_report)
    session.exec(delete(OutboxMail).where(is_own, can_still_go()))
