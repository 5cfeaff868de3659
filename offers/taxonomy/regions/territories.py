"""Territories: codes and names of an offer to the regions that they mean. Never by similarity."""

from collections.abc import Sequence
from functools import lru_cache

from offers.taxonomy.regions.codes import above_all, find_code, region
from offers.taxonomy.regions.names import find_title, place_called
from offers.taxonomy.regions.records import Region, Territory
from offers.taxonomy.regions.spelling import LONGEST_NAME


def find_region(name_or_code: str) -> Region | None:
    """The region of an exact name, alias or code; None if none or several could be meant."""
    code = _find(name_or_code)
    return region(code) if code else None


def resolve_territory(names: Sequence[str]) -> Territory:
    """The territory that codes and names mean together; the others are listed in `unresolved`."""
    return _resolve(tuple(names))


@lru_cache(maxsize=4096)
def _resolve(names: tuple[str, ...]) -> Territory:
    found = {name: _find(name) for name in names}
    codes = frozenset(code for code in found.values() if code)
    return Territory(
        codes=codes,
        ancestors=frozenset[str]().union(*map(above_all, codes)),
        unresolved=tuple(name for name, code in found.items() if code is None),
    )


def _find(text: str) -> str | None:
    """A name before a code: 'HAMM' has the form of a NUTS code, too."""
    if len(text) > LONGEST_NAME:
        return None
    return find_title(text) or _known_place(text) or find_code(text)


def _known_place(text: str) -> str | None:
    return None if text.strip().isdigit() else place_called(text)
