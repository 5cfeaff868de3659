"""The row in which a judge says something of an offer for the firm of a file."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.judgement import Judgement


def find(session: Session, company: CompanyProfile, offer_id: str, judge: str) -> Judgement | None:
    """What this judge said of the offer for this firm; None for nothing."""
    wanted = select(Judgement).where(
        col(Judgement.company_id) == company.id,
        col(Judgement.offer_id) == offer_id,
        col(Judgement.judge) == judge,
    )
    return session.exec(wanted).one_or_none()


def blank(company: CompanyProfile, offer_id: str, judge: str, *, now: datetime) -> Judgement:
    """A row that says nothing yet, not in a session; it holds the answers as they stand."""
    return Judgement(
        company_id=company.id,
        subject=f"firm:{company.id}",
        profile=dict(company.answers),
        offer_id=offer_id,
        opinion="",
        judge=judge,
        judged_utc=now,
    )
