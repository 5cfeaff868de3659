"""First step: who cannot say yet what it needs is best served by somebody to talk to."""

from __future__ import annotations

import numpy as np

from matcher.features import keys
from matcher.features.columns import Column, OfferColumns, Seeker
from matcher.features.feature import Feature
from matcher.reason import Reason


def _compute(seeker: Seeker, offers: OfferColumns) -> Column:
    """1 for advice to begin with where neither ticks nor words tell a need, else 0."""
    if seeker.needs.any():
        return np.zeros(len(offers.offers))
    return offers.first_steps.astype(np.float64)


def _say(seeker: Seeker, offers: OfferColumns, row: int) -> Reason:
    return Reason("fit.first_step")


FIRST_STEP = Feature("first_step", _compute, _say, key=keys.circumstances)
