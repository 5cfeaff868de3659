"""Names: which regions a text may mean. Exact up to spelling; nothing here guesses."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from offers.taxonomy.regions.gazetteer import gazetteer
from offers.taxonomy.regions.spelling import bare, key, without_town
from offers.taxonomy.regions.table import CITY_STATES, table


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Keys of the names of the table."""

    titles: Mapping[str, str]  # union, countries, Länder, Regierungsbezirke, Kreise, named areas
    full: Mapping[str, str]  # municipalities of NRW, official names and aliases
    bare: Mapping[str, frozenset[str]]  # the same without '(Ruhr)', 'am Rhein'


@lru_cache(maxsize=1)
def name_index() -> NameIndex:
    """The index, built on first use."""
    titles: dict[str, str] = {}
    full: dict[str, str] = {}
    shortened: defaultdict[str, set[str]] = defaultdict(set)
    for code, name in table().spellings:
        if code.isdigit():
            full[key(name)] = code
            shortened[key(bare(name))].add(code)
        else:
            titles.setdefault(key(name), code)
    bare_names = {spelling: frozenset(codes) for spelling, codes in shortened.items()}
    return NameIndex(titles=titles, full=full, bare=bare_names)


def find_title(name: str) -> str | None:
    """The code of a union, country, Land, Regierungsbezirk, Kreis or named area; else None."""
    return name_index().titles.get(key(name))


def places_called(name: str) -> frozenset[str]:
    """Every municipality of Germany that may be called so, by full or bare name."""
    spelling = key(without_town(name))
    if not spelling:
        return frozenset()
    index = name_index()
    found = index.bare.get(spelling, frozenset()) | gazetteer().keys.get(spelling, frozenset())
    if spelling in index.full:
        found |= {index.full[spelling]}
    title = index.titles.get(spelling)
    return found | {title} if title in CITY_STATES else found


def most_likely(places: frozenset[str]) -> frozenset[str]:
    """The one place that a bare name means if nothing else is known; all of them if it stays open.

    A kreisfreie, große or mittlere Stadt of NRW (Verordnung nach § 4 GO NRW) is what its name
    means, though a village in another Land may share it: 'Minden', 'Münster', 'Kleve'.
    'Neunkirchen' or 'Halle' stay open.
    """
    prominent = places & table().prominent
    return prominent if len(prominent) == 1 else places


def place_called(name: str) -> str | None:
    """The one municipality that a territory means by a name; None if none or several may be meant.

    Full names of NRW come first (all 396 are known), then towns as in `most_likely`, then names
    that only one place has.
    """
    full = name_index().full.get(key(without_town(name)))
    if full:
        return full
    places = most_likely(places_called(name))
    return next(iter(places)) if len(places) == 1 else None
