"""Points of a catalogue's offers for company after company, worked out once per distinct key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from matcher.batch.recent import Doorkeeper, Recent
from matcher.features import FEATURES, Feature, OfferColumns, Seeker
from matcher.features.columns import Column
from matcher.features.feature import Key
from matcher.scorers import Matrix, Scorer
from matcher.variants import Rows

NOTHING: Matrix = np.zeros((1, 1))
"""The value of a feature that says nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """What some features add to the scores: the points of each, their sum, all shape (offers,)."""

    points: tuple[Column, ...]
    total: Column
    says_nothing: bool
    """Whether all points are 0, as those of most features are for most companies."""

    @property
    def nbytes(self) -> int:
        """What it weighs by itself; the total of one feature is that feature's points."""
        return sum(map(_weight, self.points)) + (_weight(self.total) if len(self.points) > 1 else 0)

    def by_itself(self) -> Part:
        """The same without the columns of other companies that were worked out with it."""
        points = tuple(column.copy() for column in self.points)
        total = points[0] if len(points) == 1 else self.total.copy()
        return Part(points, total, self.says_nothing)


@dataclass(frozen=True, slots=True)
class Points:
    """The points of every feature for one company."""

    parts: tuple[Part, ...]
    places: Sequence[Sequence[int]]
    """Where the features of each part stand in the registry."""

    def add_up(self, into: Column) -> Column:
        """The scores of all offers, shape (offers,), up to the noise of another order of adding."""
        into[:] = 0.0
        for part in self.parts:
            if not part.says_nothing:
                np.add(into, part.total, out=into)
        return into

    def exact(self, rows: Rows) -> Column:
        """The scores of the offers in these rows, to the bit as `matcher.ranking` adds them."""
        taken = np.zeros((len(rows), len(FEATURES)))
        for part, places in zip(self.parts, self.places, strict=True):
            if not part.says_nothing:
                for place, column in zip(places, part.points, strict=True):
                    taken[:, place] = column[rows]
        scores: Column = taken.sum(axis=1)
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
        return [
            Part(tuple(each[row] for each in points), totals[row], not speaking[row])
            for row in range(len(seekers))
        ]

    def _points(self, feature: Feature, seekers: Sequence[Seeker]) -> Matrix:
        """The points of a feature, shape (companies, offers); those of value 0 looked up once."""
        values = columns_for(feature, seekers, self._offers)
        flat = values.reshape(-1, 1)
        at = np.flatnonzero(flat)
        points = np.zeros(flat.shape)
        nothing = self._points_of(feature, NOTHING)
        if nothing.any():
            points += nothing
        points[at] = self._points_of(feature, flat[at])
        return points.reshape(values.shape)

    def _points_of(self, feature: Feature, values: Matrix) -> Matrix:
        return self._scorer.points((feature.name,), values)


class ManyPoints:
    """Scores of a catalogue for company after company; what they have in common is kept."""

    def __init__(self, offers: OfferColumns, scorer: Scorer, *, most_bytes: int) -> None:
        members = _grouped(FEATURES)
        known = Recent[Part](most_bytes, lambda part: part.nbytes)
        self._groups = tuple(Group(features, offers, scorer, known) for features in members)
        self._places = [[FEATURES.index(feature) for feature in group] for group in members]

    def of(self, seekers: Sequence[Seeker]) -> list[Points]:
        """The points of all offers for each of a few companies."""
        by_group = [group.parts(seekers) for group in self._groups]
        return [Points(parts, self._places) for parts in zip(*by_group, strict=True)]


def columns_for(feature: Feature, seekers: Sequence[Seeker], offers: OfferColumns) -> Matrix:
    """What the feature computes for each of these companies, shape (companies, offers)."""
    if feature.many is not None:
        return feature.many(seekers, offers)
    return np.array([feature.compute(seeker, offers) for seeker in seekers])


def _weight(column: Column) -> int:
    return column.nbytes


def _grouped(features: Sequence[Feature]) -> list[list[Feature]]:
    """Features by key, in the order of the registry; those without one stand together."""
    groups: dict[Key | None, list[Feature]] = {}
    for feature in features:
        groups.setdefault(feature.key, []).append(feature)
    return list(groups.values())
