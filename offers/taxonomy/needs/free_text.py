"""What moves a firm, in its own words, to needs: known phrases first, meaning where they end."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from offers.taxonomy.needs.table import NEEDS, Need
from offers.text.meaning import leanings
from offers.text.phrases import Phrase, PhraseIndex

_STRONG, _USUAL, _HINT = 0.8, 0.45, 0.15
WORTH_SHOWING = 0.4
# A logistic regression over 100 sentences whose needs are known, before any of their words were
# made synonyms: how a score of phrases and a share of meaning make a probability.
_BASE, _OF_PHRASES, _OF_MEANING = 1.7, 3.2, 1.75
# In a long text about much a need that is named stays one, however small its share.
_NAMED = 0.6
# A little below where a float ends: very long texts lean away from a need without limit.
_LARGEST_EXPONENT = 700.0


@dataclass(frozen=True, slots=True)
class NeedHit:
    """A need that a text speaks of; score 0 to 1."""

    key: str
    score: float


@lru_cache(maxsize=256)
def find_needs(text: str, *, least: float = WORTH_SHOWING) -> tuple[NeedHit, ...]:
    """The needs that a free text speaks of, best first, ties in the order of the needs.

    Slang, English, compounds, inflection and typos are understood. The score is about the
    probability that a person would name the need too; none under `least`. () if nothing fits.
    """
    found = _index().scores(text)
    phrases = np.array([found.get(need.key, 0.0) for need in NEEDS])
    scores = np.maximum(_both(phrases, leanings(text).astype(np.float64)), _NAMED * phrases)
    order = np.argsort(-scores.round(9), kind="stable")
    return tuple(NeedHit(NEEDS[at].key, float(scores[at])) for at in order if scores[at] >= least)


def _both(phrases: NDArray[np.float64], leaning: NDArray[np.float64]) -> NDArray[np.float64]:
    """Phrases and meaning as one probability a need; needs compete by the softmax of meaning."""
    highest = leaning.max()
    log_share = leaning - highest - np.log(np.exp(leaning - highest).sum())
    evidence = _BASE + _OF_PHRASES * phrases + _OF_MEANING * log_share
    return np.asarray(1.0 / (1.0 + np.exp(np.minimum(-evidence, _LARGEST_EXPONENT))))


@lru_cache(maxsize=1)
def _index() -> PhraseIndex:
    return PhraseIndex.fit(phrase for need in NEEDS for phrase in _of(need))


def _of(need: Need) -> Iterable[Phrase]:
    yield Phrase(need.key, need.label_de, _STRONG)
    yield Phrase(need.key, need.label_en, _STRONG)
    for texts, weight in ((need.strong, _STRONG), (need.words, _USUAL), (need.hints, _HINT)):
        for text in texts:
            yield Phrase(need.key, text, weight)
