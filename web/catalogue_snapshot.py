"""The compiled catalogue of this process, exchanged when the database holds a newer one."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from matcher.catalogue import Catalogue, compile_catalogue
from offers.store import Numbered
from web.snapshot import Runner, Snapshot, in_background
from web.use_cases.catalogue import loading as catalogue_tables
from web.use_cases.catalogue.shelf import Shelf, shelf_of, with_checks

logger = logging.getLogger("angebotslotse")


@dataclass(frozen=True, slots=True)
class _Held:
    """A shelf, and what the versions of its offers say: those need not be read again."""

    shelf: Shelf
    contents: Mapping[str, Numbered]


class _Shelves(Snapshot[_Held]):
    def __init__(
        self,
        engine: Engine,
        *,
        check_seconds: float,
        monotonic: Callable[[], float],
        run: Runner,
    ) -> None:
        super().__init__(check_seconds=check_seconds, monotonic=monotonic, run=run)
        self._engine = engine

    def _look(self, held: _Held | None) -> _Held:
        newest = catalogue_tables.version(self._engine)
        if held is not None and held.shelf.catalogue.version == str(newest):
            return held
        loaded = catalogue_tables.load(self._engine, held.contents if held else {})
        for offer_id in loaded.unreadable:
            logger.error("offer cannot be read", extra={"offer": offer_id})
        version = str(loaded.version)
        if held is not None and _say_the_same(held.contents, loaded.contents):
            return _Held(with_checks(held.shelf, loaded.offers, version), loaded.contents)
        return _Held(shelf_of(compile_catalogue(loaded.offers, version)), loaded.contents)


def _say_the_same(known: Mapping[str, Numbered], found: Mapping[str, Numbered]) -> bool:
    """Whether no offer has come, gone or got a new version: one was only looked over."""
    return known.keys() == found.keys() and all(found[each] is known[each] for each in known)


class CatalogueSnapshot:
    """Holds the catalogue of one version, laid out for readers."""

    def __init__(
        self,
        engine: Engine,
        *,
        check_seconds: float,
        monotonic: Callable[[], float] = time.monotonic,
        run: Runner = in_background,
    ) -> None:
        self._shelves = _Shelves(engine, check_seconds=check_seconds, monotonic=monotonic, run=run)

    def shelf(self) -> Shelf:
        """The newest catalogue known, laid out; the first call makes it."""
        return self._shelves.current().shelf

    def renew(self) -> None:
        """Look for a newer one now, and wait for it."""
        self._shelves.renew()

    def current(self) -> Catalogue:
        """The same as the matcher takes it."""
        return self.shelf().catalogue
