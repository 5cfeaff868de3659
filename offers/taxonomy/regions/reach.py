"""Reach: whether one territory lies wholly within another, and whether two have a part in common.

Both are told by what is known for certain. Territories inside a Land that the table does not list
can be named in ways that cannot be compared (Bayern by AGS and by NUTS): such neither lie within
each other nor overlap.
"""

from functools import lru_cache

from offers.taxonomy.regions.codes import outlook
from offers.taxonomy.regions.records import Territory
from offers.taxonomy.regions.table import table


@lru_cache(maxsize=65536)
def lies_within(inner: Territory, outer: Territory) -> bool:
    """Whether every place of the inner territory surely belongs to the outer one.

    A region lies in what holds it, and where the outer territory names all of its parts. A
    territory of nothing, or with a name that means nothing, lies in none.
    """
    if not inner.codes or inner.unresolved:
        return False
    return all(_is_covered(code, outer.codes) for code in inner.codes)


@lru_cache(maxsize=65536)
def overlaps(one: Territory, other: Territory) -> bool:
    """Whether some place surely belongs to both territories; the order makes no difference."""
    return _reaches(one.codes, other.codes) or _reaches(other.codes, one.codes)


def _is_covered(code: str, outer: frozenset[str]) -> bool:
    if not outer.isdisjoint(outlook(code).path):
        return True
    parts = _parts(code)
    return bool(parts) and all(_is_covered(part, outer) for part in parts)


def _reaches(codes: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one of the codes, or a part of one, lies in one of the others."""
    return any(_has_part_in(code, other) for code in codes)


def _has_part_in(code: str, other: frozenset[str]) -> bool:
    if not other.isdisjoint(outlook(code).path):
        return True
    return any(_has_part_in(part, other) for part in _parts(code))


def _parts(code: str) -> tuple[str, ...]:
    """The members of a named area, the complete list of what lies directly in a region, or ()."""
    return table().members.get(code) or table().children.get(code, ())
