"""What runs of jobs did: looked at page by page, and deleted when their time is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, exists, func
from sqlmodel import col, delete, select

from models.job import JobLock, JobRun, RunOutcome
from models.session import reading, transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run. `duration` is None while it runs; a clock that was put back makes it zero."""

    job: str
    due_utc: datetime | None
    started_utc: datetime
    duration: timedelta | None
    outcome: RunOutcome
    attempts: int
    counts: Mapping[str, int]
    error: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """Some runs, newest first, and how many there are in all."""

    runs: tuple[Run, ...]
    total: int


def page(engine: Engine, *, number: int, size: int, job: str | None = None) -> RunPage:
    """The runs of one page, from 1; of one job, or of all. Past the last page there are none."""
    wanted = [] if job is None else [col(JobRun.job) == job]
    newest = select(JobRun).where(*wanted).order_by(col(JobRun.started_utc).desc())
    rows = newest.order_by(col(JobRun.id).desc()).offset((number - 1) * size).limit(size)
    with reading(engine) as session:
        total = session.exec(select(func.count()).select_from(JobRun).where(*wanted)).one()
        return RunPage(tuple(run_of(row) for row in session.exec(rows)), total)


def run_of(row: JobRun) -> Run:
    """What others may see of a row."""
    ended = row.ended_utc
    return Run(
        job=row.job,
        due_utc=row.due_utc,
        started_utc=row.started_utc,
        duration=max(ended - row.started_utc, timedelta()) if ended else None,
        outcome=RunOutcome(row.outcome),
        attempts=row.attempts,
        counts=row.counts,
        error=row.error,
    )


def delete_past(engine: Engine, *, now: datetime, days: int) -> int:
    """How many runs went that began more than `days` ago.

    The run of the moment that a job took last stays, however old: it says that this is done.
    """
    is_last = exists().where(
        col(JobLock.job) == col(JobRun.job), col(JobLock.taken_utc) == col(JobRun.due_utc)
    )
    past = delete(JobRun).where(col(JobRun.started_utc) < now - timedelta(days=days), ~is_last)
    with transaction(engine) as session:
        return session.connection().execute(past).rowcount
