"""A turn of a job, done: with signs of life while it lasts, and an end that can be recorded."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from web.author import Author
from web.jobs.failures import NotDoneError
from web.jobs.registry import Job
from web.services import Services
from web.use_cases.jobs import locks
from web.use_cases.jobs.results import Result, RunOutcome
from web.use_cases.jobs.taking import Turn

logger = logging.getLogger("angebotslotse.jobs")
_SIGNS_OF_LIFE = 3
"""How often a lock is renewed in the time after which it would end."""


def new_holder() -> str:
    """A name for one turn: machine and process for people, the rest so that it is the only one."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(6)}"


def do(held: Services, job: Job, turn: Turn) -> Result:
    """Run the job; it raises nothing, what goes wrong is the result and in the log."""
    with _alive(held, job, turn):
        try:
            counts = job.run(held, author_of(held, turn))
        except NotDoneError as error:
            logger.warning(
                "job not done",
                extra={"job": job.name, "reason": error.code, "problem": error.problem},
            )
            return Result(outcome=RunOutcome.FAILED, counts={}, error=error.code)
        except Exception as error:  # Whatever a job raises, the others go on.
            logger.exception("job failed", extra={"job": job.name})
            return Result(outcome=_ending(turn, error), counts={}, error=type(error).__name__)
    return Result(outcome=RunOutcome.DONE, counts=counts)


def _ending(turn: Turn, error: Exception) -> RunOutcome:
    """Work for a moment of the day is begun again if only the database was in the way.

    It was away, locked, full, or gave way to somebody else: the next night would be late.
    """
    is_for_a_while = isinstance(error, OperationalError) and turn.due_utc and turn.run_id
    return RunOutcome.ABANDONED if is_for_a_while else RunOutcome.FAILED


def author_of(held: Services, turn: Turn) -> Author:
    """The job as who does what it does; its request id names the moment it works for."""
    now = held.clock.now()
    return Author(
        actor=f"job:{turn.job}",
        now=now,
        kept_until_utc=now + timedelta(days=held.settings.audit_days),
        request_id=turn.key,
    )


@contextmanager
def _alive(held: Services, job: Job, turn: Turn) -> Iterator[None]:
    """Renew the lock from a thread of its own while the block runs."""
    is_over = threading.Event()
    thread = threading.Thread(
        target=_renew, args=(held, job, turn, is_over), name=f"alive-{job.name}", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _renew(held: Services, job: Job, turn: Turn, is_over: threading.Event) -> None:
    while not is_over.wait(job.lock_seconds / _SIGNS_OF_LIFE):
        try:
            is_ours = locks.renew(
                held.engine,
                job.name,
                holder=turn.holder,
                lock_seconds=job.lock_seconds,
                now=held.clock.now(),
            )
        except SQLAlchemyError:
            logger.warning("lock not renewed", extra={"job": job.name})
            continue
        if not is_ours:
            logger.error("lock lost", extra={"job": job.name})
            return
