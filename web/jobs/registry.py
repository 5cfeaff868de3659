"""The jobs of the service: what runs at which time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache, partial

from offers.sources import load_sources
from web.author import Author
from web.config import Settings
from web.jobs import (
    bounces,
    digests,
    firm_lists,
    firm_matches,
    imports,
    links,
    outbox,
    overlaps,
    requests,
    retention,
)
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
        name="digests",
        schedule=Every(60),
        run=digests.run,
        overdue_after=timedelta(hours=1),
    ),
    Job(
        name="firm_lists",
        schedule=Every(5),
        run=firm_lists.run,
        overdue_after=timedelta(minutes=30),
    ),
    Job(
        name="firm_matches",
        schedule=Every(60),
        run=firm_matches.run,
        overdue_after=timedelta(hours=1),
    ),
    Job(
        name="requests",
        schedule=Every(300),
        run=requests.run,
        overdue_after=timedelta(hours=1),
    ),
    Job(
        name="bounces",
        schedule=Every(300),
        run=bounces.run,
        overdue_after=timedelta(hours=1),
    ),
    Job(
        name="links",
        schedule=At(4, 20),
        run=links.run,
        overdue_after=timedelta(hours=12),
    ),
    Job(
        name="overlaps",
        schedule=At(5, 50),
        run=overlaps.run,
        overdue_after=timedelta(hours=12),
    ),
)


def jobs_of(settings: Settings) -> tuple[Job, ...]:
    """Every job of an installation: those above, and one for each source that it imports."""
    return (*JOBS, *_imports(settings.sources_file)) if settings.imports else JOBS


@lru_cache(maxsize=8)
def _imports(sources_file: str | None) -> tuple[Job, ...]:
    return tuple(
        Job(
            name=f"{imports.PREFIX}{source.name}",
            schedule=imports.schedule_of(source),
            run=partial(imports.run, source),
            overdue_after=imports.overdue_after(source),
        )
        for source in load_sources(sources_file)
    )


def by_name(name: str, jobs: tuple[Job, ...] = JOBS) -> Job | None:
    """The job of this name; None if there is none."""
    return next((job for job in jobs if job.name == name), None)
