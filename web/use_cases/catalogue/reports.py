"""Readers' reports of wrong facts: taken in, listed, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import col, select

from models.report import OfferReport, ReportState
from models.session import reading, transaction


@dataclass(frozen=True, slots=True)
class Report:
    """One report as an operator reads it."""

    id: int
    offer_id: str
    field: str
    message: str
    contact: str | None
    created_utc: datetime


def report(
    engine: Engine,
    offer_id: str,
    *,
    field: str,
    message: str,
    contact: str | None,
    now: datetime,
) -> None:
    """Keep one report for the operator."""
    row = OfferReport(
        offer_id=offer_id, field=field, message=message, contact=contact, created_utc=now
    )
    with transaction(engine) as session:
        session.add(row)


def open_reports(engine: Engine) -> tuple[Report, ...]:
    """All reports that nobody has closed, oldest first."""
    wanted = (
        select(OfferReport)
        .where(col(OfferReport.state) == ReportState.OPEN)
        .order_by(col(OfferReport.id))
    )
    with reading(engine) as session:
        return tuple(_as_read(row) for row in session.exec(wanted))


def close(engine: Engine, report_id: int, *, now: datetime) -> bool:
    """Mark a report as dealt with; False if there is no open one with that number."""
    with transaction(engine) as session:
        row = session.get(OfferReport, report_id)
        if row is None or row.state != ReportState.OPEN:
            return False
        row.state = ReportState.DONE
        row.done_utc = now
        session.add(row)
        return True


def _as_read(row: OfferReport) -> Report:
    assert row.id is not None
    return Report(
        id=row.id,
        offer_id=row.offer_id,
        field=row.field,
        message=row.message,
        contact=row.contact,
        created_utc=row.created_utc,
    )
