"""The compiled catalogue of this process, exchanged when the database holds a newer one."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from matcher.catalogue import Catalogue, compile_catalogue
from web.use_cases import catalogue as catalogue_tables

logger = logging.getLogger("angebotslotse")


class CatalogueSnapshot:
    """Holds one immutable `Catalogue`; a request keeps the one that it began with.

    The version in the database is looked up at most every `check_seconds`. While one thread
    compiles a newer catalogue, the others go on with the one they have.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        check_seconds: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._check_seconds = check_seconds
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._held: tuple[int, Catalogue] | None = None
        self._checked_at = float("-inf")

    def current(self) -> Catalogue:
        """The newest catalogue known; the first call loads and compiles it."""
        held = self._held
        if held is not None and self._monotonic() - self._checked_at < self._check_seconds:
            return held[1]
        if held is not None and not self._lock.acquire(blocking=False):
            return held[1]
        if held is None:
            self._lock.acquire()
        try:
            return self._refreshed()
        finally:
            self._lock.release()

    @property
    def version(self) -> int | None:
        """The version in use; None before the first load."""
        return None if self._held is None else self._held[0]

    def _refreshed(self) -> Catalogue:
        """The catalogue after a look at the database; called with the lock held."""
        self._checked_at = self._monotonic()
        try:
            newest = catalogue_tables.version(self._engine)
            if self._held is None or self._held[0] != newest:
                version, offers = catalogue_tables.load(self._engine)
                self._held = (version, compile_catalogue(offers, str(version)))
        except SQLAlchemyError:
            # Offers can still be shown while the database is away.
            if self._held is None:
                raise
            logger.exception("catalogue not refreshed")
        return self._held[1]
