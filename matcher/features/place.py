"""Place: how near is the offer's territory? A town's own offer comes before the federation's."""

from __future__ import annotations

import numpy as np

from matcher.features import keys
from matcher.features.columns import Column, OfferColumns, Seeker
from matcher.features.feature import Feature
from matcher.reason import Reason
from offers.taxonomy.regions import specificity

NARROWEST = 4
NEAR = 3
"""From the Kreis or a named area on, an offer is near."""


def _compute(seeker: Seeker, offers: OfferColumns) -> Column:
    """0 for the EU and for offers without a territory, 1 for the company's own municipality."""
    site = seeker.judged.subject.site
    if not site.places:
        return np.zeros(len(offers.offers))
    levels = np.array([specificity(territory, site) for territory in offers.territories])
    return levels[offers.territory] / NARROWEST if levels.size else np.zeros(0)


def _say(seeker: Seeker, offers: OfferColumns, row: int) -> Reason | None:
    """Only the region and the town are near; 'for all of Germany' is no reason."""
    territory = offers.territories[offers.territory[row]]
    if specificity(territory, seeker.judged.subject.site) < NEAR:
        return None
    return Reason("fit.place", {"territory": offers.offers[row].territory})


PLACE = Feature("place", _compute, _say, key=keys.places)
