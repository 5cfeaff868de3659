"""Schedulers in processes of their own that can be killed, on a clock that the test puts forward.

Their jobs append a row to a table in a transaction: how often that happened for a moment is what
the tests count. The row's key is the request id of the author, the same in every attempt.
"""

from __future__ import annotations

import logging
import multiprocessing
import random
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ctypes import c_double
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from multiprocessing.process import BaseProcess

from sqlalchemy import Engine, text

from models.session import make_engine, transaction
from tests.fixtures.apps import make_settings
from tests.web.job_world import START
from web.author import Author
from web.catalogue_snapshot import CatalogueSnapshot
from web.jobs.registry import Job
from web.jobs.scheduler import Scheduler
from web.ranking_snapshot import RankingSnapshot
from web.schedules import At
from web.services import Services
from web.use_cases.catalogue.views import ViewCounter
from web.use_cases.jobs import locks

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload([__name__])
LOCK_SECONDS = 1
_PATIENCE = 60.0
_LOOK_EVERY = timedelta(milliseconds=100)
_LONGEST_WORK = 0.05


@dataclass(frozen=True, slots=True)
class SharedClock:
    """Runs as fast as the machine's, `ahead` seconds after the moment at which tests start.

    Without a lock: whoever is killed while it holds one would let all others wait for ever.
    """

    ahead: c_double
    origin: float

    def now(self) -> datetime:
        """The moment."""
        passed = time.monotonic() - self.origin + self.ahead.value
        return START + timedelta(seconds=passed)


def append(number: int, held: Services, author: Author) -> Mapping[str, int]:
    """Append the row of the moment unless it is there; somewhere in between one may be killed."""
    pause = threading.Event()
    pause.wait(random.uniform(0, _LONGEST_WORK))
    with transaction(held.engine) as session:
        known = session.execute(
            text("SELECT count(*) FROM appended WHERE key = :key"), {"key": author.request_id}
        ).scalar_one()
        pause.wait(random.uniform(0, _LONGEST_WORK))
        if not known:
            session.execute(
                text("INSERT INTO appended (job, key) VALUES (:job, :key)"),
                {"job": number, "key": author.request_id},
            )
    pause.wait(random.uniform(0, _LONGEST_WORK / 5))
    return {"rows": 1 - known}


def jobs_that_append(count: int) -> tuple[Job, ...]:
    """Jobs that are all due at the same time of every day."""
    return tuple(
        Job(
            name=f"append_{number}",
            schedule=At(2, 30),
            run=partial(append, number),
            overdue_after=timedelta(hours=1),
            lock_seconds=LOCK_SECONDS,
        )
        for number in range(count)
    )


def schedule(url: str, count: int, clock: SharedClock) -> None:
    """What a process does until it is killed."""
    logging.disable()
    engine = make_engine(url)
    held = Services(
        settings=make_settings(url),
        engine=engine,
        clock=clock,
        snapshot=CatalogueSnapshot(engine, check_seconds=5),
        ranking=RankingSnapshot(engine, check_seconds=5),
        views=ViewCounter(engine),
    )
    Scheduler(held, jobs_that_append(count), look_every=_LOOK_EVERY).run(threading.Event().wait)


@dataclass(slots=True)
class Schedulers:
    """Some processes on one database."""

    engine: Engine
    count: int
    ahead: c_double
    clock: SharedClock
    processes: list[BaseProcess] = field(default_factory=list)

    def start(self) -> None:
        """One more."""
        url = self.engine.url.render_as_string(hide_password=False)
        process = CONTEXT.Process(target=schedule, args=(url, self.count, self.clock), daemon=True)
        process.start()
        self.processes.append(process)

    def kill(self, process: BaseProcess) -> None:
        """SIGKILL: nothing in it gets a chance."""
        process.kill()
        process.join()
        self.processes.remove(process)

    def next_night(self) -> None:
        """Put the clock forward to the moment at which all jobs are due."""
        now = self.clock.now()
        due = At(2, 30).following(now)
        self.ahead.value += (due - now).total_seconds()

    def wait_for_done(self, number: int) -> None:
        """Until so many runs are recorded as done."""
        self.wait_until("SELECT count(*) FROM job_run WHERE outcome = 'done'", number)

    def wait_until(self, query: str, number: int) -> None:
        """Until the query counts so many."""
        deadline = time.monotonic() + _PATIENCE
        while self.ask(query) < number:
            assert time.monotonic() < deadline, f"never {number}: {query}: {self.ask(query)}"
            threading.Event().wait(0.02)

    def ask(self, query: str) -> int:
        """The number that a query answers."""
        with self.engine.connect() as connection:
            return int(connection.execute(text(query)).scalar_one())

    def texts(self, query: str) -> list[str]:
        """The texts that a query answers."""
        with self.engine.connect() as connection:
            return list(connection.execute(text(query)).scalars())


@contextmanager
def schedulers(engine: Engine, *, count: int) -> Iterator[Schedulers]:
    """No process yet, jobs known, the table to append to; everything is gone afterwards."""
    ahead = CONTEXT.RawValue(c_double, 0.0)
    made = Schedulers(engine, count, ahead, SharedClock(ahead, time.monotonic()))
    locks.register(engine, [job.name for job in jobs_that_append(count)], now=START)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE appended (job INTEGER, key VARCHAR(64))"))
    try:
        yield made
    finally:
        for process in list(made.processes):
            made.kill(process)
        with engine.begin() as connection:
            connection.execute(text("DROP TABLE appended"))


def no_twice(texts: list[str]) -> bool:
    """Whether none of them occurs twice."""
    return len(texts) == len(set(texts))
