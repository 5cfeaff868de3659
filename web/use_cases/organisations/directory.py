"""The organisations that somebody may see, and those of them that somebody may change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from models.organisation import Organisation
from models.session import reading
from offers.text import normalise
from web.use_cases.paging import Paged, paged
from web.use_cases.reach import Reach

_COLUMNS = (
    Organisation.id,
    Organisation.name,
    Organisation.kind,
    Organisation.territories,
    Organisation.topics,
    Organisation.phone,
    Organisation.email,
    Organisation.url,
    Organisation.source_name,
    Organisation.closed_utc,
    Organisation.needs_second_factor,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationEntry:
    """One organisation as somebody sees it; no `topics` means all of them."""

    id: str
    name: str
    kind: str
    territories: tuple[str, ...]
    topics: tuple[str, ...]
    phone: str
    email: str
    url: str
    source: str
    is_closed: bool
    needs_second_factor: bool
    may_change: bool


def search(engine: Engine, reach: Reach, words: str, page: int) -> Paged[OrganisationEntry]:
    """The organisations within sight whose names hold all the words, by name, the closed last."""
    wanted = normalise(words).split()
    with reading(engine) as session:
        found = [
            each
            for each in visible(session, reach)
            if all(word in normalise(each.name) for word in wanted)
        ]
    return paged(tuple(sorted(found, key=lambda each: (each.is_closed, by_name(each)))), page)


def changeable(engine: Engine, reach: Reach) -> tuple[OrganisationEntry, ...]:
    """The open organisations that lie wholly within reach, by name."""
    with reading(engine) as session:
        found = [each for each in visible(session, reach) if each.may_change and not each.is_closed]
    return tuple(sorted(found, key=by_name))


def find(engine: Engine, reach: Reach, organisation_id: str) -> OrganisationEntry | None:
    """One organisation; None if it is unknown or out of sight."""
    with reading(engine) as session:
        query = select(*_COLUMNS).where(Organisation.id == organisation_id)  # type: ignore[call-overload]
        row = session.exec(query).one_or_none()
    entry = _entry(row, reach) if row is not None else None
    return entry if entry is not None and reach.sees(entry.territories) else None


def visible(session: Session, reach: Reach) -> Iterator[OrganisationEntry]:
    """All organisations within sight, in no order."""
    rows: Iterable[Any] = session.exec(select(*_COLUMNS))  # type: ignore[call-overload]
    return (_entry(row, reach) for row in rows if reach.sees(row.territories))


def visible_ids(session: Session, reach: Reach) -> tuple[str, ...]:
    """The ids of all organisations within sight."""
    rows = session.exec(select(Organisation.id, Organisation.territories))
    return tuple(found for found, territories in rows if reach.sees(territories))


def locked(session: Session, reach: Reach, organisation_id: str) -> Organisation | None:
    """The row of an organisation that may be changed, held until the transaction ends."""
    query = select(Organisation).where(Organisation.id == organisation_id)
    row = session.exec(query.with_for_update(key_share=True)).one_or_none()
    return row if row is not None and reach.holds(row.territories) else None


def by_name(entry: OrganisationEntry) -> tuple[str, str]:
    """The key of the usual order."""
    return normalise(entry.name), entry.id


def _entry(row: Any, reach: Reach) -> OrganisationEntry:
    closed: datetime | None = row.closed_utc
    return OrganisationEntry(
        id=row.id,
        name=row.name,
        kind=row.kind,
        territories=tuple(row.territories),
        topics=tuple(row.topics),
        phone=row.phone or "",
        email=row.email or "",
        url=row.url or "",
        source=row.source_name,
        is_closed=closed is not None,
        needs_second_factor=row.needs_second_factor,
        may_change=reach.holds(row.territories),
    )
