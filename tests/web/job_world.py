"""Jobs for tests, and two ways to take their turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import col, select

from models.job import JobLock, JobRun
from models.session import reading
from web.author import Author
from web.jobs.registry import Job
from web.schedules import At, Schedule
from web.services import Services
from web.use_cases.jobs import results, taking
from web.use_cases.jobs.results import Result, RunOutcome
from web.use_cases.jobs.taking import Turn

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday in winter time: 10:00 in Germany."""
NIGHTLY = At(2, 30)
DONE = Result(outcome=RunOutcome.DONE, counts={"rows": 1})
NOTHING = Result(outcome=RunOutcome.DONE, counts={"rows": 0})
FAILED = Result(outcome=RunOutcome.FAILED, counts={}, error="ValueError")


def idle(held: Services, author: Author) -> Mapping[str, int]:
    """A job that does nothing."""
    return {}


def make_job(name: str = "nightly", *, schedule: Schedule = NIGHTLY, **fields: object) -> Job:
    """A job of a minute's lock that may be missing for an hour."""
    values = {"run": idle, "overdue_after": timedelta(hours=1), "lock_seconds": 60}
    return Job(name=name, schedule=schedule, **{**values, **fields})


def berlin(text: str) -> datetime:
    """A moment given with its offset, '2026-03-03T02:30+01:00', in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class World:
    """One database, one job, processes named by a word."""

    engine: Engine
    job: Job

    def claim(self, now: datetime, holder: str = "a") -> Turn | None:
        """The turn that this process gets at that moment."""
        return taking.claim(self.engine, self.job, holder=holder, now=now)

    def work(self, now: datetime, holder: str = "a", result: Result = DONE) -> Turn | None:
        """The turn it got and ended at once."""
        turn = self.claim(now, holder)
        if turn is not None:
            assert results.settle(self.engine, turn, result, now=now)
        return turn

    def take_over(self, now: datetime, holder: str = "b") -> Turn | None:
        """The turn got by looking twice, as far apart as a lock's doubt asks for."""
        return self.claim(now, holder) or self.claim(
            now + timedelta(seconds=self.job.lock_seconds / 2), holder
        )

    def runs(self) -> list[JobRun]:
        """Its runs, oldest first."""
        query = select(JobRun).where(JobRun.job == self.job.name).order_by(col(JobRun.id))
        with reading(self.engine) as session:
            found = list(session.exec(query))
            session.expunge_all()
        return found

    def lock(self) -> JobLock:
        """Its lock."""
        with reading(self.engine) as session:
            found = session.exec(select(JobLock).where(JobLock.job == self.job.name)).one()
            session.expunge_all()
        return found


def known_world(engine: Engine, *, since: datetime = START, **fields: object) -> World:
    """A world whose job is known since then."""
    world = World(engine, make_job(**fields))
    assert world.claim(since) is None
    return world
