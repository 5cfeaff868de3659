"""Requests that wait for the first deed: when a reminder is due, what is overdue, how many wait."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlalchemy import select as select_rows
from sqlmodel import Session, col

from matcher.working_days import is_working_day_in, land_code_of_territory, working_days_since
from models.company_file import CompanyFile, FilePart, FileState
from web.clock import BERLIN

OPEN = (
    *(FileState.NEW.value, FileState.TAKEN.value),
    *(FileState.APPOINTMENT.value, FileState.ADVISED.value),
)
"""A firm may ask again while somebody looks after it: that request waits as well."""
AFTER = (2, 5, 10)
"""Working days after which a reminder goes out; the day of the dispatch does not count."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many requests of an organisation wait, and how many of them are overdue."""

    requests: int = 0
    overdue: int = 0


def due_number(dispatched: date, today: date, land: str) -> int:
    """The last reminder that is due, from 1; 0 for none. Nothing is due on days without work."""
    if not is_working_day_in(today, land):
        return 0
    passed = working_days_since(dispatched, today, land)
    return sum(passed >= days for days in AFTER)


def overdue_until(today: date, land: str) -> date:
    """The last day whose requests, if nobody has done anything, are overdue today."""
    day = today - timedelta(days=AFTER[0])
    while working_days_since(day, today, land) < AFTER[0]:
        day -= timedelta(days=1)
    return day


def end_of(day: date) -> datetime:
    """The moment at which a day is over in Berlin."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=BERLIN)


def waits() -> tuple[ColumnElement[bool], ...]:
    """What holds for the requests that nobody has done anything about since they were sent."""
    return (
        col(CompanyFile.state).in_(OPEN),
        col(CompanyFile.part) == FilePart.RESPONSIBLE.value,
        col(CompanyFile.dispatched_utc).is_not(None),
        col(CompanyFile.acted_utc).is_(None),
        col(CompanyFile.organisation_id).is_not(None),
    )


def is_waiting(file: CompanyFile) -> bool:
    """The same of one file that an organisation has."""
    return (
        file.state in OPEN
        and file.part == FilePart.RESPONSIBLE.value
        and file.dispatched_utc is not None
        and file.acted_utc is None
    )


def overdue_before(territories: Collection[str], today: date) -> datetime:
    """The moment before which the overdue requests of an organisation were sent."""
    return end_of(overdue_until(today, land_code_of_territory(tuple(territories))))


def numbers(
    session: Session, organisations: Mapping[str, Collection[str]], today: date
) -> Mapping[str, Waiting]:
    """What waits at organisations, given with their territories; in one query.

    An organisation where nothing waits is left out.
    """
    if not organisations:
        return {}
    own = col(CompanyFile.organisation_id)
    late = or_(
        *(
            and_(own == key, col(CompanyFile.dispatched_utc) < overdue_before(places, today))
            for key, places in organisations.items()
        )
    )
    query = (
        select_rows(own, func.count(), func.count(case((late, 1))))
        .where(*waits(), own.in_(organisations))
        .group_by(own)
    )
    rows = session.connection().execute(query)
    return {str(key): Waiting(requests, overdue) for key, requests, overdue in rows}
