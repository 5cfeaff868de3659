"""The texts of offers in words, each field taken apart once for all that look at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from offers.schema import Offer
from offers.taxonomy.needs import NEEDS
from offers.text.corpus import Corpus, Reader, runs_on

_LABELS = {need.key: need.label.de for need in NEEDS}


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of offers, in their order."""

    titles: Corpus
    prose: Corpus
    """Summaries and descriptions."""
    whole: Corpus
    """All that an offer says of itself."""


def read_texts(offers: Sequence[Offer]) -> Texts:
    """The texts of these offers."""
    reader = Reader()
    places = [_places(reader, offer) for offer in offers]
    return Texts(*reader.corpora(np.array(places, dtype=np.int64).reshape(-1, 3, 2)))


def whole_text(offer: Offer) -> str:
    """All that an offer says of itself, as one text."""
    return ". ".join(text for text in (*_first(offer), _rest(offer)) if text)


def prose_text(offer: Offer) -> str:
    """What an offer says of itself below its title."""
    return f"{offer.description} {offer.summary}"


def _places(reader: Reader, offer: Offer) -> tuple[tuple[int, int], ...]:
    """Where title, prose and the whole text begin and end."""
    start, title = reader.place, reader.read(offer.title)
    if any(map(runs_on, _first(offer))):
        prose = reader.read(prose_text(offer))
        return (start, title), (title, prose), (prose, reader.read(whole_text(offer)))
    reader.read(offer.summary)
    prose = reader.read(offer.description)
    return (start, title), (title, prose), (start, reader.read(_rest(offer)))


def _first(offer: Offer) -> tuple[str, str, str]:
    return offer.title, offer.summary, offer.description


def _rest(offer: Offer) -> str:
    needs = offer.needs
    labels = [label for key, label in _LABELS.items() if key in needs] if needs else []
    texts = (offer.topic_text, *labels, offer.sector_text, offer.audience_text)
    return ". ".join(text for text in texts if text)
