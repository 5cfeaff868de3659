"""Need: does the offer serve what the company needs, and its main need first?"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from matcher.features import keys
from matcher.features.columns import Column, OfferColumns, Seeker
from matcher.features.feature import Feature
from matcher.reason import Reason
from offers.taxonomy.needs import NEED_KEYS
from offers.text.vectors import Vectors, stems_of

SECOND_SHARE = 0.2
"""What further fitting needs add to the best one."""
AS_STRONG = 0.95
"""From this share of the strongest need on, a need is a main need, too."""
CLOSE = 0.5
"""A cosine this high means as close as a text and the names of two needs get."""


def _compute(seeker: Seeker, offers: OfferColumns) -> Column:
    """The best product of how much it matters and how central it is, and a share of the rest."""
    wanted = np.flatnonzero(seeker.needs)
    if not wanted.size:
        return np.zeros(len(offers.offers))
    products = offers.needs.T[wanted] * seeker.needs[wanted, np.newaxis]
    best = products.max(axis=0)
    rest = np.minimum(products.sum(axis=0) - best, 1.0)
    return np.asarray((1 - SECOND_SHARE) * best + SECOND_SHARE * rest)


def _main(seeker: Seeker, offers: OfferColumns) -> Column:
    """How central the company's main need is to the offer."""
    main = np.frombuffer(_main_needs(seeker.needs.tobytes()), dtype=np.bool_)
    return np.asarray((offers.needs * main).max(axis=1), dtype=np.float64)


# Most companies name needs that others have named.
@lru_cache(maxsize=4096)
def _main_needs(stored: bytes) -> bytes:
    needs = np.frombuffer(stored)
    return np.asarray((needs > 0) & (needs >= needs.max() * AS_STRONG)).tobytes()


def _label_words(seeker: Seeker, offers: OfferColumns) -> Column:
    """How much the offer's title speaks in the words of the company's needs."""
    return _closeness(offers.titles, seeker)


def _label_prose(seeker: Seeker, offers: OfferColumns) -> Column:
    """The same for what the offer says of itself below its title."""
    return _closeness(offers.prose, seeker)


def _closeness(texts: Vectors, seeker: Seeker) -> Column:
    return np.minimum(texts.cosine(stems_of(seeker.labels)) / CLOSE, 1.0)


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
MAIN_NEED = Feature("main_need", _main, _say, key=lambda s: _main_needs(s.needs.tobytes()))
NEED_WORDS = Feature("need_words", _label_words, _say, key=keys.labels)
NEED_PROSE = Feature("need_prose", _label_prose, _say, key=keys.labels)
NEED_MEANING = Feature("need_meaning", _label_meaning, _say, key=keys.labels)
