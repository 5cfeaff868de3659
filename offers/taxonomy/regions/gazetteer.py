"""German postal codes and place names, from the package `countrystatecity-postal-codes` (ODbL 1.0).

Places of Nordrhein-Westfalen are municipalities of our table, Berlin and Hamburg are their Land;
any other place has a code of its own below its Land (`DE2:muenchen`), places of one name in one
Land being one place.
"""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from offers.taxonomy.regions.spelling import bare, key, slug
from offers.taxonomy.regions.table import CITY_STATES, NRW, table


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What the package knows of Germany, as codes of this package."""

    codes: Mapping[str, tuple[str, ...]]  # postal code -> places
    order: tuple[str, ...]  # postal codes, ascending
    names: Mapping[str, str]  # place outside the table -> name
    keys: Mapping[str, frozenset[str]]  # key of a full or bare name -> places outside the table


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The places of Germany, read on first use; the other 124 countries are never read."""
    path = files("countrystatecity_postal_codes") / "data" / "by-country" / "DE" / "postcodes.json"
    codes: defaultdict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    known: dict[tuple[str, str], str] = {}
    for row in json.loads(path.read_bytes()):
        where = (row["localityName"], row["stateCode"])
        place = known.get(where) or known.setdefault(where, _place(*where))
        codes[row["code"]].append(place)
        if ":" in place:
            names.setdefault(place, where[0])
    return Gazetteer(
        codes={code: tuple(dict.fromkeys(places)) for code, places in codes.items()},
        order=tuple(sorted(codes)),
        names=names,
        keys=_keys(names.items()),
    )


def places_by_digits(postal_code: str) -> frozenset[str]:
    """The places where a code that the list lacks may lie, by its first digits; empty outside NRW.

    Post boxes and large customers have codes of their own between those of their town, which the
    list leaves out. Such a code lies with the listed codes next to it that share its first three
    digits, else somewhere in its Leitregion (first two). Only where one of these is in
    Nordrhein-Westfalen: there the rule was checked. An invented code cannot be told from a post
    box.
    """
    known = gazetteer()
    at = bisect_left(known.order, postal_code)
    beside = [code for code in known.order[max(at - 1, 0) : at + 1] if code[:3] == postal_code[:3]]
    around = beside or [code for code in known.order if code[:2] == postal_code[:2]]
    found = frozenset(place for code in around for place in known.codes[code])
    return found if any(map(is_in_nrw, found)) else frozenset()


def is_in_nrw(place: str) -> bool:
    """Whether a place of the gazetteer is a municipality of our table (or NRW itself)."""
    return place in table().regions and place not in CITY_STATES


def _place(name: str, state: str) -> str:
    land = table().lands[state]
    if land in CITY_STATES:
        return land
    if land == NRW:
        return _nrw_keys().get(key(name)) or _nrw_keys().get(key(bare(name)), NRW)
    return f"{land}:{slug(name)}"


@lru_cache(maxsize=1)
def _nrw_keys() -> Mapping[str, str]:
    names = [(code, name) for code, name in table().spellings if code.isdigit()]
    bare_names = {key(bare(name)): code for code, name in names}
    return bare_names | {key(name): code for code, name in names}


def _keys(names: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for code, name in names:
        keys[key(name)].add(code)
        keys[key(bare(name))].add(code)
    return {spelling: frozenset(codes) for spelling, codes in keys.items()}
