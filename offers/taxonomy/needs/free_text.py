"""What moves a firm, in its own words, to needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from offers.taxonomy.needs.table import NEEDS, Need
from offers.text.phrases import Phrase, PhraseIndex

_STRONG, _USUAL, _HINT = 0.8, 0.45, 0.15
_WORTH_SHOWING = 0.4


@dataclass(frozen=True, slots=True)
class NeedHit:
    """A need that a text speaks of; score 0 to 1."""

    key: str
    score: float


@lru_cache(maxsize=256)
def find_needs(text: str) -> tuple[NeedHit, ...]:
    """The needs that a free text speaks of, best first, ties in the order of the needs.

    Slang, English, compounds, inflection and typos are understood as far as the list of
    synonyms goes; hints alone add up, one of them is not enough. () if nothing fits.
    """
    scores = _index().scores(text)
    ordered = sorted(
        (NeedHit(need.key, scores[need.key]) for need in NEEDS if need.key in scores),
        key=lambda hit: -round(hit.score, 9),
    )
    return tuple(hit for hit in ordered if hit.score >= _WORTH_SHOWING)


@lru_cache(maxsize=1)
def _index() -> PhraseIndex:
    return PhraseIndex.fit(phrase for need in NEEDS for phrase in _of(need))


def _of(need: Need) -> Iterable[Phrase]:
    yield Phrase(need.key, need.label_de, _STRONG)
    yield Phrase(need.key, need.label_en, _STRONG)
    for texts, weight in ((need.strong, _STRONG), (need.words, _USUAL), (need.hints, _HINT)):
        for text in texts:
            yield Phrase(need.key, text, weight)
