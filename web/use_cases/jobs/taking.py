"""Turns of jobs: taken by one process at a time, one for each moment of the schedule, recorded.

What was missed is made up once, for the latest moment. A turn whose process died, or whose database
was in the way, is taken again, three times at most for one moment; one that failed otherwise waits
for the next moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.job import JobLock, JobRun, RunOutcome
from models.session import reading, transaction
from web.author import Author
from web.schedules import Every
from web.use_cases import audit
from web.use_cases.jobs import locks
from web.use_cases.jobs.locks import Hold, Work

MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The right and the duty to do a job now. `due_utc` is None for a run asked for by hand.

    `run_id` is None for work that is due within seconds: it is recorded when it did something.
    """

    job: str
    holder: str
    due_utc: datetime | None
    started_utc: datetime
    run_id: int | None

    @property
    def key(self) -> str:
        """The moment it is for, the same in every attempt: 'purge@20261122T021000.000000Z'."""
        return f"{self.job}@{self.due_utc or self.started_utc:%Y%m%dT%H%M%S.%fZ}"


@dataclass(frozen=True, slots=True)
class _Due:
    """A moment of the schedule, and its run if one was begun."""

    moment: datetime
    run: JobRun | None


def claim(engine: Engine, work: Work, *, holder: str, now: datetime) -> Turn | None:
    """The turn that is due or asked for, now this holder's; None if there is nothing to do.

    Nobody waits here: a lock that another process looks at in this instant is left to it.
    """
    if not _is_worth_a_lock(engine, work, now):
        return None
    with transaction(engine) as session:
        lock = locks.locked(session, work.name, waits=False)
        if lock is None or not _make_free(session, lock, work, now):
            return None
        lock.watched_since_utc = min(lock.watched_since_utc, now)
        session.add(lock)
        if lock.asked_utc is not None:
            return _begin_asked(session, lock, work, holder, now)
        return _begin_due(session, lock, work, holder, now)


def claim_by_hand(engine: Engine, work: Work, *, holder: str, by: Author) -> Turn | None:
    """A turn besides the schedule, at once; None while somebody else does the job."""
    locks.register(engine, (work.name,), now=by.now)
    with transaction(engine) as session:
        lock = locks.locked(session, work.name, waits=True)
        if lock is None or not _make_free(session, lock, work, by.now):
            return None
        audit.note(session, by, "job.run", f"job:{work.name}")
        return _begin_asked(session, lock, work, holder, by.now)


def _is_worth_a_lock(engine: Engine, work: Work, now: datetime) -> bool:
    """Whether there may be something to do; most looks find nothing and must cost no writer."""
    with reading(engine) as session:
        lock = session.get(JobLock, work.name)
        if lock is not None:
            return _has_work(session, lock, work, now)
    locks.register(engine, (work.name,), now=now)
    return False


def _has_work(session: Session, lock: JobLock, work: Work, now: datetime) -> bool:
    hold = locks.hold_of(lock, lock_seconds=work.lock_seconds, now=now)
    if hold is not Hold.FREE:
        return hold is not Hold.HELD
    # Known since a moment that is yet to come: the clock has been put back.
    is_known_too_late = lock.watched_since_utc > now
    return is_known_too_late or lock.asked_utc is not None or bool(_due(session, lock, work, now))


def _make_free(session: Session, lock: JobLock, work: Work, now: datetime) -> bool:
    """Whether the job can be taken; notes a doubt, and ends the turn of a dead process."""
    hold = locks.hold_of(lock, lock_seconds=work.lock_seconds, now=now)
    if hold is Hold.DOUBTFUL:
        lock.doubted_utc = now
        session.add(lock)
    if hold is Hold.LOST:
        _abandon(session, lock, now)
        locks.release(lock)
    return hold in {Hold.FREE, Hold.LOST}


def _due(session: Session, lock: JobLock, work: Work, now: datetime) -> _Due | None:
    """What is to be done for the schedule; None if its latest moment is done, or none has come."""
    moment = work.schedule.due(now, last=lock.taken_utc)
    if moment is None or moment < lock.watched_since_utc:
        return None
    query = select(JobRun).where(col(JobRun.job) == work.name, col(JobRun.due_utc) == moment)
    run = session.exec(query).one_or_none()
    is_to_do = run is None or run.outcome == RunOutcome.ABANDONED.value
    return _Due(moment, run) if is_to_do else None


def _begin_asked(session: Session, lock: JobLock, work: Work, holder: str, now: datetime) -> Turn:
    """The turn of a run by hand."""
    lock.asked_utc = None
    locks.take(lock, holder=holder, lock_seconds=work.lock_seconds, now=now)
    session.add(lock)
    run = JobRun(job=work.name, holder=holder, started_utc=now)
    return _turn(session, run)


def _begin_due(
    session: Session, lock: JobLock, work: Work, holder: str, now: datetime
) -> Turn | None:
    """The turn of the moment that is due; None if that is done."""
    due = _due(session, lock, work, now)
    if due is None:
        return None
    lock.taken_utc = due.moment
    locks.take(lock, holder=holder, lock_seconds=work.lock_seconds, now=now)
    if due.run is not None:
        _begin_again(due.run, holder, now)
    elif isinstance(work.schedule, Every):
        return Turn(job=work.name, holder=holder, due_utc=due.moment, started_utc=now, run_id=None)
    run = due.run or JobRun(job=work.name, due_utc=due.moment, holder=holder, started_utc=now)
    return _turn(session, run)


def _begin_again(run: JobRun, holder: str, now: datetime) -> None:
    run.holder = holder
    run.attempts += 1
    run.outcome = RunOutcome.RUNNING.value
    run.started_utc = now
    run.ended_utc = None


def _turn(session: Session, run: JobRun) -> Turn:
    session.add(run)
    session.flush()
    return Turn(
        job=run.job,
        holder=run.holder,
        due_utc=run.due_utc,
        started_utc=run.started_utc,
        run_id=run.id,
    )


def _abandon(session: Session, lock: JobLock, now: datetime) -> None:
    """Record that the holder died. Work that is due within seconds had no row: now it has."""
    query = select(JobRun).where(
        col(JobRun.job) == lock.job,
        col(JobRun.holder) == lock.holder,
        col(JobRun.outcome) == RunOutcome.RUNNING.value,
    )
    began = lock.taken_utc or now
    run = session.exec(query).one_or_none() or JobRun(
        job=lock.job, due_utc=lock.taken_utc, holder=lock.holder, started_utc=began
    )
    run.outcome = outcome_of(run, RunOutcome.ABANDONED).value
    run.ended_utc = now
    session.add(run)


def outcome_of(run: JobRun, outcome: RunOutcome) -> RunOutcome:
    """The same; what was abandoned for the last time has failed."""
    is_over = outcome is RunOutcome.ABANDONED and run.attempts >= MOST_ATTEMPTS
    return RunOutcome.FAILED if is_over else outcome
