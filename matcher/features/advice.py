"""Advice: who asks for somebody to talk to finds advice, or money for it, first."""

from __future__ import annotations

import numpy as np

from matcher.features import keys
from matcher.features.columns import Column, OfferColumns, Seeker
from matcher.features.feature import Feature
from matcher.reason import Reason
from offers.schema import Kind


def _compute(seeker: Seeker, offers: OfferColumns) -> Column:
    """1 for an offer of advice where the company's text asks for somebody, else 0."""
    if not seeker.asks_somebody:
        return np.zeros(len(offers.offers))
    return offers.traits.advice.astype(np.float64)


def _say(seeker: Seeker, offers: OfferColumns, row: int) -> Reason | None:
    """Only where advice is what is offered; a wish that was ticked speaks for itself."""
    kinds = offers.offers[row].kinds
    if Kind.ADVICE not in kinds or Kind.ADVICE in seeker.profile.preferred_kinds:
        return None
    return Reason("fit.kind", {"kinds": (Kind.ADVICE,)})


ADVICE = Feature("advice", _compute, _say, key=keys.circumstances)
