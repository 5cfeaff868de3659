"""Figures: what was measured, in which unit, against which target."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

ItemT = TypeVar("ItemT")
MILLI = 1000.0


class WrongResultError(Exception):
    """What was measured does not compute what it should."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure: rounds over the same work, seconds under load, runs of processes.

    `on_both`: on PostgreSQL too, not on SQLite alone.
    """

    rounds: int
    seconds: float
    processes: int
    on_both: bool = True


FULL = Effort(rounds=7, seconds=15.0, processes=5)
SHORT = Effort(rounds=1, seconds=3.0, processes=1)
LEAST = Effort(rounds=1, seconds=1.0, processes=1, on_both=False)
"""Enough to see that what is measured is right."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; `target` is the most it should be, None where nothing was promised."""

    name: str
    measured: float
    unit: str
    target: float | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the target is kept; None without one."""
        return None if self.target is None else self.measured <= self.target


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that `share` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def seconds_of(work: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median_seconds(work: Callable[[], object], *, rounds: int) -> float:
    """How long a call takes, median over the rounds."""
    return statistics.median(seconds_of(work) for _ in range(rounds))


def seconds_per_item(
    work: Callable[[ItemT], object], items: Sequence[ItemT], *, rounds: int
) -> list[float]:
    """How long the call takes for each item, median over the rounds: others use the cores too."""
    rows = [[seconds_of(partial(work, item)) for item in items] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*rows, strict=True)]


def quantiles(
    name: str,
    seconds: Sequence[float],
    *,
    shares: Sequence[float] = (0.5, 0.95, 0.99),
    target: tuple[float, float] | None = None,
) -> list[Figure]:
    """p50, p95, p99 in milliseconds; `target` is (share, most milliseconds)."""
    targets = dict([target] if target else [])
    return [
        Figure(
            f"{name}, p{share * 100:.0f}",
            percentile(seconds, share) * MILLI,
            "ms",
            targets.get(share),
        )
        for share in shares
    ]
