"""How jobs stand: next due, running, overdue; and the wish that one runs now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from models.job import JobLock, JobRun
from models.session import reading, transaction
from web.author import Author
from web.use_cases import audit
from web.use_cases.jobs import locks
from web.use_cases.jobs.locks import Hold, Work
from web.use_cases.jobs.runs import Run, run_of


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """One job now. `last_run` is the newest that is recorded, `seen_utc` the last that was well."""

    name: str
    next_utc: datetime
    seen_utc: datetime | None
    last_run: Run | None
    is_running: bool
    is_asked_for: bool
    is_overdue: bool


def states(engine: Engine, works: Sequence[Work], *, now: datetime) -> tuple[JobState, ...]:
    """Every job in the order given; three queries, however many there are."""
    with reading(engine) as session:
        locks = _locks(session)
        newest = select(func.max(JobRun.id)).group_by(col(JobRun.job))
        runs = {
            row.job: run_of(row)
            for row in session.exec(select(JobRun).where(col(JobRun.id).in_(newest)))
        }
        return tuple(_state(work, locks.get(work.name), runs.get(work.name), now) for work in works)


def overdue(engine: Engine, works: Sequence[Work], *, now: datetime) -> tuple[str, ...]:
    """The names of the jobs that nobody has done well for too long."""
    with reading(engine) as session:
        locks = _locks(session)
        return tuple(work.name for work in works if _is_overdue(work, locks.get(work.name), now))


def ask(engine: Engine, work: Work, *, by: Author) -> None:
    """Let a scheduler run the job besides its schedule; asking twice is asking once."""
    locks.register(engine, (work.name,), now=by.now)
    with transaction(engine) as session:
        lock = locks.locked(session, work.name, waits=True)
        if lock is not None and lock.asked_utc is None:
            lock.asked_utc = by.now
            session.add(lock)
            audit.note(session, by, "job.ask", f"job:{work.name}")


def _locks(session: Session) -> dict[str, JobLock]:
    return {lock.job: lock for lock in session.exec(select(JobLock))}


def _state(work: Work, lock: JobLock | None, run: Run | None, now: datetime) -> JobState:
    hold = Hold.FREE
    if lock is not None:
        hold = locks.hold_of(lock, lock_seconds=work.lock_seconds, now=now)
    return JobState(
        name=work.name,
        next_utc=work.schedule.following(now),
        seen_utc=lock.seen_utc if lock else None,
        last_run=run,
        is_running=hold is Hold.HELD,
        is_asked_for=lock is not None and lock.asked_utc is not None,
        is_overdue=_is_overdue(work, lock, now),
    )


def _is_overdue(work: Work, lock: JobLock | None, now: datetime) -> bool:
    """Whether the last moment that should be done by now is not; a job unknown here is not due."""
    due = work.schedule.latest(now - work.overdue_after)
    if lock is None or due < lock.watched_since_utc:
        return False
    return lock.seen_utc is None or lock.seen_utc < due
