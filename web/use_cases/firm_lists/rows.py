"""The row of a list: found by who may see it, and what pages show of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.firm_list import FirmList, ListState
from models.person import Person
from models.session import reading
from web.use_cases.files.desk import Desk

__all__ = ["ListEntry", "ListState", "entry_of", "find", "load", "newest"]
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One list: `total` firms, of which `done` have a file and `matched` their offers."""

    id: int
    public_id: str
    name: str
    state: ListState
    by: str
    created_utc: datetime
    finished_utc: datetime | None
    refused: int
    total: int
    done: int
    matched: int


def newest(engine: Engine, desk: Desk) -> Sequence[ListEntry]:
    """The lists of this desk's organisation, the newest first."""
    query = (
        select(FirmList, Person.name)
        .join(Person, col(Person.id) == col(FirmList.person_id), isouter=True)
        .where(FirmList.organisation_id == desk.organisation_id)
        .order_by(col(FirmList.id).desc())
        .limit(MOST_SHOWN)
    )
    with reading(engine) as session:
        return [entry_of(*found) for found in session.exec(query)]


def load(engine: Engine, desk: Desk, public_id: str) -> ListEntry | None:
    """One list; None if there is none, or it is another organisation's."""
    with reading(engine) as session:
        found = find(session, desk, public_id)
        if found is None:
            return None
        person = session.get(Person, found.person_id) if found.person_id else None
        return entry_of(found, person.name if person else None)


def find(session: Session, desk: Desk, public_id: str) -> FirmList | None:
    """The row of it."""
    query = select(FirmList).where(
        FirmList.public_id == public_id, FirmList.organisation_id == desk.organisation_id
    )
    return session.exec(query).one_or_none()


def entry_of(row: FirmList, by: str | None) -> ListEntry:
    """What pages show of a row."""
    assert row.id is not None
    return ListEntry(
        id=row.id,
        public_id=row.public_id,
        name=row.name,
        state=ListState(row.state),
        by=by or "",
        created_utc=row.created_utc,
        finished_utc=row.finished_utc,
        refused=row.refused,
        total=row.total,
        done=row.done,
        matched=row.matched,
    )
