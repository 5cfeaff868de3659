"""Candidates: pairs worth a closer look, found in blocks so that few of all pairs are compared.

Blocking as in record linkage (Christen, Data Matching, 2012, chapter 4): two offers meet if they
name the same page, have titles of the same words or the same provider and highest amount, or
share rare words of their titles or of their texts. Words and blocks that many offers share say
nothing and would cost the square of their number.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_matrix, triu

from offers.overlaps.described import UNKNOWN, Described, Marks, Reals, Rows
from offers.taxonomy.regions import Territory, overlaps

LARGEST_BLOCK = 30
"""More offers than that on one page, or of one amount: a portal or a round figure."""
NEIGHBOURS = 10
"""How far apart in their block two offers with titles of the same words may stand."""
COMMON_IN_TITLES, COMMON_IN_TEXTS = 200, 60
"""A word of more titles or texts than that brings no offers together."""
SHARED_IN_TITLES = 0.4
"""Least share of the weight of the lighter title in rare words of both."""
SHARED_IN_TEXTS = 0.25
"""Least cosine in rare words of both."""
AT_ONCE = 2_000
"""Rows multiplied in one go, for the memory."""


def candidates(described: Described) -> Rows:
    """Pairs of rows, shape (2, pairs), the lesser row first, each pair once and in order.

    Territories that surely have no place in common part a pair: one programme in two Länder is
    two offers.
    """
    size = len(described.offers)
    found = [pairs.min(axis=0) * size + pairs.max(axis=0) for pairs in _blocks(described)]
    codes = np.unique(np.concatenate(found))
    pairs = np.stack((codes // size, codes % size)) if size else np.empty((2, 0), dtype=np.int64)
    return pairs[:, _may_meet(described, pairs)]


def _blocks(described: Described) -> Iterator[Rows]:
    yield _in_blocks(described.title_keys, reach=NEIGHBOURS, largest=len(described.offers))
    yield _in_blocks(described.pages, reach=LARGEST_BLOCK, largest=LARGEST_BLOCK)
    yield _in_blocks(_priced(described), reach=LARGEST_BLOCK, largest=LARGEST_BLOCK)
    yield from _sharing_words(
        described.by_title, described.title_weights, common=COMMON_IN_TITLES, least=SHARED_IN_TITLES
    )
    units = np.ones(len(described.offers))
    yield from _sharing_words(
        described.by_text, units, common=COMMON_IN_TEXTS, least=SHARED_IN_TEXTS
    )


def _priced(described: Described) -> Rows:
    """One number for each provider with each highest amount."""
    numbers: dict[tuple[str, int], int] = {}
    priced = zip(described.providers, described.amounts.tolist(), strict=True)
    found = [
        UNKNOWN if each[1] == UNKNOWN else numbers.setdefault(each, len(numbers)) for each in priced
    ]
    return np.array(found, dtype=np.int64)


def _in_blocks(codes: Rows, *, reach: int, largest: int) -> Rows:
    """Pairs with one code that stand up to `reach` apart, of blocks that are not too large."""
    known = np.flatnonzero(codes != UNKNOWN)
    order = known[np.argsort(codes[known], kind="stable")]
    sizes = np.bincount(codes[known], minlength=1)
    found = [np.empty((2, 0), dtype=np.int64)]
    for step in range(1, min(reach, len(order) - 1) + 1):
        first, second = order[:-step], order[step:]
        together = (codes[first] == codes[second]) & (sizes[codes[first]] <= largest)
        found.append(np.stack((first[together], second[together])))
    return np.concatenate(found, axis=1)


def _sharing_words(
    rows: csr_matrix, weights: Reals, *, common: int, least: float
) -> Iterator[Rows]:
    """Pairs that share so much weight in words that few have, as part of the lighter one's."""
    frequency = np.bincount(rows.indices, minlength=rows.shape[1])
    rare = rows[:, (frequency > 1) & (frequency <= common)].tocsr()
    across = rare.T.tocsr()
    for start in range(0, rows.shape[0], AT_ONCE):
        shared = triu(rare[start : start + AT_ONCE] @ across, k=start + 1, format="coo")
        first, second = shared.row.astype(np.int64) + start, shared.col.astype(np.int64)
        enough = shared.data >= least * np.minimum(weights[first], weights[second])
        yield np.stack((first[enough], second[enough]))


def _may_meet(described: Described, pairs: Rows) -> Marks:
    """Whether the territories of each pair may have a place in common."""
    places = described.places
    codes, where = np.unique(
        described.territories[pairs[0]] * len(places) + described.territories[pairs[1]],
        return_inverse=True,
    )
    meet = [
        _meet(places[code // len(places)], places[code % len(places)]) for code in codes.tolist()
    ]
    return np.array(meet, dtype=np.bool_)[where]


def _meet(one: Territory, other: Territory) -> bool:
    is_open = any(not each.codes or each.unresolved for each in (one, other))
    return is_open or one == other or overlaps(one, other)
