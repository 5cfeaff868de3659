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
        "staleness": 10.0,
        "too_late": 40.0,
        "only_to_read": 15.0,
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
