"""What a fresh process does, timed from within: `python -m tests.benchmarks.fresh STEP [FILE]`.

A process that has measured once has everything in its caches; only a new one tells.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 60.0
Lap = Callable[[], float]


def run_fresh(step: str, *arguments: str, environment: Mapping[str, str]) -> dict[str, float]:
    """Seconds by what they went into, measured by a new process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.fresh", step, *arguments],
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the process for {step} failed:\n{done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _lap() -> Lap:
    """A watch: each call tells the seconds since the one before."""
    before = time.perf_counter()

    def lap() -> float:
        nonlocal before
        now = time.perf_counter()
        before, passed = now, now - before
        return passed

    return lap


def taxonomy() -> dict[str, float]:
    """Import of regions, sectors, needs and facts, up to the first place resolved."""
    lap = _lap()
    from offers.taxonomy import facts, needs, sectors  # noqa: F401
    from offers.taxonomy.regions import resolve_site

    resolve_site("58452", "Witten", None)
    return {"taxonomy": lap()}


def catalogue(path: str) -> dict[str, float]:
    """Import of the matcher, reading of a file of offers, compiling them."""
    lap = _lap()
    from matcher.batch_io import read_offers
    from matcher.catalogue import compile_catalogue

    imported = lap()
    offers = read_offers(path)
    read = lap()
    compile_catalogue(offers, "fresh")
    return {"import": imported, "read": read, "compile": lap()}


def worker() -> dict[str, float]:
    """Import of the service and what it does before the first request, without gunicorn."""
    lap = _lap()
    from wsgi import app

    imported = lap()
    from web.app import prepare

    prepare(app)
    return {"import": imported, "prepare": lap(), "processor": time.process_time()}


STEPS: Mapping[str, Callable[..., dict[str, float]]] = {
    "taxonomy": taxonomy,
    "catalogue": catalogue,
    "worker": worker,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:])) + "\n")
