"""A value made from the database, shared by the threads of a process and exchanged when it ages."""

from __future__ import annotations

import ctypes
import gc
import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

HeldT = TypeVar("HeldT")
Work = Callable[[], bool]
"""Makes the newest value; says whether it is another one than before."""
Runner = Callable[[Work], object]
logger = logging.getLogger("angebotslotse")


def in_background(work: Work) -> None:
    """Do the work beside the request that asked for it; the end of the process ends it."""
    threading.Thread(target=_undisturbed, args=(work,), name="snapshot", daemon=True).start()


def _undisturbed(work: Work) -> None:
    """Do it without the collector, which would walk the millions of objects that come into being
    and stop all threads meanwhile; those of a new value are not looked at later either.
    """
    gc.disable()
    try:
        if work():
            gc.freeze()
            _give_back()
    finally:
        gc.enable()


def _give_back() -> None:
    """What the old value held goes back to the machine; glibc would keep a fifth of it or more."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:  # Other C libraries have no such call.
        trim(0)


class Renewable(Protocol):
    """What looks at the database now and then, when it is asked."""

    def current(self) -> object:
        """The newest value known."""


def watch(*held: Renewable, seconds: float) -> None:
    """Ask for the values again and again beside the requests, as long as the process lives.

    Else the first reader after a quiet night would get the catalogue of the evening, and a link in
    a mail that was sent meanwhile would lead nowhere.
    """

    def look() -> None:
        while True:
            time.sleep(seconds)
            for each in held:
                each.current()

    threading.Thread(target=look, name="watch", daemon=True).start()


class Snapshot(ABC, Generic[HeldT]):
    """Holds one immutable value; a request keeps the one that it began with.

    The database is looked at every `check_seconds` at most. Only the first value is waited for:
    later ones are made by `run`, while all requests go on with the one that is there. So a process
    that has made its first value has no thread yet and may fork. With 0 seconds every request
    looks and waits.
    """

    def __init__(
        self,
        *,
        check_seconds: float,
        monotonic: Callable[[], float] = time.monotonic,
        run: Runner = in_background,
    ) -> None:
        self._check_seconds = check_seconds
        self._monotonic = monotonic
        self._run = run
        self._lock = threading.Lock()
        self._held: HeldT | None = None
        self._due_at = float("-inf")

    def current(self) -> HeldT:
        """The newest value known; the first call makes it."""
        if self._held is None:
            return self._first()
        if self._monotonic() >= self._due_at and self._lock.acquire(blocking=False):
            self._start()
        return self._held

    def renew(self) -> None:
        """Look at the database now, and wait: what a fork brought along may be weeks old."""
        self._lock.acquire()
        self._renew()

    def _first(self) -> HeldT:
        """The first value; whoever else asks meanwhile waits for it."""
        with self._lock:
            if self._held is None:
                self._held = self._look(None)
                self._due_at = self._monotonic() + self._check_seconds
            return self._held

    @abstractmethod
    def _look(self, held: HeldT | None) -> HeldT:
        """The value by the database as it is now; `held` itself where nothing is newer."""

    def _start(self) -> None:
        """Have the database looked at; called with the lock held, which that work releases."""
        if self._check_seconds <= 0:
            self._renew()
            return
        try:
            self._run(self._renew)
        except RuntimeError:  # No thread can be started: the next request tries again.
            self._lock.release()
            logger.exception("snapshot not refreshed", extra={"snapshot": type(self).__name__})

    def _renew(self) -> bool:
        """Exchange the value for a newer one; whatever goes wrong, the one that is held stays."""
        before, began = self._held, self._monotonic()
        try:
            self._held = self._look(before)
        except Exception:
            logger.exception("snapshot not refreshed", extra={"snapshot": type(self).__name__})
        finally:
            ended = self._monotonic()
            # Making values must not fill the day of this process: as long as it took, it rests.
            rest = ended - began if self._check_seconds > 0 else 0.0
            self._due_at = ended + self._check_seconds + rest
            self._lock.release()
        return self._held is not before
