"""Training: from what people judged to points per feature; equal data give an equal model.

The learner is additive and monotone: a sum over ramps (piecewise linear functions of each feature)
whose steps may not be negative, so that a better fit never costs and the points of the features
add up to the score. It learns lists, not grades: the loss is the cross entropy between the gains of
a company's offers and the softmax of their scores, so that only the order within a company counts
(ListNet: Cao, Qin, Liu, Tsai and Li, Learning to Rank: From Pairwise Approach to Listwise Approach,
2007; with the gain of nDCG: Bruch, Wang, Bendersky and Najork, An Analysis of the Softmax Cost
Function, 2019). The ridge pulls towards the readable scorer instead of towards nothing, so that few
judgements change little, and a feature that no company of the data shows keeps its readable points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from matcher.features import FEATURES
from matcher.scorers import READABLE_WEIGHTS, Matrix, Table, TableScorer

Column = NDArray[np.float64]
POINTS_A_GRADE = 25.0
"""Scores are points, as those of the readable scorer; so many make one grade."""
KNOTS = 6
RIDGE = 20.0
"""How strongly each step is held where the readable scorer has it, in judged pairs."""
WEIGHT_OF_A_COMPANY = 30.0
"""All pairs of a company together; who was judged on many offers counts no more than others."""
ROUNDS = 1_000
"""Far more than the solver takes."""
EXACT = 1e-12
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
    """The height of every piece in grades, none negative: the minimum of a convex loss."""
    prior = np.concatenate([ramp.prior for ramp in ramps])
    lists = [_List.of(example, ramps) for example in examples if (example.grades > 0).any()]

    def loss(steps: Column) -> tuple[float, Column]:
        away = steps - prior
        total, slope = RIDGE * float(away @ away) / 2, RIDGE * away
        for each in lists:
            own, own_slope = each.loss(steps)
            total, slope = total + own, slope + own_slope
        return total, slope

    found = minimize(
        loss,
        prior,
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.0, None)] * len(prior),
        options={"maxiter": ROUNDS, "ftol": EXACT},
    )
    return np.asarray(found.x, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _List:
    """One company's offers: their pieces, how much is to be had of each, and what they count."""

    pieces: Matrix
    """Shape (offers, pieces)."""
    shares: Column
    """The gain of each offer as a share of the company's, sum 1."""
    weights: Column
    importance: float

    @classmethod
    def of(cls, example: Example, ramps: Sequence[_Ramps]) -> _List:
        pieces = np.hstack([ramp.of(example.values[:, at]) for at, ramp in enumerate(ramps)])
        gains = example.weights * (np.exp2(example.grades) - 1.0)
        importance = min(float(example.weights.sum()), WEIGHT_OF_A_COMPANY)
        return cls(pieces, gains / gains.sum(), example.weights, importance)

    def loss(self, steps: Column) -> tuple[float, Column]:
        """The cross entropy and its slope; an offer that counts double stands there twice."""
        scores = self.pieces @ steps
        raised = self.weights * np.exp(scores - scores.max())
        total = float(raised.sum())
        entropy = np.log(total) + float(scores.max()) - float(self.shares @ scores)
        slope = self.pieces.T @ (raised / total - self.shares)
        return self.importance * entropy, self.importance * slope
