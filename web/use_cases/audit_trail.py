"""The audit trail as administrators read it: what was done by and to those within their reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, String, cast, func, literal, or_
from sqlmodel import Session, col, select

from models.audit import AuditEntry
from models.organisation import Organisation
from models.person import Person
from models.session import reading
from web.use_cases.reach import Reach

PAGE_SIZE = 50
RECENT = 2_000
"""How many entries are looked at before all: SQLite would read and sort all of a territory."""
PERSON, ORGANISATION = "person:", "organisation:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads. `whole` is the territory of the service: who holds it sees every entry."""

    reach: Reach
    organisation_id: str
    whole: Sequence[str]

    @property
    def sees_all(self) -> bool:
        """Whether jobs, commands and firms are within sight, too."""
        return self.reach.holds_service(self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries: '' and None stand for all. `before` is the id that a page ends above."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    since_utc: datetime | None = None
    until_utc: datetime | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One deed."""

    id: int
    done_utc: datetime
    actor: str
    action: str
    subject: str
    details: tuple[str, ...]
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """One page of entries, newest first; `before` leads to the next page, None on the last.

    `names` holds the names of people and organisations within reach, by 'kind:id'; only those can
    be asked for, unless everything is within sight.
    """

    entries: tuple[Entry, ...]
    names: Mapping[str, str]
    sees_all: bool
    before: int | None


def read(engine: Engine, reader: Reader, wanted: Wanted) -> Trail | None:
    """The entries; None if an actor or subject is named that lies outside the reach.

    At most seven queries, however many entries there are.
    """
    with reading(engine) as session:
        within = None if reader.sees_all else _organisations(session, reader)
        if within is not None and not _are_within(session, within, wanted):
            return None
        rows = _rows(session, wanted, within)
        shown = rows[:PAGE_SIZE]
        return Trail(
            entries=tuple(_entry(row) for row in shown),
            names=_names(session, shown, wanted, within),
            sees_all=within is None,
            before=shown[-1].id if len(rows) > PAGE_SIZE else None,
        )


def _organisations(session: Session, reader: Reader) -> frozenset[str]:
    """The organisations that lie wholly within reach, and the reader's own."""
    rows = session.exec(select(Organisation.id, Organisation.territories))
    held = (found for found, territories in rows if reader.reach.holds(territories))
    return frozenset({reader.organisation_id, *held})


def _are_within(session: Session, within: frozenset[str], wanted: Wanted) -> bool:
    named = {name for name in (wanted.actor, wanted.subject) if name}
    people = {name for name in named if name.startswith(PERSON)}
    organisations = named - people
    if not organisations <= {ORGANISATION + each for each in within}:
        return False
    return people <= _people_named(session, people, within).keys()


def _rows(session: Session, wanted: Wanted, within: frozenset[str] | None) -> Sequence[AuditEntry]:
    """The entries of a page and one more: from the last thousands if they are there."""
    query = _query(wanted)
    if within is not None:
        query = query.where(_is_within(within))
        recent: Sequence[AuditEntry] = session.exec(query.where(_is_recent(session, wanted))).all()
        if len(recent) > PAGE_SIZE:
            return recent
    found: Sequence[AuditEntry] = session.exec(query).all()
    return found


def _is_recent(session: Session, wanted: Wanted) -> Any:
    """A number and no subquery: SQLite uses that within the parts of an OR."""
    newest = wanted.before or session.exec(select(func.max(AuditEntry.id))).one() or 0
    return col(AuditEntry.id) > newest - RECENT


def _query(wanted: Wanted) -> Any:
    query = select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(PAGE_SIZE + 1)
    exact = {"actor": wanted.actor, "action": wanted.action, "subject": wanted.subject}
    for name, value in exact.items():
        if value:
            query = query.where(getattr(AuditEntry, name) == value)
    if wanted.since_utc is not None:
        query = query.where(col(AuditEntry.done_utc) >= wanted.since_utc)
    if wanted.until_utc is not None:
        query = query.where(col(AuditEntry.done_utc) < wanted.until_utc)
    if wanted.before is not None:
        query = query.where(col(AuditEntry.id) < wanted.before)
    return query


def _is_within(within: frozenset[str]) -> Any:
    """Done by or to somebody of these organisations, or to one of them."""
    people = select(literal(PERSON) + cast(col(Person.public_id), String)).where(
        col(Person.organisation_id).in_(within)
    )
    return or_(
        col(AuditEntry.actor).in_(people),
        col(AuditEntry.subject).in_(people),
        col(AuditEntry.subject).in_([ORGANISATION + each for each in within]),
    )


def _names(
    session: Session,
    rows: Iterable[AuditEntry],
    wanted: Wanted,
    within: frozenset[str] | None,
) -> Mapping[str, str]:
    named = {name for row in rows for name in (row.actor, row.subject)}
    named |= {wanted.actor, wanted.subject}
    people = _people_named(session, named, within)
    ids = [name.removeprefix(ORGANISATION) for name in named if name.startswith(ORGANISATION)]
    query = select(Organisation.id, Organisation.name).where(col(Organisation.id).in_(ids))
    known = {
        ORGANISATION + found: name
        for found, name in session.exec(query)
        if within is None or found in within
    }
    return people | known


def _people_named(
    session: Session, named: Iterable[str], within: frozenset[str] | None
) -> dict[str, str]:
    ids = [name.removeprefix(PERSON) for name in named if name.startswith(PERSON)]
    query = select(Person.public_id, Person.name).where(col(Person.public_id).in_(ids))
    if within is not None:
        query = query.where(col(Person.organisation_id).in_(within))
    return {PERSON + found: name for found, name in session.exec(query)}


def _entry(row: AuditEntry) -> Entry:
    assert row.id is not None
    return Entry(
        id=row.id,
        done_utc=row.done_utc,
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        details=tuple(row.details),
        request_id=row.request_id,
    )
