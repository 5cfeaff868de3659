"""Columns of a feature for many companies at once, where that is cheaper than one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from matcher.features import Feature, OfferColumns, Seeker
from matcher.features.text import CLOSE, TEXT
from matcher.scorers import Matrix

Many: TypeAlias = Callable[[Sequence[Seeker], OfferColumns], Matrix]


def columns_for(feature: Feature, seekers: Sequence[Seeker], offers: OfferColumns) -> Matrix:
    """What the feature computes for each of these companies, shape (companies, offers)."""
    many = MANY.get(feature.name)
    if many is not None:
        return many(seekers, offers)
    return np.array([feature.compute(seeker, offers) for seeker in seekers])


def _text(seekers: Sequence[Seeker], offers: OfferColumns) -> Matrix:
    values = np.zeros((len(seekers), len(offers.offers)))
    speaking = [row for row, seeker in enumerate(seekers) if seeker.words]
    similar = offers.text.similarities([seekers[row].words for row in speaking])
    values[speaking] = np.minimum(similar / CLOSE, 1.0)
    return values


MANY: Mapping[str, Many] = MappingProxyType({TEXT.name: _text})
