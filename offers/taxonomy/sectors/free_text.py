"""What a firm says it does, in its own words, to divisions of WZ 2008."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from offers.taxonomy.bilingual import Bilingual
from offers.taxonomy.sectors.table import DIVISIONS, Sector
from offers.text import words
from offers.text.phrases import Phrase, PhraseIndex

_SURE, _LESS_SURE, _FROM_LABEL = 0.9, 0.6, 0.4
# A word that many labels share ('Herstellung') says nothing.
_MOST_LABELS = 3
_WORTH_SHOWING = 0.3
# 'Prüflabor für Lebensmittel': what follows names the customers, not the firm.
_CUSTOMERS = re.compile(r"\b(?:für|fuer|for)\b.*?(?=[,;.]|$)", re.IGNORECASE | re.DOTALL)
_HEAD_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class SectorHit:
    """A division that fits a text; score 0 to 1."""

    code: str
    label: Bilingual
    score: float


@lru_cache(maxsize=256)
def find_sectors(text: str, *, limit: int = 5) -> tuple[SectorHit, ...]:
    """The divisions that fit a free text best, best first, ties by code; () if none fits well.

    Compounds, inflection and typos are forgiven. Words after 'für' count half.
    """
    index = _index()
    whole, head = index.scores(text), index.scores(_CUSTOMERS.sub(" ", text))
    mixed = {
        code: (1.0 - _HEAD_SHARE) * score + _HEAD_SHARE * head.get(code, 0.0)
        for code, score in whole.items()
    }
    best = sorted(mixed.items(), key=lambda item: (-round(item[1], 9), item[0]))
    return tuple(
        SectorHit(code, DIVISIONS[code].label, score)
        for code, score in best[:limit]
        if score >= _WORTH_SHOWING
    )


@lru_cache(maxsize=1)
def _index() -> PhraseIndex:
    return PhraseIndex.fit(phrase for division in DIVISIONS.values() for phrase in _of(division))


def _of(division: Sector) -> Iterable[Phrase]:
    for word in division.words:
        yield Phrase(division.code, word, _SURE)
    for word in division.also:
        yield Phrase(division.code, word, _LESS_SURE)
    for word in _label_words(division):
        if _label_counts()[word] <= _MOST_LABELS:
            yield Phrase(division.code, word, _FROM_LABEL)


@lru_cache(maxsize=1)
def _label_counts() -> Counter[str]:
    return Counter(word for division in DIVISIONS.values() for word in _label_words(division))


def _label_words(division: Sector) -> frozenset[str]:
    # Labels say what is not meant, too: '(ohne Möbel)'.
    texts = (
        re.sub(r"\(ohne .*?\)|, except .*", "", t) for t in (division.label.de, division.label.en)
    )
    return frozenset(word for text in texts for word in words(text))
