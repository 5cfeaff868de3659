"""A Dask cluster as workers: the same tasks on other machines."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from typing import Any

from matcher.batch_run.companies import Lines
from matcher.batch_run.work import Plan
from matcher.batch_run.workers import LostWorkersError, Several, Task, Workers
from offers.errors import InputError, InputErrors

PATIENCE = "20s"
"""How long to look for a scheduler."""


@contextmanager
def cluster(plan: Plan, scheduler: str) -> Iterator[Workers]:
    """The workers of a Dask scheduler, which need the same version of this package.

    A chunk whose worker dies is given to another. InputErrors where no scheduler answers,
    LostWorkersError where it is lost or a chunk kills one worker after another.
    """
    from distributed import Client
    from distributed.scheduler import KilledWorker

    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        values = {"problem": str(error) or "no answer"}
        raise InputErrors([InputError("unreadable", "", values, scheduler)]) from None
    with client:
        executor, held = client.get_executor(), client.submit(_same, plan, pure=False)

        def submit(task: Task[Any], lines: Lines) -> Future[Any]:
            found: Future[Any] = executor.submit(task, held, lines)
            return found

        try:
            yield Several(submit, lambda: max(len(client.nthreads()), 1))
        except (KilledWorker, CancelledError):
            raise LostWorkersError from None


def _same(plan: Plan) -> Plan:
    """The plan as a task of its own, so that a worker that replaces another gets it, too."""
    return plan
