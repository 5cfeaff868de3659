"""Variants: offers that are one product in several wordings, found when a catalogue is compiled.

Candidates come from sorted neighbourhoods (Hernández and Stolfo, The merge/purge problem, SIGMOD
1995), so that the work grows with the number of offers and not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

from offers.schema import Kind, Offer
from offers.taxonomy.regions import resolve_territory
from offers.text.normalising import normalise
from offers.text.vectors import Vectors

Rows: TypeAlias = NDArray[np.intp]
Pairs: TypeAlias = NDArray[np.intp]
"""Shape (2, pairs)."""
Marks: TypeAlias = NDArray[np.bool_]

UNKNOWN = -1

FINANCE = frozenset({Kind.LOAN, Kind.GUARANTEE, Kind.EQUITY})
"""What one bank sells under one name for several purposes."""
SAME_TITLE = 94.0
"""Likeness of the words of two titles (0 to 100) from which they differ in spelling only."""
SAME_PROVIDER = 90.0
"""Likeness of two names of providers; a name that holds all words of the other has 100."""
LIKE_UNDER_ONE_TITLE = 0.4
LIKE_IN_ONE_FINANCE_PROGRAMME = 0.4
LIKE_TO_THE_WHOLE_PROGRAMME = 0.5
LIKE_IN_ONE_PROGRAMME = 0.6
LIKE_UNDER_ONE_HOUSE = 0.65
"""Least likeness of the texts (cosine): the more the titles say, the less the texts have to."""
NEIGHBOURS_IN_PROGRAMME = 60
NEIGHBOURS_BY_WORDS = 10
AT_ONCE = 20_000
"""Pairs whose texts are compared in one go, for the memory."""

_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(r"\b(?:\d[\d.,/-]*|[ivx]{1,4})(?!\w)")
_TAIL = re.compile(r" [-–—] |: ")
_PART = re.compile(r"\b(?:modul|cluster|saeule|baustein|los) (\d+|[ivx]+)\b")
_PRODUCT = re.compile(r"\b\d{3}\b")
_WORD = re.compile(r"\w[\w.]*\w|\w")


@dataclass(frozen=True, slots=True)
class Naming:
    """A title taken apart: programme, what follows it, its numbered part, all its sorted words.

    Numbers are in none of these; what stands in brackets is in `words` only. `number` is that of
    the product. `is_house` tells that the programme is but the provider's name ('KfW: Kredit').
    """

    programme: str
    tail: str
    part: str
    number: str
    words: str
    is_house: bool


def naming(title: str, provider: str) -> Naming:
    """The parts of a title; without a dash or colon all of it is the programme."""
    plain = normalise(title)
    head, *tail = _TAIL.split(_BRACKETS.sub(" ", plain), maxsplit=1)
    programme = _words(head)
    return Naming(
        programme=" ".join(programme),
        tail=" ".join(_words(" ".join(tail))),
        part=" ".join(_PART.findall(plain)),
        number=" ".join(_PRODUCT.findall(plain)),
        words=" ".join(sorted(_words(plain))),
        is_house=set(programme) <= set(_words(normalise(provider))),
    )


def variant_groups(offers: Sequence[Offer], text: Vectors) -> Rows:
    """The group of each offer as the position of its first member; alone, its own position.

    Two offers are variants if provider, territory, kinds, building block and main need agree (a
    missing need agrees with each), if their titles name one programme and no two numbered parts of
    it, and if their texts are alike; groups are what such pairs join. `text` holds the texts of
    the offers in their order.
    """
    if len(offers) < 2:
        return np.arange(len(offers), dtype=np.intp)
    named = _Named.of(offers)
    rows = text.by_term.T.tocsr()
    groups = np.arange(len(offers), dtype=np.intp)
    for near in named.near():
        apart = near[:, groups[near[0]] != groups[near[1]]]
        pairs = apart[:, named.may_be_one(apart)]
        alike = _text_likeness(rows, pairs) >= named.least_likeness(pairs)
        if alike.any():
            groups = _joined(groups, pairs[:, alike])
    return groups


@dataclass(frozen=True, slots=True)
class _Named:
    """All offers by what is compared before their texts; equal numbers stand for equal values."""

    tails: tuple[str, ...]
    words: tuple[str, ...]
    houses: Marks
    providers: tuple[str, ...]
    frames: Rows
    programmes: Rows
    parts: Rows
    numbers: Rows
    needs: Rows
    finance: Marks

    @classmethod
    def of(cls, offers: Sequence[Offer]) -> _Named:
        names = tuple(naming(offer.title, offer.provider) for offer in offers)
        return cls(
            tails=tuple(name.tail for name in names),
            words=tuple(name.words for name in names),
            houses=np.array([name.is_house for name in names]),
            providers=tuple(" ".join(_words(normalise(offer.provider))) for offer in offers),
            frames=_codes(_frame(offer) for offer in offers),
            programmes=_codes(name.programme or None for name in names),
            parts=_codes(name.part or None for name in names),
            numbers=_codes(name.number or None for name in names),
            needs=_codes(next(iter(offer.needs), None) for offer in offers),
            finance=np.array([not FINANCE.isdisjoint(offer.kinds) for offer in offers]),
        )

    def near(self) -> Iterator[Pairs]:
        """Pairs to look at, the nearest first: within a programme, then by the words of titles."""
        by_programme = np.lexsort((_places(self.tails), self.programmes, self.frames))
        for pairs in _neighbours(by_programme, NEIGHBOURS_IN_PROGRAMME):
            yield pairs[:, _agree(self.programmes, pairs)]
        by_words = np.lexsort((_places(self.words), self.frames))
        yield from _neighbours(by_words, NEIGHBOURS_BY_WORDS)

    def may_be_one(self, pairs: Pairs) -> Marks:
        """Whether nothing but the texts may keep each pair apart."""
        found = _agree(self.frames, pairs)
        for codes in (self.parts, self.needs):
            found &= _agree(codes, pairs) | (codes[pairs] == UNKNOWN).any(axis=0)
        found[found] = self._one_title(pairs[:, found])
        likeness = _likeness_of(self.providers, pairs[:, found], fuzz.token_set_ratio)
        found[found] = likeness >= SAME_PROVIDER
        return found

    def least_likeness(self, pairs: Pairs) -> NDArray[np.float64]:
        """How alike the texts of each pair have to be."""
        whole = np.array([not tail for tail in self.tails])
        within = np.select(
            [self.houses[pairs].any(axis=0), self.finance[pairs[0]], whole[pairs].any(axis=0)],
            [LIKE_UNDER_ONE_HOUSE, LIKE_IN_ONE_FINANCE_PROGRAMME, LIKE_TO_THE_WHOLE_PROGRAMME],
            LIKE_IN_ONE_PROGRAMME,
        )
        return np.where(self._same_words(pairs), LIKE_UNDER_ONE_TITLE, within)

    def _one_title(self, pairs: Pairs) -> Marks:
        """One programme and no two product numbers, or the same words whatever the number."""
        numbers = _agree(self.numbers, pairs) | (self.numbers[pairs] == UNKNOWN).any(axis=0)
        named = _agree(self.programmes, pairs) & (self.programmes[pairs[0]] != UNKNOWN)
        found: Marks = (named & numbers) | self._same_words(pairs)
        return found

    def _same_words(self, pairs: Pairs) -> Marks:
        found: Marks = _likeness_of(self.words, pairs, fuzz.ratio) >= SAME_TITLE
        return found


def _agree(codes: Rows, pairs: Pairs) -> Marks:
    found: Marks = codes[pairs[0]] == codes[pairs[1]]
    return found


def _frame(offer: Offer) -> Hashable:
    return resolve_territory(offer.territory), frozenset(offer.kinds), offer.stage


def _neighbours(order: Rows, reach: int) -> Iterator[Pairs]:
    """Pairs of rows up to `reach` places apart."""
    for step in range(1, min(reach, len(order) - 1) + 1):
        yield np.stack((order[:-step], order[step:]))


def _joined(groups: Rows, pairs: Pairs) -> Rows:
    """The groups with those of each pair made one, named after its first member."""
    shape = (groups.size, groups.size)
    graph = coo_matrix((np.ones(pairs.shape[1]), (groups[pairs[0]], groups[pairs[1]])), shape=shape)
    labels = connected_components(graph, directed=False)[1][groups]
    _, leaders, places = np.unique(labels, return_index=True, return_inverse=True)
    return np.asarray(leaders[places], dtype=np.intp)


def _text_likeness(rows: csr_matrix, pairs: Pairs) -> NDArray[np.float64]:
    """The cosine of the texts of each pair."""
    chunks = np.array_split(pairs, max(-(-pairs.shape[1] // AT_ONCE), 1), axis=1)
    found = [rows[first].multiply(rows[second]).sum(axis=1) for first, second in chunks]
    return np.concatenate([np.asarray(each, dtype=np.float64).ravel() for each in found])


def _likeness_of(texts: Sequence[str], pairs: Pairs, scorer: Any) -> NDArray[np.float64]:
    """The likeness of the short texts of each pair, 0 to 100."""
    first, second = ([texts[row] for row in side] for side in pairs.tolist())
    return np.asarray(process.cpdist(first, second, scorer=scorer), dtype=np.float64)


def _codes(values: Iterable[Hashable]) -> Rows:
    """A number for each distinct value; UNKNOWN for None."""
    numbers: dict[Hashable, int] = {None: UNKNOWN}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.intp)


def _places(texts: Sequence[str]) -> Rows:
    """The place of each text in the order of all."""
    numbers = {text: place for place, text in enumerate(sorted(set(texts)))}
    return np.array([numbers[text] for text in texts], dtype=np.intp)


def _words(text: str) -> list[str]:
    """The words of a comparable text without its numbers."""
    return _WORD.findall(_NUMBER.sub(" ", text))
