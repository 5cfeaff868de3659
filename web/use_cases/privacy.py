"""The end of personal data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete
from sqlmodel import Session, col

from models.company import CompanyProfile
from models.report import OfferReport
from models.session import transaction


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows went."""

    profiles: int
    reports: int


def purge(engine: Engine, *, now: datetime, report_days: int) -> Purged:
    """Delete what is past its date, in a transaction of its own."""
    with transaction(engine) as session:
        return delete_past(session, now=now, report_days=report_days)


def delete_past(session: Session, *, now: datetime, report_days: int) -> Purged:
    """Delete answers past their date and reports older than `report_days`, settled or not."""
    old = now - timedelta(days=report_days)
    profiles = delete(CompanyProfile).where(col(CompanyProfile.expires_utc) <= now)
    reports = delete(OfferReport).where(col(OfferReport.created_utc) <= old)
    connection = session.connection()
    return Purged(
        profiles=connection.execute(profiles).rowcount,
        reports=connection.execute(reports).rowcount,
    )
