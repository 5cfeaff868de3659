"""Feature: a number an offer has for a company, and the words for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.features.columns import Column, OfferColumns, Seeker
from matcher.reason import Reason

Compute: TypeAlias = Callable[[Seeker, OfferColumns], Column]
Say: TypeAlias = Callable[[Seeker, OfferColumns, int], Reason | None]
Key: TypeAlias = Callable[[Seeker], Hashable]
Many: TypeAlias = Callable[[Sequence[Seeker], OfferColumns], Column]
Marks: TypeAlias = Callable[[Sequence[Seeker]], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class Feature:
    """`compute` gives one value an offer, -1 to 1, 0 where it says nothing; `say` its reason.

    `say` is asked for rows with a positive value only and may keep silent (None), unless the
    feature is a `caution`, whose values are never positive and whose reason is a warning.
    `key` holds all that `compute` reads of a seeker: equal keys give equal columns, so that
    companies that are alike share them; without one every company is computed by itself. `many`
    gives the columns of many seekers at once, shape (seekers, offers), where that is cheaper.
    `marks` tells of many seekers, in that shape, where a feature without other values is -1.
    """

    name: str
    compute: Compute
    say: Say
    caution: bool = False
    key: Key | None = None
    many: Many | None = None
    marks: Marks | None = None
