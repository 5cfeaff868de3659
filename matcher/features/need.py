"""Need: does the offer serve what the company needs, its main need, and little else?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.features import keys
from matcher.features.columns import Column, OfferColumns, Seeker
from matcher.features.feature import Feature
from matcher.reason import Reason
from offers.taxonomy.needs import NEED_KEYS

SECOND_SHARE = 0.2
"""What further fitting needs add to the best one."""
AS_STRONG = 0.95
"""From this share of the strongest need on, a need is a main need, too."""
COUNTS = 0.25
"""What matters less than this is no reason to call an offer made for it."""


def _compute(seeker: Seeker, offers: OfferColumns) -> Column:
    """The best product of how much it matters and how central it is, and a share of the rest."""
    wanted = np.flatnonzero(seeker.needs)
    if not wanted.size:
        return np.zeros(len(offers.offers))
    products = offers.needs[:, wanted] * seeker.needs[wanted]
    best = products.max(axis=1)
    rest = np.minimum(products.sum(axis=1) - best, 1.0)
    return np.asarray((1 - SECOND_SHARE) * best + SECOND_SHARE * rest)


def _main(seeker: Seeker, offers: OfferColumns) -> Column:
    """How central the company's main need is to the offer."""
    return np.asarray((offers.needs * _main_needs(seeker)).max(axis=1), dtype=np.float64)


def _main_needs(seeker: Seeker) -> NDArray[np.bool_]:
    return np.asarray((seeker.needs > 0) & (seeker.needs >= seeker.needs.max() * AS_STRONG))


def _focus(seeker: Seeker, offers: OfferColumns) -> Column:
    """The share of what the offer serves that the company needs: 1 for an offer made for it."""
    served = offers.needs.sum(axis=1)
    return np.asarray(offers.needs @ _counting_needs(seeker) / np.maximum(served, 1.0))


def _counting_needs(seeker: Seeker) -> NDArray[np.bool_]:
    return np.asarray(seeker.needs > COUNTS)


def _label_words(seeker: Seeker, offers: OfferColumns) -> Column:
    """How much the offer speaks in the words of the company's needs, the best offer has 1."""
    if not seeker.labels:
        return np.zeros(len(offers.offers))
    found = offers.text.similarity(seeker.labels)
    return np.asarray(found / (found.max(initial=0.0) or 1.0))


def _label_meaning(seeker: Seeker, offers: OfferColumns) -> Column:
    """How much the offer is about the company's needs, in whatever words."""
    if not seeker.labels:
        return np.zeros(len(offers.offers))
    return offers.meaning.similarity(seeker.labels)


def _say(seeker: Seeker, offers: OfferColumns, row: int) -> Reason | None:
    """The needs that both name; one sentence for all features of this family."""
    products = offers.needs[row] * seeker.needs
    order = np.argsort(-products, kind="stable")[: np.count_nonzero(products)].tolist()
    shared = [NEED_KEYS[i] for i in order]
    stated = tuple(key for key in shared if key in seeker.stated)[:2]
    if stated:
        return Reason("fit.need", {"needs": stated})
    return Reason("fit.need_guessed", {"needs": tuple(shared[:2])}) if shared else None


NEED = Feature("need", _compute, _say, key=keys.needs)
MAIN_NEED = Feature("main_need", _main, _say, key=lambda s: _main_needs(s).tobytes())
FOCUS = Feature("focus", _focus, _say, key=lambda s: _counting_needs(s).tobytes())
NEED_WORDS = Feature("need_words", _label_words, _say, key=keys.labels)
NEED_MEANING = Feature("need_meaning", _label_meaning, _say, key=keys.labels)
