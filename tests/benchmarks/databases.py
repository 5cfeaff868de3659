"""The databases that a benchmark measures on, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Effort
from tests.fixtures.postgresql import QUICK, cluster, find_binaries


def databases(folder: Path, effort: Effort, *, settings: str = QUICK) -> Iterator[tuple[str, str]]:
    """Kind and address of an empty database of each kind.

    PostgreSQL only where it is installed, and not where least is to be done; `settings` are those
    of its server.
    """
    yield "SQLite", f"sqlite:///{folder / 'measured.sqlite3'}"
    if effort.on_both and find_binaries() is not None:
        with cluster(settings=settings) as url:
            yield "PostgreSQL", url
