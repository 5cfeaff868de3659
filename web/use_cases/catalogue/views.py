"""How often the pages of offers are opened: numbers by day, of nobody in particular.

A process counts in memory and adds its counts to the database now and then. Those of a process
that is killed are lost, which is harmless: they only order work.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, func, select

from models.offer_care import OfferViews
from models.session import transaction
from web.clock import day_in_berlin

KEPT_DAYS = 730
COUNTED_DAYS = 90
"""The days that the review queue looks back."""
_AT_ONCE = 500
_ROBOT = re.compile(
    r"(?<!cu)bot\b|robot|crawl|spider|slurp|preview|monitor|archive|scrap|feed|curl|wget|python|java/"
    r"|httpx?[/-]|okhttp|go-http|axios|headless|lighthouse|check",
    re.IGNORECASE,
)
_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
Key = tuple[str, date]
logger = logging.getLogger("angebotslotse")


def is_reader(user_agent: str) -> bool:
    """Whether a browser says so; programs that call themselves something else are none."""
    return "Mozilla/" in user_agent and not _ROBOT.search(user_agent)


class ViewCounter:
    """The counts of this process that are not in the database yet."""

    def __init__(
        self,
        engine: Engine,
        *,
        most: int = 200,
        seconds: float = 60.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._most = most
        self._seconds = seconds
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._counts = Counter[Key]()
        self._flushed_at = monotonic()
        self._is_away = False

    def count(self, offer_id: str, now: datetime) -> None:
        """One opening more."""
        with self._lock:
            self._counts[offer_id, day_in_berlin(now)] += 1

    @property
    def is_due(self) -> bool:
        """Whether there is enough, or something old, to bring to the database."""
        is_enough = self._counts.total() >= self._most and not self._is_away
        waited = self._monotonic() - self._flushed_at
        return is_enough or (bool(self._counts) and waited >= self._seconds)

    def flush(self) -> None:
        """Bring the counts to the database; where it is away they wait for the next time."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
            self._flushed_at = self._monotonic()
        if not taken:
            return
        try:
            add(self._engine, taken)
            self._is_away = False
        except SQLAlchemyError:
            logger.exception("views not stored")
            with self._lock:
                self._counts.update(taken)
            # However many come: not every reader shall wait for a database that is away.
            self._is_away = True


def add(engine: Engine, counts: Mapping[Key, int]) -> None:
    """Add to what is stored. Always in the same order: workers must not wait for each other."""
    rows = [
        {"offer_id": offer_id, "day": day, "views": number}
        for (offer_id, day), number in sorted(counts.items())
    ]
    with transaction(engine) as session:
        for start in range(0, len(rows), _AT_ONCE):
            _upsert(session, rows[start : start + _AT_ONCE])


def of_last_days(session: Session, today: date, *, days: int = COUNTED_DAYS) -> Mapping[str, int]:
    """How often each offer was opened on so many days up to today; others are missing."""
    wanted = (
        select(OfferViews.offer_id, func.sum(OfferViews.views))
        .where(col(OfferViews.day) > today - timedelta(days=days))
        .group_by(col(OfferViews.offer_id))
    )
    return {offer_id: int(number) for offer_id, number in session.exec(wanted)}


def delete_past(engine: Engine, *, now: datetime) -> int:
    """Delete the counts that are older than two years; their number."""
    limit = day_in_berlin(now) - timedelta(days=KEPT_DAYS)
    with transaction(engine) as session:
        return session.exec(delete(OfferViews).where(col(OfferViews.day) <= limit)).rowcount


def _upsert(session: Session, rows: list[dict[str, object]]) -> None:
    wanted: Any = _INSERTS[session.get_bind().dialect.name](OfferViews).values(rows)
    session.connection().execute(
        wanted.on_conflict_do_update(
            index_elements=["offer_id", "day"],
            set_={"views": col(OfferViews.views) + wanted.excluded.views},
        )
    )
