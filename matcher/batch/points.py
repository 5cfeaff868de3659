"""Points of a catalogue's offers for company after company, worked out once per distinct key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.batch.recent import Doorkeeper, Recent
from matcher.features import FEATURES, Feature, OfferColumns, Seeker
from matcher.features.columns import Column
from matcher.features.feature import Key
from matcher.scorers import Matrix, Scorer
from matcher.variants import Rows

Places: TypeAlias = slice | NDArray[np.intp]
NOTHING: Column = np.zeros(1)
"""The value of a feature that says nothing."""
MARK: Column = np.full(1, -1.0)
"""The value of a feature with marks for an offer that has one."""


@dataclass(frozen=True, slots=True)
class Part:
    """What some features add to the scores: the points of each, and their sum, shape (offers,)."""

    points: Matrix
    """Shape (features, offers)."""
    total: Column
    says_nothing: bool
    """Whether all points are 0, as those of most features are for most companies."""

    @property
    def nbytes(self) -> int:
        """What it weighs by itself; the total of one feature is that feature's points."""
        return self.points.nbytes + (self.total.nbytes if len(self.points) > 1 else 0)

    def by_itself(self) -> Part:
        """The same without the columns of other companies that were worked out with it."""
        points = self.points.copy()
        total = points[0] if len(points) == 1 else self.total.copy()
        return Part(points, total, self.says_nothing)


@dataclass(frozen=True, slots=True)
class Points:
    """The points of every feature for one company."""

    parts: tuple[Part, ...]
    places: Sequence[Places]
    """Where the features of each part stand in the registry."""

    def add_up(self, into: Column) -> Column:
        """What `into` holds and the scores of all offers, up to the noise of another order."""
        for part in self.parts:
            if not part.says_nothing:
                np.add(into, part.total, out=into)
        return into

    def exact(self, rows: Rows) -> Column:
        """The scores of the offers in these rows, to the bit as `matcher.ranking` adds them."""
        taken = np.zeros((len(FEATURES), len(rows)))
        for part, places in zip(self.parts, self.places, strict=True):
            if not part.says_nothing:
                taken[places] = part.points.take(rows, axis=1)
        # Numpy adds a row of memory in another order than a column of it.
        scores: Column = taken.T.copy().sum(axis=1)
        return scores


class Group:
    """Features that read the same of a company; without a key nothing is kept."""

    def __init__(
        self, features: Sequence[Feature], offers: OfferColumns, scorer: Scorer, known: Recent[Part]
    ) -> None:
        self._regulars = Doorkeeper()
        self._features = tuple(features)
        self._offers = offers
        self._scorer = scorer
        self._key = features[0].key
        self._known = known

    def parts(self, seekers: Sequence[Seeker]) -> list[Part]:
        """What these features add for each company."""
        if self._key is None:
            return self._made(seekers)
        keys = [(self._key, self._key(seeker)) for seeker in seekers]
        parts = {key: part for key in set(keys) if (part := self._known.get(key)) is not None}
        missing = {key: one for key, one in zip(keys, seekers, strict=True) if key not in parts}
        for key, part in zip(missing, self._made(tuple(missing.values())), strict=True):
            parts[key] = part
            if self._regulars.has_seen(key):
                self._known.keep(key, part.by_itself())
        return [parts[key] for key in keys]

    def _made(self, seekers: Sequence[Seeker]) -> list[Part]:
        if not seekers:
            return []
        points = [self._points(feature, seekers) for feature in self._features]
        totals = reduce(np.add, points)
        speaking = np.logical_or.reduce([each.any(axis=1) for each in points]).tolist()
        together = np.stack(points, axis=1) if len(points) > 1 else totals[:, np.newaxis]
        return [Part(together[row], totals[row], not speaking[row]) for row in range(len(seekers))]

    def _points(self, feature: Feature, seekers: Sequence[Seeker]) -> Matrix:
        """The points of a feature, shape (companies, offers); those of value 0 looked up once."""
        nothing = self._points_of(feature, NOTHING).item()
        if feature.marks is not None:
            return _marked(feature.marks(seekers), self._points_of(feature, MARK).item(), nothing)
        values = columns_for(feature, seekers, self._offers)
        telling = values != 0.0
        points = np.full(values.shape, nothing)
        points[telling] = self._points_of(feature, values[telling])
        return points

    def _points_of(self, feature: Feature, values: Column) -> Column:
        return self._scorer.points((feature.name,), values[:, np.newaxis])[:, 0]


class ManyPoints:
    """Scores of a catalogue for company after company; what they have in common is kept."""

    def __init__(self, offers: OfferColumns, scorer: Scorer, *, most_bytes: int) -> None:
        members = _grouped(FEATURES)
        known = Recent[Part](most_bytes, lambda part: part.nbytes)
        self._groups = tuple(Group(features, offers, scorer, known) for features in members)
        self._places = [_places([FEATURES.index(each) for each in group]) for group in members]

    def of(self, seekers: Sequence[Seeker]) -> list[Points]:
        """The points of all offers for each of a few companies."""
        by_group = [group.parts(seekers) for group in self._groups]
        return [Points(parts, self._places) for parts in zip(*by_group, strict=True)]


def columns_for(feature: Feature, seekers: Sequence[Seeker], offers: OfferColumns) -> Matrix:
    """What the feature computes for each of these companies, shape (companies, offers)."""
    if feature.many is not None:
        return feature.many(seekers, offers)
    return np.array([feature.compute(seeker, offers) for seeker in seekers])


def _places(positions: Sequence[int]) -> Places:
    """A slice where they stand side by side: numpy takes it far more quickly."""
    first, last = positions[0], positions[-1]
    side_by_side = len(positions) == last - first + 1
    return slice(first, last + 1) if side_by_side else np.array(positions)


def _marked(marks: NDArray[np.bool_], marked: float, others: float) -> Matrix:
    """The points of marked offers and of others; a product is six times as quick as a choice."""
    return np.asarray(np.where(marks, marked, others) if others else marks * marked)


def _grouped(features: Sequence[Feature]) -> list[list[Feature]]:
    """Features by key, in the order of the registry; those without one stand together."""
    groups: dict[Key | None, list[Feature]] = {}
    for feature in features:
        groups.setdefault(feature.key, []).append(feature)
    return list(groups.values())
