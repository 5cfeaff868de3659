"""The compiled catalogue of this process, exchanged when the database holds a newer one."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import Engine

from matcher.catalogue import Catalogue, compile_catalogue
from web.snapshot import Snapshot
from web.use_cases.catalogue import loading as catalogue_tables


class CatalogueSnapshot(Snapshot[Catalogue]):
    """Holds the `Catalogue` of one version."""

    def __init__(
        self,
        engine: Engine,
        *,
        check_seconds: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(check_seconds=check_seconds, monotonic=monotonic)
        self._engine = engine

    @property
    def version(self) -> int | None:
        """The version in use; None before the first load."""
        return None if self._held is None else int(self._held.version)

    def _look(self, held: Catalogue | None) -> Catalogue:
        newest = catalogue_tables.version(self._engine)
        if held is not None and held.version == str(newest):
            return held
        version, offers = catalogue_tables.load(self._engine)
        return compile_catalogue(offers, str(version))
