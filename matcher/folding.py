"""Folding: of many variants of one offer the best two stay among the first ten of a ranking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from matcher.variants import Rows

FIRST = 10
MOST_OF_A_GROUP = 2


def fold(order: Rows, groups: Rows) -> Rows:
    """The rows of `order` (best first) with at most two of a group among the first ten.

    Further ones follow after the first ten, in their order among all others; none is lost. Where
    there are too few others, they fill the first ten up. `groups` holds the group of each row of
    the catalogue. An order that is cut short gives the same first ten as long as ten of its rows
    may stay.
    """
    first = groups[order[:FIRST]].tolist()
    if len(set(first)) == len(first) or max(Counter(first).values()) <= MOST_OF_A_GROUP:
        return order
    seen: dict[int, int] = {}
    kept = list[int]()
    for place, group in enumerate(groups[order].tolist()):
        before = seen.get(group, 0)
        if before < MOST_OF_A_GROUP:
            seen[group] = before + 1
            kept.append(place)
            if len(kept) == FIRST:
                break
    return np.concatenate((order[kept], np.delete(order, kept)))


def folded_under(order: Rows, groups: Rows) -> Mapping[int, tuple[int, ...]]:
    """The variants that stand after the first ten of a folded order, best first.

    Keyed by the best row of their group, which is among the first ten.
    """
    top, rest = order[:FIRST], order[FIRST:]
    rest = rest[np.isin(groups[rest], groups[top])]
    best = dict(zip(groups[top][::-1].tolist(), top[::-1].tolist(), strict=True))
    below: dict[int, list[int]] = {}
    for row, group in zip(rest.tolist(), groups[rest].tolist(), strict=True):
        below.setdefault(best[group], []).append(row)
    return {row: tuple(rows) for row, rows in below.items()}
