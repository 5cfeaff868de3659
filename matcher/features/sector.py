"""Sector: is the offer made for this trade? Soft: it ranks, it never excludes."""

from __future__ import annotations

import numpy as np

from matcher.features import keys
from matcher.features.columns import Column, OfferColumns, Seeker
from matcher.features.feature import Feature
from matcher.reason import Reason
from offers.taxonomy.sectors import closeness, is_within

MADE_FOR_OTHERS = -1.0


def _compute(seeker: Seeker, offers: OfferColumns) -> Column:
    """Closeness of the WZ 2008 code, -1 for offers made for other sectors, 0 if nothing is said."""
    values = np.zeros(len(offers.offers))
    wz = seeker.profile.wz
    if wz is None:
        return values
    for row in offers.rows_with_sectors.tolist():
        values[row] = closeness(wz, offers.offers[row].sectors) or MADE_FOR_OTHERS
    return values


def _say(seeker: Seeker, offers: OfferColumns, row: int) -> Reason:
    """Only the sectors that fit, not all that the offer names."""
    prefixes, wz = offers.offers[row].sectors, seeker.profile.wz
    within = tuple(prefix for prefix in prefixes if is_within(wz, (prefix,)))
    if within:
        return Reason("fit.sector", {"sectors": within})
    near = max(prefixes, key=lambda prefix: closeness(wz or "", (prefix,)))
    return Reason("fit.sector_near", {"sectors": (near,)})


SECTOR = Feature("sector", _compute, _say, key=keys.sector)
