"""Kind: is it what the company looks for: advice, money, people, training?"""

from __future__ import annotations

import numpy as np

from matcher.features import keys
from matcher.features.columns import Column, OfferColumns, Seeker
from matcher.features.feature import Feature
from matcher.reason import Reason

ANOTHER_KIND = -0.5


def _compute(seeker: Seeker, offers: OfferColumns) -> Column:
    """1 for a kind that is looked for, -0.5 for another, 0 if the company looks for none."""
    preferred = seeker.profile.preferred_kinds
    if not preferred:
        return np.zeros(len(offers.offers))
    fits = np.logical_or.reduce([offers.kinds[kind] for kind in preferred])
    return np.where(fits, 1.0, ANOTHER_KIND)


def _say(seeker: Seeker, offers: OfferColumns, row: int) -> Reason:
    kinds = offers.offers[row].kinds
    return Reason(
        "fit.kind", {"kinds": tuple(k for k in kinds if k in seeker.profile.preferred_kinds)}
    )


KIND = Feature("kind", _compute, _say, key=keys.preferred_kinds)
