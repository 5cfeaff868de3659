"""Audience: is the offer made for founders, and is this one?"""

from __future__ import annotations

import numpy as np

from matcher.eligibility.subject import Foundation
from matcher.features import keys
from matcher.features.columns import Column, OfferColumns, Seeker
from matcher.features.feature import Feature
from matcher.reason import Reason
from offers.schema import AudienceWord


def _compute(seeker: Seeker, offers: OfferColumns) -> Column:
    """1 where a founder meets an offer that names founders, else 0."""
    if seeker.judged.subject.foundation is not Foundation.AHEAD:
        return np.zeros(len(offers.offers))
    return offers.founders.astype(np.float64)


def _say(seeker: Seeker, offers: OfferColumns, row: int) -> Reason:
    return Reason("fit.audience", {"audience": (AudienceWord.FOUNDER,)})


AUDIENCE = Feature("audience", _compute, _say, key=keys.circumstances)
