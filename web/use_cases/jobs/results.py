"""How turns of jobs end: recorded, or handed back to those who live on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.job import JobRun, RunOutcome
from models.session import transaction
from web.use_cases.jobs import locks, taking
from web.use_cases.jobs.taking import Turn

__all__ = ["Result", "RunOutcome", "hand_back", "settle"]
_DYING = timedelta(seconds=5)
"""How long a process may take to end after it has handed its turn back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a turn ended. `error` is the class of an exception, or a code of `offers.errors`."""

    outcome: RunOutcome
    counts: Mapping[str, int]
    error: str = ""

    @property
    def is_worth_a_row(self) -> bool:
        """Whether anything happened."""
        return self.outcome is not RunOutcome.DONE or any(self.counts.values())


def settle(engine: Engine, turn: Turn, result: Result, *, now: datetime) -> bool:
    """Record how a turn ended and free the job; False if the turn was taken away meanwhile."""
    with transaction(engine) as session:
        lock = locks.locked(session, turn.job, waits=True)
        if lock is None or lock.holder != turn.holder:
            return False
        _record(session, turn, result, now)
        if result.outcome is RunOutcome.DONE:
            lock.seen_utc = turn.started_utc
        locks.release(lock)
        session.add(lock)
        return True


def hand_back(engine: Engine, turn: Turn, *, lock_seconds: int, now: datetime) -> None:
    """Let others have the turn of a process that ends now; it counts as not attempted."""
    with transaction(engine) as session:
        lock = locks.locked(session, turn.job, waits=True)
        if lock is None or lock.holder != turn.holder:
            return
        # From now on the dying process has no say: it finds another name in the lock.
        lock.holder = f"{turn.holder}:ended"
        run = session.get(JobRun, turn.run_id) if turn.run_id else None
        if run is not None:
            run.attempts -= 1
            run.holder = lock.holder
            session.add(run)
        if turn.due_utc is None:
            lock.asked_utc = turn.started_utc
        # What still works in the dying process must not meet its successor.
        lock.until_utc = now + _DYING
        lock.doubted_utc = now - timedelta(seconds=lock_seconds)
        session.add(lock)


def _record(session: Session, turn: Turn, result: Result, now: datetime) -> None:
    run = session.get(JobRun, turn.run_id) if turn.run_id else _row_for(session, turn, result)
    if run is None:
        return
    run.outcome = taking.outcome_of(run, result.outcome).value
    run.counts = dict(result.counts)
    run.error = result.error
    run.ended_utc = now
    session.add(run)


def _row_for(session: Session, turn: Turn, result: Result) -> JobRun | None:
    """The row of a turn that had none: a new one, or that of the same failure just before."""
    if not result.is_worth_a_row:
        return None
    last = session.exec(
        select(JobRun).where(col(JobRun.job) == turn.job).order_by(col(JobRun.id).desc()).limit(1)
    ).one_or_none()
    is_failure = result.outcome is RunOutcome.FAILED
    if last and is_failure and (last.outcome, last.error) == (result.outcome.value, result.error):
        last.attempts += 1
        last.holder = turn.holder
        return last
    return JobRun(
        job=turn.job, due_utc=turn.due_utc, holder=turn.holder, started_utc=turn.started_utc
    )
