"""Imports: a synthetic federal database, by the command line, into SQLite and PostgreSQL, twice."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from offers.__main__ import main as offers
from tests.benchmarks.databases import databases
from tests.benchmarks.fdb_rows import rows, write
from tests.benchmarks.figures import FULL, Effort, Figure, WrongResultError
from tests.benchmarks.fresh import ROOT
from tests.benchmarks.usage import KIB, MEGA

ROWS = 20_000
FEWER = 400
MOST_SECONDS = 60.0
MOST_MB = 500.0
LONGEST = 900.0
_COUNTS = re.compile(r"(\d+) new, (\d+) changed, (\d+) unchanged(?:, .*)?, (\d+) refused")


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """Seconds and most memory of a first import and of the same again, on both databases."""
    number = ROWS if effort == FULL else FEWER
    figures = list[Figure]()
    with tempfile.TemporaryDirectory(prefix="benchmark") as folder:
        path = write(Path(folder) / "programme.csv", rows(number))
        for kind, database_url in databases(Path(folder), effort):
            figures.extend(_twice(kind, database_url, path, number))
    return figures


def _twice(kind: str, database_url: str, path: str, number: int) -> Iterator[Figure]:
    """The first import, then the same again: all is new, then nothing is."""
    for name, place in (("first import", 0), ("the same again", 2)):
        used, counts = _import(database_url, path)
        if counts[place] + counts[3] != number:
            raise WrongResultError(f"{counts} of {number} rows: not what a {name} gives")
        what = f"Importing {number:,} rows into {kind}, {name}"
        yield Figure(what, used["seconds"], "s", MOST_SECONDS)
        yield Figure(f"{what}: processor time", used["processor"], "s")
        yield Figure(f"{what}: most memory", used["megabytes"], "MB", MOST_MB)


def _import(database_url: str, path: str) -> tuple[dict[str, float], list[int]]:
    """What a process of its own used, and its numbers: new, changed, unchanged, refused."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.importing", database_url, path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    *told, last = done.stdout.splitlines() or [""]
    found = _COUNTS.search("\n".join(told))
    if done.returncode or found is None:
        raise RuntimeError(f"the import failed:\n{done.stderr[-2000:]}")
    return json.loads(last), [int(number) for number in found.groups()]


def main(database_url: str, path: str) -> None:
    """Import the file, then say how long it took and how much memory at most."""
    began = time.perf_counter()
    offers(["import", "--format", "fdb", "--source", "fdb", "--database", database_url, path])
    seconds = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB / MEGA
    used = {"seconds": seconds, "processor": time.process_time(), "megabytes": most}
    sys.stdout.write(json.dumps(used) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
