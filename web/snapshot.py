"""A value made from the database, shared by the threads of a process and exchanged when it ages."""

from __future__ import annotations

import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy.exc import SQLAlchemyError

HeldT = TypeVar("HeldT")
logger = logging.getLogger("angebotslotse")


class Snapshot(ABC, Generic[HeldT]):
    """Holds one immutable value; a request keeps the one that it began with.

    The database is looked at every `check_seconds` at most. While one thread makes a newer value,
    the others go on with the one they have.
    """

    def __init__(
        self, *, check_seconds: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._check_seconds = check_seconds
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._held: HeldT | None = None
        self._checked_at = float("-inf")

    def current(self) -> HeldT:
        """The newest value known; the first call makes it."""
        held = self._held
        if held is not None and self._monotonic() - self._checked_at < self._check_seconds:
            return held
        if held is not None and not self._lock.acquire(blocking=False):
            return held
        if held is None:
            self._lock.acquire()
        try:
            return self._refreshed()
        finally:
            self._lock.release()

    @abstractmethod
    def _look(self, held: HeldT | None) -> HeldT:
        """The value by the database as it is now; `held` itself where nothing is newer."""

    def _refreshed(self) -> HeldT:
        """The value after a look at the database; called with the lock held."""
        self._checked_at = self._monotonic()
        try:
            self._held = self._look(self._held)
        except SQLAlchemyError:
            # What is held can still be used while the database is away.
            if self._held is None:
                raise
            logger.exception("snapshot not refreshed", extra={"snapshot": type(self).__name__})
        return self._held
