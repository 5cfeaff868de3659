"""Training: from what people judged to points per feature; equal data give an equal model.

The learner is additive and monotone: a ridge regression over ramps (piecewise linear functions of
each feature) whose steps may not be negative, so that a better fit never costs and the points of
the features add up to the score. Companies are centred: only differences between offers for the
same company count. The ridge pulls towards the readable scorer instead of towards nothing, so that
few judgements change little, and a feature that no company of the data shows keeps its readable
points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LinearRegression

from matcher.features import FEATURES
from matcher.scorers import READABLE_WEIGHTS, Matrix, Table, TableScorer

Column = NDArray[np.float64]
POINTS_A_GRADE = 25.0
"""Scores are points, as those of the readable scorer; so many make one grade."""
KNOTS = 6
RIDGE = 20.0
"""How many well-judged pairs it takes to move a step halfway from the readable scorer."""
TOP_SHARE = 0.5
"""How much of a target is the gain that nDCG counts, the rest is the grade itself."""
WEIGHT_OF_A_COMPANY = 30.0
"""All pairs of a company together; who was judged on many offers counts no more than others."""
NAMES = tuple(feature.name for feature in FEATURES)
LOWEST = {feature.name: -1.0 if feature.caution else 0.0 for feature in FEATURES} | {
    "kind": -0.5,
    "sector": -1.0,
}
"""The range of a feature that the data do not show is from here to 0 or 1."""


@dataclass(frozen=True, slots=True)
class Example:
    """One company: feature values, grades and weights of the offers judged for it.

    `values` has the shape (pairs, features) in the order of the registry, the others (pairs,).
    """

    profile: str
    values: Matrix
    grades: Column
    weights: Column


def fit(examples: Sequence[Example]) -> TableScorer:
    """The scorer that these examples teach; without any, the readable one as tables."""
    useful = [example for example in examples if len(example.grades) > 1]
    knots = {name: _knots(useful, at) for at, name in enumerate(NAMES)}
    ramps = [_Ramps(name, knots[name]) for name in NAMES]
    steps = _steps(useful, ramps)
    tables = dict[str, Table]()
    for ramp in ramps:
        own, steps = steps[: ramp.count], steps[ramp.count :]
        tables[ramp.name] = ramp.table(own * POINTS_A_GRADE)
    return TableScorer(tables)


@dataclass(frozen=True, slots=True)
class _Ramps:
    """The pieces between the knots of one feature: each rises from 0 to 1 and stays there."""

    name: str
    knots: Column

    @property
    def count(self) -> int:
        return len(self.knots) - 1

    @property
    def prior(self) -> Column:
        """What each piece gives in the readable scorer, in grades."""
        return np.diff(self.knots) * READABLE_WEIGHTS.get(self.name, 0.0) / POINTS_A_GRADE

    def of(self, values: Column) -> Matrix:
        """Shape (values, pieces)."""
        parts = (values[:, np.newaxis] - self.knots[:-1]) / np.diff(self.knots)
        return np.clip(parts, 0.0, 1.0)

    def table(self, steps: Column) -> Table:
        """Points at the knots, 0 points at the value 0, which says nothing."""
        points = np.concatenate(([0.0], np.cumsum(steps)))
        points -= np.interp(0.0, self.knots, points)
        return Table(tuple(self.knots.tolist()), tuple(np.round(points, 4).tolist()))


def _knots(examples: Sequence[Example], at: int) -> Column:
    """Where the feature bends: its lowest and highest value and quantiles between."""
    lowest = LOWEST[NAMES[at]]
    ends = [lowest, 0.0 if FEATURES[at].caution else 1.0]
    shown = [example.values[:, at] for example in examples]
    values = np.unique(np.round(np.concatenate([*shown, ends]), 3))
    if len(values) <= KNOTS:
        return values
    inner = np.concatenate(shown)
    inner = inner[inner > values[0]]
    quantiles = np.quantile(inner, np.linspace(0.0, 1.0, KNOTS - 1)[:-1])
    return np.unique(np.round([values[0], *quantiles, values[-1]], 3))


def _steps(examples: Sequence[Example], ramps: Sequence[_Ramps]) -> Column:
    """The height of every piece in grades, none negative: non-negative least squares.

    The last rows are the ridge: as many pairs that say what the readable scorer says.
    """
    prior = np.concatenate([ramp.prior for ramp in ramps])
    rows, targets = [np.sqrt(RIDGE) * np.eye(len(prior))], [np.sqrt(RIDGE) * prior]
    for example in examples:
        pieces = np.hstack([ramp.of(example.values[:, at]) for at, ramp in enumerate(ramps)])
        root = np.sqrt(_shares(example.weights))
        rows.append(_centred(pieces, example.weights) * root[:, np.newaxis])
        targets.append(_centred(_target(example.grades), example.weights) * root)
    solver = LinearRegression(fit_intercept=False, positive=True)
    solver.fit(np.vstack(rows), np.concatenate(targets))
    return np.asarray(solver.coef_, dtype=np.float64)


def _target(grades: Column) -> Column:
    """Grades from 0 to 3, the high ones apart, as the gain of nDCG has it."""
    gain = (np.exp2(grades) - 1.0) * 3.0 / 7.0
    return (1.0 - TOP_SHARE) * grades + TOP_SHARE * gain


def _shares(weights: Column) -> Column:
    total = float(weights.sum())
    return weights * min(WEIGHT_OF_A_COMPANY / total, 1.0) if total else weights


def _centred(values: Matrix, weights: Column) -> Matrix:
    return np.asarray(values - np.average(values, axis=0, weights=weights))
