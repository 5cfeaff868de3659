"""What happened to a file, the newest first, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func
from sqlmodel import col, select

from models.company_file import CompanyFile, EventKind, FileEvent, FileStep
from models.person import Person
from models.session import reading
from web.use_cases.files import parts
from web.use_cases.files.desk import Desk

__all__ = ["Event", "EventKind", "Timeline", "of_file", "titles_of_steps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One deed; `by` is who did it, '' where the firm or the service did, or the account is gone.

    `values` are codes, keys and names, by kind: see `web.event_words`.
    """

    kind: EventKind
    happened_utc: datetime
    by: str
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of the events, the newest first, and how many there are."""

    events: tuple[Event, ...]
    total: int


def of_file(engine: Engine, desk: Desk, public_id: str, page: int, size: int) -> Timeline:
    """One page of the timeline, from 1; nothing for a file of somebody else."""
    with reading(engine) as session:
        file_id = parts.file_id(session, desk, public_id)
        if file_id is None:
            return Timeline((), 0)
        found = session.exec(
            select(FileEvent, Person.name)
            .join(Person, col(Person.id) == col(FileEvent.person_id), isouter=True)
            .where(FileEvent.file_id == file_id)
            .order_by(col(FileEvent.id).desc())
            .limit(size)
            .offset((page - 1) * size)
        ).all()
        count = select(func.count()).where(FileEvent.file_id == file_id)
        return Timeline(tuple(_event(*row) for row in found), session.exec(count).one())


def titles_of_steps(
    engine: Engine, desk: Desk, public_id: str, step_ids: set[str]
) -> Mapping[str, str]:
    """What the steps of the file that events name are called; those that are gone are left out."""
    if not step_ids:
        return {}
    with reading(engine) as session:
        query = (
            select(FileStep.public_id, FileStep.title)
            .join(CompanyFile, col(CompanyFile.id) == col(FileStep.file_id))
            .where(
                CompanyFile.public_id == public_id,
                CompanyFile.organisation_id == desk.organisation_id,
                col(FileStep.public_id).in_(step_ids),
            )
        )
        return dict(session.exec(query).all())


def _event(event: FileEvent, name: str | None) -> Event:
    return Event(
        kind=EventKind(event.kind),
        happened_utc=event.happened_utc,
        by=name or "",
        values=tuple(event.values),
    )
