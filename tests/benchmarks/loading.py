"""Loading: what a new process needs before it can match."""

from __future__ import annotations

import os
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.figures import MILLI, Effort, Figure
from tests.benchmarks.fresh import run_fresh


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """Import of the taxonomy, import of the matcher, reading and compiling of a catalogue."""
    offers = str((shared / "benchmark/offers.jsonl").resolve())
    taxonomy = medians("taxonomy", effort=effort, environment=os.environ)
    catalogue = medians("catalogue", offers, effort=effort, environment=os.environ)
    return [
        Figure("Import of the taxonomy in a fresh process", taxonomy["taxonomy"] * MILLI, "ms"),
        Figure("Import of the matcher in a fresh process", catalogue["import"] * MILLI, "ms"),
        Figure("Reading 726 offers from JSON Lines", catalogue["read"] * MILLI, "ms"),
        Figure("Compiling a catalogue of 726 offers", catalogue["compile"] * MILLI, "ms"),
    ]


def medians(
    step: str, *arguments: str, effort: Effort, environment: Mapping[str, str]
) -> dict[str, float]:
    """The seconds of a step in fresh processes, median of each part."""
    runs: Sequence[dict[str, float]] = [
        run_fresh(step, *arguments, environment=environment) for _ in range(effort.processes)
    ]
    return {part: statistics.median(run[part] for run in runs) for part in runs[0]}
