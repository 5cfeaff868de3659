"""Baselines: what a plain text search would put first, to measure a ranking against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import bm25s
import numpy as np

from matcher.profile import Profile
from offers.schema import Offer
from offers.taxonomy.needs import need
from offers.text import tokens


@dataclass(frozen=True, slots=True)
class TextSearch:
    """BM25 (Robertson et al. 1994, as bm25s 0.3 scores it by default) over all words of offers."""

    ids: tuple[str, ...]
    index: Any

    def ranked(self, profile: Profile) -> tuple[str, ...]:
        """The offers that share a word with the company's needs, best first, ties by id."""
        asked = list(tokens(_question(profile)))
        known = [token for token in asked if token in self.index.vocab_dict]
        if not known:
            return ()
        scores = np.round(self.index.get_scores(known), 6)
        order = sorted(range(len(self.ids)), key=lambda row: (-scores[row], self.ids[row]))
        return tuple(self.ids[row] for row in order if scores[row] > 0)


def text_search(offers: Sequence[Offer]) -> TextSearch:
    """The search over these offers."""
    index = bm25s.BM25()
    index.index([list(tokens(_words(offer))) for offer in offers], show_progress=False)
    return TextSearch(tuple(offer.id for offer in offers), index)


def _words(offer: Offer) -> str:
    texts = (
        *(offer.title, offer.provider, offer.summary, offer.description),
        *(offer.topic_text, offer.audience_text, offer.sector_text, offer.kind_text),
        *(need(key).label_de for key in offer.needs),
    )
    return " ".join(texts)


def _question(profile: Profile) -> str:
    labels = (need(key).label_de for key in profile.needs)
    return " ".join((profile.need_text or "", profile.sector_text or "", *labels))
