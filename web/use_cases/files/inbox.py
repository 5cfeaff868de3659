"""The files of an organisation as its advisors look through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, case, func, or_
from sqlmodel import Session, col, select

from models.company_file import CompanyFile, FileOrigin, FilePart, FileState
from models.organisation import Organisation
from models.person import Person
from models.session import reading
from web.clock import day_in_berlin
from web.use_cases import waiting_requests
from web.use_cases.file_stages import STAGE, Stage, stage_of
from web.use_cases.files import searching
from web.use_cases.files.desk import Desk
from web.use_cases.files.searching import Alternatives
from web.use_cases.paging import PAGE_SIZE, Paged, page_within

MINE, NOBODYS = "mine", "nobody"


class Order(StrEnum):
    """URGENCY: what waits for the longest, then appointments, then what rests for the longest."""

    URGENCY = "urgency"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which files to show; an empty value is no filter.

    `owner` is MINE, NOBODYS or the public id of a colleague; `is_overdue`: only such requests.
    """

    stages: tuple[Stage, ...] = ()
    owner: str = ""
    part: FilePart | None = None
    origin: FileOrigin | None = None
    need: str = ""
    words: str = ""
    is_overdue: bool = False
    order: Order = Order.URGENCY
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFile:
    """One file of the list; `advisor` is '' where nobody looks after it."""

    public_id: str
    name: str
    town: str
    stage: Stage
    part: FilePart
    origin: FileOrigin
    advisor: str
    is_mine: bool
    needs: tuple[str, ...]
    appointment_utc: datetime | None
    dispatched_utc: datetime | None
    touched_utc: datetime
    waits: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """One page of files; `counts` are by stage with all other filters kept.

    `alike` are words that were searched for beside those typed, because too few files had these.
    """

    files: Paged[InboxFile]
    counts: Mapping[Stage, int]
    alike: tuple[str, ...]


def look(engine: Engine, desk: Desk, wanted: Wanted, *, now: datetime) -> Inbox:
    """The files that are wanted, in four queries, six for words that few files have."""
    with reading(engine) as session:
        late = _overdue_before(session, desk, day_in_berlin(now))
        words = searching.words_of(wanted.words)
        counts = _counts(session, desk, wanted, words, late)
        if words and sum(counts.values()) < searching.FEW:
            near = searching.alike(engine, session, desk.organisation_id, words, now=now)
            found = _counts(session, desk, wanted, near, late)
            if sum(found.values()) > sum(counts.values()):
                words, counts = near, found
        stages = wanted.stages or tuple(Stage)
        total = sum(counts[stage] for stage in stages)
        page, pages = page_within(wanted.page, total)
        conditions = [*_conditions(desk, wanted, words, late), *_any_of(stages)]
        ids = _ids(session, conditions, wanted.order, page)
        files = _files(session, desk, ids, late)
    return Inbox(
        files=Paged(files, total, page, pages),
        counts=counts,
        alike=tuple(each for alternatives in words for each in alternatives[1:]),
    )


def _overdue_before(session: Session, desk: Desk, today: date) -> datetime:
    places = select(Organisation.territories).where(Organisation.id == desk.organisation_id)
    return waiting_requests.overdue_before(session.exec(places).one(), today)


def _counts(
    session: Session, desk: Desk, wanted: Wanted, words: Alternatives, late: datetime
) -> Counter[Stage]:
    stage = STAGE.label("stage")
    query = (
        select(stage, func.count()).where(*_conditions(desk, wanted, words, late)).group_by(stage)
    )
    return Counter({Stage(name): count for name, count in session.exec(query)})


def _conditions(
    desk: Desk, wanted: Wanted, words: Alternatives, late: datetime
) -> list[ColumnElement[bool]]:
    """All filters but that of the stage."""
    conditions = [col(CompanyFile.organisation_id) == desk.organisation_id, *searching.holds(words)]
    if wanted.owner:
        conditions.append(_is_of(desk, wanted.owner))
    if wanted.part is not None:
        conditions.append(col(CompanyFile.part) == wanted.part.value)
    if wanted.origin is not None:
        conditions.append(col(CompanyFile.origin) == wanted.origin.value)
    if wanted.need:
        conditions.append(col(CompanyFile.needs).contains(f" {wanted.need} ", autoescape=True))
    if wanted.is_overdue:
        conditions += [*waiting_requests.waits(), col(CompanyFile.dispatched_utc) < late]
    return conditions


