"""Need: does the offer serve what the company needs?"""

from __future__ import annotations

import numpy as np

from matcher.features.columns import Column, OfferColumns, Seeker
from matcher.features.feature import Feature
from matcher.reason import Reason
from offers.taxonomy.needs import NEED_KEYS

SECOND_SHARE = 0.2
"""What further fitting needs add to the best one."""


def _compute(seeker: Seeker, offers: OfferColumns) -> Column:
    """The best product of how much it matters and how central it is, and a share of the rest."""
    products = offers.needs * seeker.needs
    best = products.max(axis=1)
    rest = np.minimum(products.sum(axis=1) - best, 1.0)
    return np.asarray((1 - SECOND_SHARE) * best + SECOND_SHARE * rest)


def _say(seeker: Seeker, offers: OfferColumns, row: int) -> Reason:
    products = offers.needs[row] * seeker.needs
    order = np.argsort(-products, kind="stable")[: np.count_nonzero(products)].tolist()
    keys = [NEED_KEYS[i] for i in order]
    stated = tuple(key for key in keys if key in seeker.stated)[:2]
    if stated:
        return Reason("fit.need", {"needs": stated})
    return Reason("fit.need_guessed", {"needs": tuple(keys[:2])})


NEED = Feature("need", _compute, _say)
