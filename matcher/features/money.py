"""Money: sums far from what a company moves, and money for what it does not pay."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from matcher.features import keys
from matcher.features.columns import POSITION, Column, OfferColumns, Seeker
from matcher.features.feature import Feature

TOO_LITTLE = 1.5
"""As a power of ten: from a thirtieth of the turnover down the largest sum is small change."""
TOO_MUCH = 1.0
"""From a tenth of the turnover up the smallest sum is a lot."""
_LIQUIDITY = [POSITION["working_capital"], POSITION["crisis"]]


def _compute(seeker: Seeker, offers: OfferColumns) -> Column:
    """-1 for running costs where liquidity is no need; for sums -1 a power of ten out of reach."""
    wrong = np.zeros(len(offers.offers))
    if not _lacks_liquidity(seeker):
        wrong = np.maximum(wrong, offers.traits.running_costs)
    turnover = keys.turnover(seeker)
    if turnover is not None:
        little = turnover - offers.traits.most - TOO_LITTLE
        much = offers.traits.least - turnover + TOO_MUCH
        wrong = np.maximum(wrong, np.clip(np.maximum(little, much), 0.0, 1.0))
    return -wrong


def _lacks_liquidity(seeker: Seeker) -> bool:
    return any(seeker.needs.item(need) for need in _LIQUIDITY)


def _key(seeker: Seeker) -> Hashable:
    return _lacks_liquidity(seeker), keys.turnover(seeker)


def _silent(seeker: Seeker, offers: OfferColumns, row: int) -> None:
    """Sums and purposes stand on the card."""


MONEY = Feature("money", _compute, _silent, caution=True, key=_key)
