"""Room: which items a digest has room for, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from matcher.catalogue import Catalogue
from matcher.digest.values import Item, News
from matcher.folding import MOST_OF_A_GROUP

MOST = 7
"""How many offers a digest names at most."""


def with_room(items: Iterable[Item], catalogue: Catalogue) -> tuple[Item, ...]:
    """At most seven of the items, best first: remembered ones, then by rank, at last what is over.

    One place is kept for a remembered offer that is over. Of a group of variants the best two come
    before all others, apart from remembered ones; further ones fill the room that is left. Equal
    ones follow by id.
    """
    found = tuple(items)
    over = sorted((each for each in found if each.news is News.OVER), key=_place)
    others = sorted((each for each in found if each.news is not News.OVER), key=_place)
    kept = 1 if any(each.is_remembered for each in over) else 0
    few = list(_few_variants(others, catalogue))
    chosen = few[: MOST - kept]
    ended = over[: MOST - len(chosen)]
    named = {each.offer.id for each in few}
    further = [each for each in others if each.offer.id not in named]
    filled = (*chosen, *further[: MOST - len(chosen) - len(ended)])
    return (*sorted(filled, key=_place), *ended)


def _place(item: Item) -> tuple[bool, bool, int, str]:
    rank = item.match.rank if item.match is not None else None
    return not item.is_remembered, rank is None, rank or 0, item.offer.id


def _few_variants(items: Iterable[Item], catalogue: Catalogue) -> Iterator[Item]:
    named = Counter[int]()
    for item in items:
        group = int(catalogue.groups[catalogue.position[item.offer.id]])
        if item.is_remembered or named[group] < MOST_OF_A_GROUP:
            named[group] += 1
            yield item
