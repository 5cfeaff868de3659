"""Pairs of offers that may be one: from blocks to candidates to scores with their evidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from offers.overlaps import weights
from offers.overlaps.apart import apart
from offers.overlaps.candidates import candidates
from offers.overlaps.described import Described, Rows
from offers.overlaps.in_common import in_common
from offers.overlaps.likeness import Likeness, likeness
from offers.overlaps.pairs import Code, Evidence, Pair
from offers.overlaps.two import Two
from offers.schema import Offer

NO_SOURCES: Mapping[str, str] = {}


def find_pairs(
    offers: Sequence[Offer],
    *,
    known: Collection[frozenset[str]] = (),
    among: Collection[str] | None = None,
    sources: Mapping[str, str] = NO_SOURCES,
) -> tuple[Pair, ...]:
    """The pairs worth a person's time, the surest first, ties by ids.

    `offers` have distinct ids; their order makes no difference. `known` are pairs that are decided
    and not proposed again; `among` limits the pairs to those with one of these ids. `sources` has
    the name of the source of each offer by id, as far as known: what one source lists twice is
    rarer a slip than what two sources list.

    A pair that is a succession is there too where it would be worth it but for the years; its
    score may be less than PROPOSED.
    """
    described = Described.of(sorted(offers, key=lambda offer: offer.id), sources)
    pairs = _limited(described, candidates(described), among)
    alike = likeness(described, pairs)
    same = described.contents[pairs[0]] == described.contents[pairs[1]]
    least = weights.bits_of(weights.PROPOSED)
    promising = np.flatnonzero(same | (alike.bits + weights.MOST_OF_THE_REST >= least))
    decided = frozenset(known)
    looked_at = (_pair(described, pairs, alike, int(place)) for place in promising)
    found = (pair for pair in looked_at if pair is not None and pair.ids not in decided)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second)))


def _limited(described: Described, pairs: Rows, among: Collection[str] | None) -> Rows:
    if among is None:
        return pairs
    wanted = frozenset(among)
    inside = np.array([offer.id in wanted for offer in described.offers], dtype=np.bool_)
    return pairs[:, inside[pairs].any(axis=0)]


def _pair(described: Described, pairs: Rows, alike: Likeness, place: int) -> Pair | None:
    """The candidate with its evidence; None if it is not worth it."""
    first, second = (int(row) for row in pairs[:, place])
    ids = described.offers[first].id, described.offers[second].id
    if described.contents[first] == described.contents[second]:
        return Pair(*ids, 1.0, (Evidence(Code.SAME_CONTENT, {}),))
    two = Two(described, (first, second), float(alike.titles[place]), float(alike.texts[place]))
    return _judged(two, float(alike.bits[place]))


def _judged(two: Two, bits: float) -> Pair | None:
    found = (*in_common(two), *apart(two))
    total = bits + sum(added for added, _ in found)
    years = sum(added for added, told in found if told.code is Code.OTHER_EDITION)
    if weights.score_of(total - years) < weights.PROPOSED:
        return None
    is_in_doubt = any(added < 0 for added, _ in found) or _has_other_words(two)
    most = weights.MOST_IN_DOUBT if is_in_doubt else weights.SUREST
    first, second = two.offers
    evidence = tuple(told for _, told in found)
    return Pair(first.id, second.id, weights.score_of(total, most=most), evidence)


def _has_other_words(two: Two) -> bool:
    """Whether a word names one offer and is not in the title of the other ('Kredit Plus')."""
    first, second = (title.words for title in two.titles)
    return any(share == 1.0 for word, share in first.items() if word not in second) or any(
        share == 1.0 for word, share in second.items() if word not in first
    )
