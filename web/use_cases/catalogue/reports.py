"""Readers' reports of wrong facts: taken in, listed, closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.report import OfferReport, ReportState
from models.session import reading, transaction
from web.author import Author
from web.use_cases import audit

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Report:
    """One report as an operator reads it."""

    id: int
    offer_id: str
    field: str
    message: str
    contact: str | None
    created_utc: datetime
    count: int = 1


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
    with reading(engine) as session:
        return tuple(_as_read(row) for row in session.exec(_open()))


def by_offer(session: Session) -> Mapping[str, tuple[Report, ...]]:
    """The same by offer."""
    found: dict[str, tuple[Report, ...]] = {}
    for row in session.exec(_open()):
        found[row.offer_id] = (*found.get(row.offer_id, ()), _as_read(row))
    return found


def of_missing(engine: Engine) -> tuple[Report, ...]:
    """What advisors miss in the catalogue, most missed first, then oldest first."""
    with reading(engine) as session:
        found = session.exec(_open().where(col(OfferReport.offer_id) == ""))
        return tuple(sorted(map(_as_read, found), key=lambda each: -each.count))


def close(engine: Engine, report_id: int, *, by: Author, note: str = "") -> bool:
    """Mark a report as dealt with; False if there is no open one with that number."""
    with transaction(engine) as session:
        row = session.get(OfferReport, report_id)
        if row is None or not _take(session, report_id, by, note):
            return False
        audit.note(session, by, "offer.report.closed", f"offer:{row.offer_id}")
        return True


def _open() -> SelectOfScalar[OfferReport]:
    return (
        select(OfferReport)
        .where(col(OfferReport.state) == ReportState.OPEN)
        .order_by(col(OfferReport.id))
    )


def _take(session: Session, report_id: int, by: Author, note: str) -> bool:
    """Whether this call closed it: of two clicks one."""
    row = (
        update(OfferReport)
        .where(col(OfferReport.id) == report_id, col(OfferReport.state) == ReportState.OPEN)
        .values(
            state=ReportState.DONE.value,
            topic=None,
            done_utc=by.now,
            done_by=by.actor,
            note=note[:LONGEST_NOTE],
        )
    )
    return session.connection().execute(row).rowcount == 1


def _as_read(row: OfferReport) -> Report:
    assert row.id is not None
    return Report(
        id=row.id,
        offer_id=row.offer_id,
        field=row.field,
        message=row.message,
        contact=row.contact,
        created_utc=row.created_utc,
        count=row.count,
    )