def _is_of(desk: Desk, owner: str) -> ColumnElement[bool]:
    advisor = col(CompanyFile.advisor_id)
    if owner == MINE:
        return advisor == desk.person_id
    if owner == NOBODYS:
        return advisor.is_(None)
    person = select(Person.id).where(
        Person.public_id == owner, Person.organisation_id == desk.organisation_id
    )
    return advisor.in_(person)


def _any_of(stages: Sequence[Stage]) -> list[ColumnElement[bool]]:
    """By state, which has an index; by stage as well where the two stages of NEW differ."""
    state_of = {Stage.UNASKED: Stage.NEW}
    states = sorted({state_of.get(stage, stage).value for stage in stages})
    conditions: list[ColumnElement[bool]] = [col(CompanyFile.state).in_(states)]
    if (Stage.NEW in stages) is not (Stage.UNASKED in stages):
        conditions.append(STAGE.in_([stage.value for stage in stages]))
    return conditions


def _ids(
    session: Session, conditions: Sequence[ColumnElement[bool]], order: Order, page: int
) -> Sequence[int]:
    query = (
        select(CompanyFile.id)
        .where(*conditions)
        .order_by(*_ORDERS[order], col(CompanyFile.id).desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return [found for found in session.exec(query) if found is not None]


_STATE: Any = col(CompanyFile.state)
_IS_REQUEST = or_(
    and_(FileState.NEW.value == _STATE, col(CompanyFile.dispatched_utc).is_not(None)),
    and_(*waiting_requests.waits()),
)
_ORDERS: Mapping[Order, tuple[ColumnElement[Any], ...]] = {
    Order.NEWEST: (col(CompanyFile.touched_utc).desc(),),
    Order.URGENCY: (
        case(
            (_IS_REQUEST, 0),
            (FileState.APPOINTMENT.value == _STATE, 1),
            (FileState.TAKEN.value == _STATE, 2),
            (FileState.ADVISED.value == _STATE, 3),
            (FileState.NEW.value == _STATE, 4),
            else_=5,
        ),
        case(
            (_IS_REQUEST, col(CompanyFile.dispatched_utc)),
            (FileState.APPOINTMENT.value == _STATE, col(CompanyFile.appointment_utc)),
            (_STATE.in_([FileState.TAKEN, FileState.ADVISED]), col(CompanyFile.touched_utc)),
        ),
        col(CompanyFile.touched_utc).desc(),
    ),
}
"""Firms of lists that nobody has looked at come behind what is at work, the closed at the end."""


def _files(
    session: Session, desk: Desk, ids: Sequence[int], late: datetime
) -> tuple[InboxFile, ...]:
    query = (
        select(CompanyFile, Person.name)
        .join(Person, col(Person.id) == col(CompanyFile.advisor_id), isouter=True)
        .where(col(CompanyFile.id).in_(ids))
    )
    found = {file.id: _file(file, name, desk, late) for file, name in session.exec(query)}
    return tuple(found[each] for each in ids)


def _file(file: CompanyFile, advisor: str | None, desk: Desk, late: datetime) -> InboxFile:
    waits, origin = waiting_requests.is_waiting(file), FileOrigin(file.origin)
    return InboxFile(
        public_id=file.public_id,
        name=file.name,
        town=file.town,
        stage=stage_of(FileState(file.state), origin, file.dispatched_utc),
        part=FilePart(file.part),
        origin=origin,
        advisor=advisor or "",
        is_mine=file.advisor_id == desk.person_id,
        needs=tuple(file.needs.split()),
        appointment_utc=file.appointment_utc,
        dispatched_utc=file.dispatched_utc,
        touched_utc=file.touched_utc,
        waits=waits,
        is_overdue=waits and file.dispatched_utc is not None and file.dispatched_utc < late,
    )
