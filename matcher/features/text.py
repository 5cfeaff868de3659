"""Text: does the offer speak of what the company says in its own words, or mean the same?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.features import keys
from matcher.features.columns import Column, OfferColumns, Seeker
from matcher.features.feature import Feature
from matcher.reason import Reason
from offers.text.meaning import text_vector, topics

CLOSE = 0.35
"""A cosine this high means as close as a short text and an offer get."""


def _compute(seeker: Seeker, offers: OfferColumns) -> Column:
    if not seeker.words:
        return np.zeros(len(offers.offers))
    return np.minimum(offers.text.similarity(seeker.words) / CLOSE, 1.0)


def _many(seekers: Sequence[Seeker], offers: OfferColumns) -> Column:
    values = np.zeros((len(seekers), len(offers.offers)))
    speaking = [row for row, seeker in enumerate(seekers) if seeker.words]
    similar = offers.text.similarities([seekers[row].words for row in speaking])
    values[speaking] = np.minimum(similar / CLOSE, 1.0)
    return values


def _say(seeker: Seeker, offers: OfferColumns, row: int) -> Reason | None:
    """The words that both use; parts of words alone are too little to name."""
    terms = offers.text.terms(seeker.words, row)
    return Reason("fit.text", {"terms": terms}) if terms else None


def _meaning(seeker: Seeker, offers: OfferColumns) -> Column:
    """How close in meaning the offer is to what the company says that it needs."""
    if not seeker.profile.need_text:
        return np.zeros(len(offers.offers))
    return offers.meaning.similarity(seeker.profile.need_text)


def _say_meaning(seeker: Seeker, offers: OfferColumns, row: int) -> Reason | None:
    """What both are most about, unless the company has said so itself."""
    shared = offers.meaning.vectors[row] * text_vector(seeker.profile.need_text or "")
    topic = topics()[int(shared.argmax())]
    return None if topic in seeker.stated else Reason("fit.need_guessed", {"needs": (topic,)})


TEXT = Feature("text", _compute, _say, key=keys.words, many=_many)
MEANING = Feature("meaning", _meaning, _say_meaning, key=keys.need_text)
