"""Schedulers and senders of messages in processes that can be killed, on one clock for all."""

from __future__ import annotations

import logging
import multiprocessing
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_double
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess

from sqlalchemy import Engine

from models.session import make_engine
from tests.fixtures.outbox import make_sender
from tests.web.digest_world import compose, services_on
from tests.web.job_processes import SharedClock
from web.jobs import digests

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload([__name__, "psycopg"])
BATCH = 10
"""So few that a batch is done between two deaths."""
PAUSE = 0.02
SCHEDULER, SENDER = "scheduler", "sender"


def schedule(url: str, clock: SharedClock) -> None:
    """Turn after turn until it is killed."""
    logging.disable()
    held = services_on(make_engine(url), clock)
    while True:
        digests.deliver(held, compose, now=clock.now(), batch=BATCH)
        threading.Event().wait(PAUSE)


def send(url: str, port: int, clock: SharedClock) -> None:
    """Sends what is due until it is killed."""
    logging.disable()
    engine = make_engine(url)
    while True:
        make_sender(engine, port, clock, smtp_timeout_seconds=1).run()
        threading.Event().wait(PAUSE)


@dataclass(slots=True)
class Processes:
    """Two schedulers at once and a sender; who is killed is followed by another."""

    url: str
    port: int
    ahead: c_double
    clock: SharedClock
    alive: dict[BaseProcess, str] = field(default_factory=dict)
    killed: list[str] = field(default_factory=list)

    def start(self, kind: str) -> None:
        """One more."""
        if kind == SCHEDULER:
            process = CONTEXT.Process(target=schedule, args=(self.url, self.clock), daemon=True)
        else:
            process = CONTEXT.Process(
                target=send, args=(self.url, self.port, self.clock), daemon=True
            )
        process.start()
        self.alive[process] = kind

    def start_all(self) -> None:
        """Two schedulers and a sender."""
        for kind in (SCHEDULER, SCHEDULER, SENDER):
            self.start(kind)

    def kill_one(self, chance: random.Random) -> None:
        """SIGKILL at random; what it held is free a while later by the clock, which moves on."""
        process = chance.choice(list(self.alive))
        kind = self._kill(process)
        self.killed += [kind] if process.exitcode == -9 else []
        self.move(minutes=10)
        self.start(kind)

    def kill_all(self) -> None:
        """None is left."""
        for process in list(self.alive):
            self._kill(process)

    def move(self, *, minutes: float) -> None:
        """Put the clock forward."""
        self.ahead.value += 60 * minutes

    def _kill(self, process: BaseProcess) -> str:
        process.kill()
        process.join()
        return self.alive.pop(process)


@contextmanager
def processes(engine: Engine, port: int) -> Iterator[Processes]:
    """None yet; all are gone afterwards."""
    ahead = CONTEXT.RawValue(c_double, 0.0)
    url = engine.url.render_as_string(hide_password=False)
    made = Processes(url, port, ahead, SharedClock(ahead, time.monotonic()))
    try:
        yield made
    finally:
        made.kill_all()
