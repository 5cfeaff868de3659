"""Who works on chunks: this process, or several behind an executor."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import connection
from typing import Any, Protocol, TypeAlias, TypeVar

from matcher.batch_run.companies import Chunk, Companies, Lines
from matcher.batch_run.work import Plan, prepare

ResultT = TypeVar("ResultT")
Task: TypeAlias = Callable[[Plan, Lines], ResultT]
COLLECTED_AFTER = 100_000
"""New objects after which a worker looks for unreachable cycles."""
AHEAD = 2
"""Chunks a worker has: one in work, one waiting."""


class LostWorkersError(Exception):
    """Workers died and took their chunk with them; what is finished is kept."""


class Workers(Protocol):
    """Does one thing with every chunk."""

    def each(
        self, task: Task[ResultT], companies: Companies, chunks: Iterable[Chunk]
    ) -> Iterator[tuple[Chunk, ResultT]]:
        """Each chunk with its result, in any order; few of them are in memory at once."""
        ...


class ThisProcess:
    """One chunk after another."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def each(
        self, task: Task[ResultT], companies: Companies, chunks: Iterable[Chunk]
    ) -> Iterator[tuple[Chunk, ResultT]]:
        """Each chunk with its result, in their order."""
        for chunk in chunks:
            yield chunk, task(self._plan, companies.read(chunk))


class Several:
    """Workers behind an executor: `submit(task, lines)`; `capacity` says how many there are now."""

    def __init__(self, submit: Callable[..., Future[Any]], capacity: Callable[[], int]) -> None:
        self._submit = submit
        self._capacity = capacity

    def each(
        self, task: Task[ResultT], companies: Companies, chunks: Iterable[Chunk]
    ) -> Iterator[tuple[Chunk, ResultT]]:
        """Each chunk with its result as it comes; no more are sent than workers can hold."""
        waiting: dict[Future[ResultT], Chunk] = {}
        left = iter(chunks)
        while True:
            for chunk in islice(left, max(AHEAD * self._capacity() - len(waiting), 0)):
                waiting[self._submit(task, companies.read(chunk))] = chunk
            if not waiting:
                return
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield waiting.pop(future), future.result()


@contextmanager
def processes(plan: Plan, count: int) -> Iterator[Workers]:
    """So many processes of this machine, for one this process itself; they end when it does.

    LostWorkersError where one of them is killed.
    """
    prepare(plan)
    if count == 1:
        yield ThisProcess(plan)
        return
    # Forked, so that they share the compiled catalogue.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(count, context, _begin, (plan,)) as pool:
        try:
            yield Several(lambda *work: pool.submit(_with_plan, *work), lambda: count)
        except BrokenProcessPool:
            raise LostWorkersError from None
        finally:
            pool.shutdown(cancel_futures=True)


_PLANS: list[Plan] = []
"""The plan of a worker, which a fork hands over as it is."""


def _with_plan(task: Task[ResultT], lines: Lines) -> ResultT:
    return task(_PLANS[-1], lines)


def _begin(plan: Plan) -> None:
    """Take the plan; a worker whose parent is killed would wait for work for ever, so it ends."""
    _PLANS.append(plan)
    # What is there stays there: the collector need not walk the catalogue again and again, nor
    # what is kept of companies, of which hardly anything ever is in a cycle.
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent.sentinel,), daemon=True).start()


def _outlive(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
