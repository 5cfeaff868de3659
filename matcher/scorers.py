"""Scorers: from features to a score whose parts add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Matrix: TypeAlias = NDArray[np.float64]

READABLE_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "need": 55.0,
        "text": 20.0,
        "sector": 14.0,
        "place": 12.0,
        "kind": 8.0,
        "first_step": 8.0,
        "audience": 15.0,
        "open_points": 4.0,
        "doubt": 25.0,
        "staleness": 10.0,
        "too_late": 40.0,
        "only_to_read": 15.0,
        # Finer shades: too much to weigh by hand, models learn them.
        "main_need": 0.0,
        "need_words": 0.0,
        "need_prose": 0.0,
        "need_meaning": 0.0,
        "meaning": 0.0,
        "advice": 0.0,
        "money": 0.0,
        "broad": 0.0,
        "module": 0.0,
        "rounds": 0.0,
        "research": 0.0,
    }
)
"""Points for a feature at its full value; set by judgement, explained in README."""


class Scorer(Protocol):
    """Turns feature values into points; a score is the sum of an offer's points."""

    def points(self, names: tuple[str, ...], values: Matrix) -> Matrix:
        """Points per offer and feature, shape of `values` (offers, features)."""
        ...


@dataclass(frozen=True, slots=True)
class ReadableScorer:
    """Weight times value: no training, always works, anybody can check it by hand."""

    weights: Mapping[str, float] = field(default_factory=lambda: READABLE_WEIGHTS)

    def points(self, names: tuple[str, ...], values: Matrix) -> Matrix:
        """Points per offer and feature; a feature without a weight counts nothing."""
        weights = np.array([self.weights.get(name, 0.0) for name in names])
        return np.asarray(values * weights)


@dataclass(frozen=True, slots=True)
class Table:
    """Points of one feature: linear between `knots` (rising), flat beyond; never falling."""

    knots: tuple[float, ...]
    points: tuple[float, ...]

    def __post_init__(self) -> None:
        """ValueError unless both are finite, of one length, knots rising and points not falling."""
        knots, points = np.array(self.knots), np.array(self.points)
        if not (len(knots) == len(points) >= 1):
            raise ValueError("a table has as many points as knots")
        if not (np.isfinite(knots).all() and np.isfinite(points).all()):
            raise ValueError("a table holds finite numbers only")
        if (np.diff(knots) <= 0).any() or (np.diff(points) < 0).any():
            raise ValueError("knots rise and points never fall")

    def at(self, values: Matrix) -> Matrix:
        """Points for values of any shape."""
        return np.interp(values, self.knots, self.points)


@dataclass(frozen=True, slots=True)
class TableScorer:
    """A learned scorer: one table a feature, look-ups that add up; a better fit never costs."""

    tables: Mapping[str, Table]

    def points(self, names: tuple[str, ...], values: Matrix) -> Matrix:
        """Points per offer and feature; a feature without a table counts nothing."""
        points = np.zeros_like(values)
        for column, name in enumerate(names):
            if name in self.tables:
                points[:, column] = self.tables[name].at(values[:, column])
        return points
