"""Runs are opened: the end of their window is fixed, and who belongs to them.

Each run with its parts is one transaction. The end of the window is read before the parts are
made: what is stored after that, or by a transaction that is not finished yet, belongs to the next.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Engine, and_, exists, func, insert, literal, or_
from sqlalchemy import select as select_columns
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models.digest import (
    Audience,
    DigestPart,
    DigestRun,
    DigestSubscription,
    PartState,
    RunKind,
)
from models.session import reading, transaction
from offers.store import catalogue_version
from web.clock import day_in_berlin
from web.use_cases.digests.calendar import due_runs, moment_of

logger = logging.getLogger("angebotslotse.digests")
RUNS, PARTS = "digest_runs", "digest_parts"
FIRST_WITHIN = timedelta(days=30)
"""Who confirmed longer ago has had other news since, or gets them with the next run."""
JUMP = timedelta(hours=1)
"""A moment further ahead of now is from a clock gone wrong."""
_WAITING: Mapping[str, object] = {
    "state": PartState.WAITING.value,
    "question": "",
    "more": 0,
    "attempts": 0,
    "error": "",
}


@dataclass(frozen=True, slots=True)
class _Group:
    """Subscriptions with the same wishes: when the first and the last of them was scheduled."""

    rhythm: str
    weekday: int
    has_reminders: bool
    first_utc: datetime
    last_utc: datetime

    def has(self, kind: RunKind, day: date, now: datetime) -> bool:
        """Whether any of them belongs to this run."""
        if self.first_utc >= moment_of(day) and self.last_utc <= now + JUMP:
            return False
        if kind is RunKind.REMINDERS:
            return self.has_reminders
        return (self.rhythm, self.weekday) == (kind.value, day.weekday())


@dataclass(frozen=True, slots=True)
class _Newcomer:
    """Somebody whose first list is due; `last_day` is that of the last one before, if any."""

    subscription_id: int
    confirmed_utc: datetime
    last_day: date | None

    @property
    def is_due(self) -> bool:
        """Whether they confirmed on a later day than that of the last list."""
        return self.last_day is None or self.last_day < day_in_berlin(self.confirmed_utc)


def open_due(engine: Engine, *, now: datetime) -> Mapping[str, int]:
    """Open what is due; the numbers of runs and of parts that are new. Three queries if nothing is.

    Of runs that were missed only the last of each rhythm and weekday is opened, and of reminders:
    their windows reach back. Two processes that do it at once do not disturb each other.
    """
    counts = Counter[str]({RUNS: 0, PARTS: 0})
    with reading(engine) as session:
        missing = _missing(session, now)
        newcomers = _newcomers(session, now)
    for kind, day in missing:
        with _beside_others(engine, kind, day):
            counts[PARTS] += _open(engine, kind, day, now)
            counts[RUNS] += 1
    if newcomers:
        with _beside_others(engine, RunKind.FIRST, day_in_berlin(now)):
            counts[PARTS] += _welcome(engine, newcomers, now)
    return counts


@contextmanager
def _beside_others(engine: Engine, kind: RunKind, day: date) -> Iterator[None]:
    """Go on where another process has opened the run in the same moment.

    A run that the database refuses for another reason is told in the log; the others go on.
    """
    try:
        yield
    except IntegrityError:
        query = select(DigestRun.id).where(DigestRun.kind == kind.value, DigestRun.day == day)
        with reading(engine) as session:
            is_open = session.exec(query).first() is not None
        if not is_open:
            logger.exception("run not opened", extra={"kind": kind.value, "day": day.isoformat()})


def _missing(session: Session, now: datetime) -> list[tuple[RunKind, date]]:
    """What is due and not open, if anybody belongs to it."""
    due = due_runs(now)
    first = min(day for _, day in due)
    query = select_columns(col(DigestRun.kind), col(DigestRun.day))
    rows = session.connection().execute(query.where(col(DigestRun.day) >= first))
    known = set(rows)
    missing = [(kind, day) for kind, day in due if (kind.value, day) not in known]
    groups = _groups(session) if missing else ()
    return [
        (kind, day) for kind, day in missing if any(each.has(kind, day, now) for each in groups)
    ]


def _groups(session: Session) -> Sequence[_Group]:
    row = DigestSubscription
    kinds = col(row.rhythm), col(row.weekday), col(row.has_reminders)
    scheduled = col(row.scheduled_utc)
    query = select_columns(*kinds, func.min(scheduled), func.max(scheduled))
    query = query.where(_stands(), col(row.audience) != Audience.OPERATOR.value).group_by(*kinds)
    return [_Group(*each) for each in session.connection().execute(query)]


def _open(engine: Engine, kind: RunKind, day: date, now: datetime) -> int:
    """How many parts the new run has; IntegrityError if it is there already."""
    with transaction(engine) as session:
        run = _run(session, kind, day, now)
        values = {"run_id": run.id, **_WAITING}
        members = select_columns(
            col(DigestSubscription.id), *(literal(value) for value in values.values())
        ).where(belongs(kind, day, now))
        added = insert(DigestPart).from_select(["subscription_id", *values], members)
        counted = added.execution_options(preserve_rowcount=True)  # PostgreSQL says -1 without.
        count = session.connection().execute(counted).rowcount
        run.finished_utc = None if count else now
        return count


def _run(session: Session, kind: RunKind, day: date, now: datetime) -> DigestRun:
    run = DigestRun(
        kind=kind.value, day=day, ends_at=catalogue_version(session) + 1, opened_utc=now
    )
    session.add(run)
    session.flush()
    return run


def belongs(kind: RunKind, day: date, now: datetime) -> ColumnElement[bool]:
    """Which subscriptions take part in a run that is opened now."""
    row = DigestSubscription
    scheduled = col(row.scheduled_utc)
    is_in_time = or_(scheduled < moment_of(day), scheduled > now + JUMP)
    if kind is RunKind.REMINDERS:
        is_wanted = and_(col(row.audience) == Audience.FIRM.value, col(row.has_reminders))
    else:
        is_wanted = and_(
            col(row.audience) != Audience.OPERATOR.value,
            col(row.rhythm) == kind.value,
            col(row.weekday) == day.weekday(),
        )
    return and_(_stands(), is_in_time, is_wanted)


def _stands() -> ColumnElement[bool]:
    row = DigestSubscription
    return and_(col(row.confirmed_utc).is_not(None), col(row.ended_utc).is_(None))


def _newcomers(session: Session, now: datetime) -> list[int]:
    """Firms that confirmed and have not had their list as it is; once a day at most."""
    row = DigestSubscription
    own = and_(
        col(DigestPart.subscription_id) == col(row.id),
        col(DigestPart.run_id) == col(DigestRun.id),
        col(DigestRun.kind) == RunKind.FIRST.value,
    )
    has_it = exists().where(
        own,
        or_(
            col(DigestPart.state) == PartState.WAITING.value,
            col(DigestPart.settled_utc) >= col(row.confirmed_utc),
            col(DigestPart.computed_utc) >= col(row.confirmed_utc),
        ),
    )
    last_day = select(func.max(DigestRun.day)).where(own).correlate(row).scalar_subquery()
    rows = session.exec(
        select(row.id, row.confirmed_utc, last_day).where(
            row.audience == Audience.FIRM.value,
            col(row.confirmed_utc) >= now - FIRST_WITHIN,
            col(row.ended_utc).is_(None),
            ~has_it,
        )
    )
    found = (_Newcomer(*each) for each in rows)
    return [each.subscription_id for each in found if each.is_due]


def _welcome(engine: Engine, ids: Sequence[int], now: datetime) -> int:
    """Parts in today's run of first lists, which is made or opened again."""
    today = day_in_berlin(now)
    with transaction(engine) as session:
        query = select(DigestRun).where(
            DigestRun.kind == RunKind.FIRST.value, DigestRun.day == today
        )
        run = session.exec(query.with_for_update()).one_or_none()
        run = run or _run(session, RunKind.FIRST, today, now)
        known = set(
            session.exec(
                select(DigestPart.subscription_id).where(DigestPart.run_id == run.id)
            ).all()
        )
        added = [each for each in ids if each not in known]
        rows = [{"run_id": run.id, "subscription_id": each, **_WAITING} for each in added]
        if rows:
            run.finished_utc = None
            session.connection().execute(insert(DigestPart), rows)
        return len(rows)
