"""How much a judgement counts: recent and verified ones more, and nobody's so much that it drags.

A judgement without a judge is an agreed reference; caps are for people and for providers of offers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.judgments import Judgment

Weights = NDArray[np.float64]
VERIFIED = 2.0
"""A judgement that the outcome bore out counts double."""
HALF_LIFE_DAYS = 3 * 365.25
"""Offers and practice change: after three years a judgement counts half."""
MOST_OF_ONE = 0.2
"""What one judge, or all judges' praise of one provider, may at most be of all that counts."""
PRAISE = 2.0
"""Grades from here on speak for a provider."""


def weights(judgments: Sequence[Judgment], *, today: date, providers: Mapping[str, str]) -> Weights:
    """One weight a judgement, in their order; `providers` names the provider of every offer id.

    First age and outcome, then the cap for judges, then that for providers.
    """
    plain = np.array([_plain(judgment, today) for judgment in judgments], dtype=np.float64)
    by_judge = _capped(plain, judgments, lambda judgment: judgment.judge)
    return _capped(by_judge, judgments, lambda judgment: _praised(judgment, providers))


def _plain(judgment: Judgment, today: date) -> float:
    weight = VERIFIED if judgment.verified else 1.0
    if judgment.judged_on is None:
        return weight
    days = max((today - judgment.judged_on.last).days, 0)
    return float(weight * 0.5 ** (days / HALF_LIFE_DAYS))


def _praised(judgment: Judgment, providers: Mapping[str, str]) -> str:
    if not judgment.judge or judgment.grade < PRAISE:
        return ""
    return providers.get(judgment.offer, "")


def _capped(
    weighed: Weights, judgments: Sequence[Judgment], group: Callable[[Judgment], Hashable]
) -> Weights:
    """Weights in which no group has more than its share of all; '' is no group.

    Where a group stands alone there is nothing to drag: then the readable scorer is what holds it.
    """
    members: dict[Hashable, list[int]] = defaultdict(list)
    for place, judgment in enumerate(judgments):
        members[group(judgment)].append(place)
    members.pop("", None)
    capped, total = weighed.copy(), weighed.sum()
    for places in members.values():
        own = weighed[places].sum()
        room = (total - own) * MOST_OF_ONE / (1 - MOST_OF_ONE)
        if own > room > 0:
            capped[places] *= room / own
    return capped
