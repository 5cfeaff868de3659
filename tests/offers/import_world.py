"""Imports for tests: files and a server with rows that are easily changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, text

from models.session import reading
from offers import store
from offers.fetching import Timing
from offers.intake import Order, Taken, order_of, take_in
from offers.sources import Source
from offers.store import Run

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
FILE = "jsonl"
NO_PAUSE = Timing(pause=lambda seconds: None)


def row(offer_id: str, title: str = "Beratung", **more: object) -> str:
    """One good row."""
    return json.dumps({"id": offer_id, "title": title, "provider": "Stadt", **more})


def rows(*numbers: int, title: str = "Beratung") -> bytes:
    """A file with an offer for each number."""
    return "".join(row(f"o{number}", title) + "\n" for number in numbers).encode()


def write(folder: Path, *lines: str) -> str:
    """The path of a file with these lines."""
    path = folder / "offers.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def file_order(path: str, **changes: object) -> Order:
    """The order for a file of ours."""
    order = order_of(None, location=path, format=FILE)
    return Order(**{**{name: getattr(order, name) for name in Order.__slots__}, **changes})


def source(url: str, **changes: object) -> Source:
    """A complete source on this machine."""
    fields = {
        "name": "nachbar",
        "title": "Nachbarstadt",
        "format": "jsonl",
        "url": url,
        "complete": True,
        "private": True,
        **changes,
    }
    return Source.model_validate(fields)


def take(engine: Engine, order: Order, *, now: datetime = NOW) -> Taken:
    """Carry an order out, without pauses between attempts."""
    return take_in(engine, order, by="test", clock=lambda: now, timing=NO_PAUSE)


def runs(engine: Engine) -> Sequence[Run]:
    """All runs, newest first."""
    with reading(engine) as session:
        return store.last_runs(session, limit=100)


def waiting(engine: Engine) -> list[tuple[int, str, str]]:
    """Line, key and raw text of the rows in quarantine."""
    with reading(engine) as session:
        found = store.refused_rows(session, limit=100)
    return [(kept.line, kept.key, kept.raw) for kept in found]


def titles(engine: Engine) -> dict[str, str]:
    """What stands now, by id."""
    with reading(engine) as session:
        return {offer.id: offer.title for offer in store.load_snapshot(session)[1]}


TABLES = ("offer", "offer_version", "import_run", "quarantined_row", "fetched_source")


def state(engine: Engine) -> tuple[int, ...]:
    """How many rows each table of imports has, and the version of the catalogue."""
    with engine.connect() as connection:
        counted = [
            int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())
            for table in TABLES
        ]
        version = connection.execute(text("SELECT sum(version) FROM catalogue_state")).scalar_one()
    return (*counted, int(version or 0))
