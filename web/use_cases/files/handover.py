"""All files of one advisor are handed over to another in one action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Engine, bindparam, case, func, insert, literal, update
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from models.base import JSON_DOCUMENT
from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind, FileEvent, FileState
from models.person import Person
from models.session import reading, transaction
from web.author import Author
from web.use_cases import audit
from web.use_cases.files.colleagues import active_colleague, member
from web.use_cases.files.desk import Desk
from web.use_cases.files.rows import CLOSED


class Which(StrEnum):
    """Which files go: those that are open, or all."""

    OPEN = "open"
    ALL = "all"


class HandoverProblem(StrEnum):
    """Why none went. NO_COLLEAGUE: one of the two does not work here. FORBIDDEN: not one's own."""

    NO_COLLEAGUE = "no_colleague"
    SAME_PERSON = "same_person"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody with files, and how many of them are open."""

    public_id: str
    name: str
    open: int
    total: int


def holders(engine: Engine, desk: Desk) -> tuple[Holder, ...]:
    """Whose files one may hand over: for leads everybody's, else one's own; those who have any.

    One query.
    """
    is_open = col(CompanyFile.state).not_in(CLOSED)
    query = (
        select_rows(
            col(Person.public_id),
            col(Person.name),
            func.count().filter(is_open),
            func.count(),
        )
        .join(Person, col(Person.id) == col(CompanyFile.advisor_id))
        .where(col(CompanyFile.organisation_id) == desk.organisation_id)
        .group_by(col(Person.id))
        .order_by(col(Person.sort_name), col(Person.id))
    )
    if not desk.is_lead:
        query = query.where(col(Person.id) == desk.person_id)
    with reading(engine) as session:
        return tuple(
            Holder(public_id=public_id, name=name, open=opened, total=total)
            for public_id, name, opened, total in session.connection().execute(query)
        )


def hand_over_all(
    engine: Engine, desk: Desk, giver: str, taker: str, which: Which, *, by: Author
) -> int | HandoverProblem:
    """How many files went from one person to another, both by their public ids.

    Each gets its line in the timeline. So many statements, however many files there are.
    """
    if giver != desk.public_id and not desk.is_lead:
        return HandoverProblem.FORBIDDEN
    if giver == taker:
        return HandoverProblem.SAME_PERSON
    with transaction(engine) as session:
        gives, takes = member(session, desk, giver), active_colleague(session, desk, taker)
        if gives is None or takes is None:
            return HandoverProblem.NO_COLLEAGUE
        held = [_hold(session, _of(desk, gives, which))]
        count = _move(session, held, takes, desk, by)
        if count:
            details = [f"{which.value}_files", takes.public_id]
            audit.note(session, by, "file.handed_over", f"person:{giver}", details=details)
        return count


def _of(desk: Desk, giver: Person, which: Which) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        col(CompanyFile.organisation_id) == desk.organisation_id,
        col(CompanyFile.advisor_id) == giver.id,
    ]
    return conditions + ([col(CompanyFile.state).not_in(CLOSED)] if which is Which.OPEN else [])


def _hold(session: Session, conditions: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    """Keep other writers from answers and files, in the order in which all do: which files.

    A file that meets the conditions only meanwhile is not among them: whoever held it and then
    wanted its answers would wait in a circle.
    """
    companies = session.exec(
        select(CompanyProfile.id)
        .join(CompanyFile, col(CompanyFile.company_id) == col(CompanyProfile.id))
        .where(*conditions)
        .order_by(col(CompanyProfile.id))
        .with_for_update(of=CompanyProfile)
    ).all()
    files = select(CompanyFile.id).where(*conditions, _among(CompanyFile.company_id, companies))
    held = session.exec(files.order_by(col(CompanyFile.id)).with_for_update()).all()
    return _among(CompanyFile.id, held)


def _among(key: Any, ids: Sequence[int | None]) -> ColumnElement[bool]:
    """Written out, since databases take only so many parameters."""
    return col(key).in_(bindparam(None, ids, expanding=True, literal_execute=True, unique=True))


def _move(
    session: Session,
    conditions: list[ColumnElement[bool]],
    taker: Person,
    desk: Desk,
    by: Author,
) -> int:
    _keep_answers(session, conditions, desk, by)
    _tell(session, conditions, taker, desk, by)
    state = col(CompanyFile.state)
    moved = session.connection().execute(
        update(CompanyFile)
        .where(*conditions)
        .values(
            advisor_id=taker.id,
            state=case((state == FileState.NEW.value, FileState.TAKEN.value), else_=state),
            touched_utc=by.now,
            acted_utc=func.coalesce(CompanyFile.acted_utc, by.now),
            version=CompanyFile.version + 1,
        )
    )
    return int(moved.rowcount)


def _keep_answers(
    session: Session, conditions: list[ColumnElement[bool]], desk: Desk, by: Author
) -> None:
    until = by.now + desk.kept_for
    concerned = select_rows(col(CompanyFile.company_id)).where(*conditions)
    session.connection().execute(
        update(CompanyProfile)
        .where(col(CompanyProfile.id).in_(concerned), col(CompanyProfile.expires_utc) < until)
        .values(expires_utc=until)
    )


def _tell(
    session: Session,
    conditions: list[ColumnElement[bool]],
    taker: Person,
    desk: Desk,
    by: Author,
) -> None:
    table: Any = FileEvent.__table__  # type: ignore[attr-defined]
    lines = select_rows(
        col(CompanyFile.id),
        literal(by.now, table.c.happened_utc.type),
        literal(EventKind.HANDED_OVER.value),
        literal(desk.person_id),
        literal([taker.name], JSON_DOCUMENT),
    ).where(*conditions)
    columns = ("file_id", "happened_utc", "kind", "person_id", "details")
    session.connection().execute(insert(table).from_select(columns, lines))
