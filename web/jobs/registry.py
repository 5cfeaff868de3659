"""The jobs of the service: what runs at which time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from web.author import Author
from web.jobs import bounces, outbox, retention
from web.schedules import At, Every, Schedule
from web.services import Services

Run = Callable[[Services, Author], Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work with a time of its own.

    `run` does it in transactions of its own and returns counts by name. It may be done again for
    the same moment if the process dies before the end is recorded: `author.request_id` names the
    moment, the same for every attempt. A run counts as dead `lock_seconds` after its last sign of
    life (every third of that); how long the work takes does not matter. `overdue_after`: how long
    after a moment of the schedule the work may be missing before `/health` turns red.
    """

    name: str
    schedule: Schedule
    run: Run
    overdue_after: timedelta
    lock_seconds: int = 60


JOBS: tuple[Job, ...] = (
    Job(
        name="retention",
        schedule=At(3, 40),
        run=retention.run,
        overdue_after=timedelta(hours=3),
    ),
    Job(
        name="outbox",
        schedule=Every(5),
        run=outbox.run,
        overdue_after=timedelta(minutes=10),
    ),
    Job(
        name="bounces",
        schedule=Every(300),
        run=bounces.run,
        overdue_after=timedelta(hours=1),
    ),
)


def by_name(name: str, jobs: tuple[Job, ...] = JOBS) -> Job | None:
    """The job of this name; None if there is none."""
    return next((job for job in jobs if job.name == name), None)
