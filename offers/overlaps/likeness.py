"""What is looked up for every candidate at once: titles, texts, pages and sources."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from offers.overlaps.described import UNKNOWN, Described, Marks, Reals, Rows
from offers.overlaps.titles import Title, Words
from offers.overlaps.weights import (
    BEFORE,
    FEW,
    PAGE,
    PLAIN_TITLE,
    PLAIN_TITLE_BELOW,
    SOURCES,
    TEXT,
    TEXT_FROM,
    TITLE,
    TITLE_FROM,
)

AT_ONCE = 50_000
"""Pairs whose words are compared in one go, for the memory."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Of each pair: `titles` and `texts` 0 to 1, and the bits that they and the rest add up to."""

    titles: Reals
    texts: Reals
    bits: Reals


def likeness(described: Described, pairs: Rows) -> Likeness:
    """How alike the offers of each pair are, as far as it can be told for all at once."""
    titles, texts = _of_titles(described, pairs), _products(described.by_text, pairs)
    bits = BEFORE + np.asarray(TITLE)[np.digitize(titles, TITLE_FROM)]
    bits += np.where(_are_plain(described, pairs), PLAIN_TITLE, 0.0)
    bits += np.where(
        _have_texts(described, pairs), np.asarray(TEXT)[np.digitize(texts, TEXT_FROM)], 0.0
    )
    bits += np.asarray(PAGE)[_page_levels(described, pairs)]
    bits += np.asarray(SOURCES)[_source_levels(described, pairs)]
    return Likeness(titles, texts, bits)


def shared(one: Words, other: Words, rarity: Words) -> float:
    """Dice's coefficient of two sets of words by their weight, 0 to 1; 1 if both are empty."""
    both = sum(rarity[word] * (one[word] * other[word]) ** 0.5 for word in one if word in other)
    total = weight(one, rarity) + weight(other, rarity)
    return 2.0 * both / total if total else 1.0


def weight(words: Words, rarity: Words) -> float:
    """How much words tell, by how rare they are."""
    return sum(rarity[word] * share for word, share in words.items())


def _of_titles(described: Described, pairs: Rows) -> Reals:
    """The likeness of titles, in full or with the acronym of one of them for its name."""
    first, second = described.title_weights[pairs]
    both = 2.0 * _products(described.by_title, pairs)
    total = first + second
    found = np.divide(both, total, out=np.ones_like(both), where=total > 0)
    has_short = np.array([bool(title.short) for title in described.titles], dtype=np.bool_)
    for place in np.flatnonzero(has_short[pairs].any(axis=0)):
        one, other = (described.titles[row] for row in pairs[:, place])
        found[place] = max(found[place], _by_acronym(one, other, described.rarity))
    return np.asarray(np.minimum(found, 1.0), dtype=np.float64)


def _by_acronym(one: Title, other: Title, rarity: Words) -> float:
    """How alike two titles are if one begins with the acronym that the other has in brackets."""
    found = [
        shared(short, title.words, rarity)
        for named, title in ((one, other), (other, one))
        for short in named.short
        if any(
            short[word] == title.words.get(word) == 1.0 for word in short if word not in named.tail
        )
    ]
    return max(found, default=0.0)


def _products(rows: csr_matrix, pairs: Rows) -> Reals:
    """The product of the rows of each pair."""
    chunks = np.array_split(pairs, max(-(-pairs.shape[1] // AT_ONCE), 1), axis=1)
    found = [rows[first].multiply(rows[second]).sum(axis=1) for first, second in chunks]
    return np.concatenate([np.asarray(each, dtype=np.float64).ravel() for each in found])


def _are_plain(described: Described, pairs: Rows) -> Marks:
    """Whether one of the titles has but everyday words."""
    rare = np.log((1.0 + len(described.offers)) / 3.0) + 1.0
    found: Marks = described.title_weights[pairs].min(axis=0) < PLAIN_TITLE_BELOW * rare
    return found


def _have_texts(described: Described, pairs: Rows) -> Marks:
    filled = np.diff(described.by_text.indptr) > 0
    found: Marks = filled[pairs].all(axis=0)
    return found


def _page_levels(described: Described, pairs: Rows) -> Rows:
    """Levels of PAGE."""
    first, second = pairs
    deep = np.array([bool(found.page) for found in described.addresses], dtype=np.bool_)
    on_one_host = _agree(described.hosts, pairs) & deep[first] & deep[second]
    on_one_page = _agree(described.pages, pairs)
    few = described.page_uses[first] <= FEW
    return np.select(
        [on_one_page & few & deep[first], on_one_page & few, on_one_page, on_one_host],
        [4, 3, 2, 1],
        0,
    )


def _source_levels(described: Described, pairs: Rows) -> Rows:
    """Levels of SOURCES."""
    known = (described.sources[pairs] != UNKNOWN).all(axis=0)
    return np.select([~known, _agree(described.sources, pairs)], [0, 1], 2)


def _agree(codes: Rows, pairs: Rows) -> Marks:
    found: Marks = (codes[pairs[0]] == codes[pairs[1]]) & (codes[pairs[0]] != UNKNOWN)
    return found
