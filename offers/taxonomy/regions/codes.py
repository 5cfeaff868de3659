"""Codes: which texts are codes, what lies above a code, which regions it can be compared with."""

import re
from dataclasses import dataclass
from functools import lru_cache

from offers.taxonomy.regions.gazetteer import gazetteer
from offers.taxonomy.regions.records import Region, RegionKind
from offers.taxonomy.regions.table import CITY_STATES, EU, GERMANY, NRW, table

_NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]?|(?=.*(?:\d|ZZ))[A-Z]{2}[0-9A-Z]{2,3}")
_AGS = re.compile(r"(?:0[1-9]|1[0-6])(?:\d|\d{3}|\d{6})?", re.ASCII)
_PLACE = re.compile(r"DE[1-9A-G]:[a-z0-9-]+")
_SCHEMES = ("name", "ags", "nuts")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What decides whether a place lies in a territory.

    `path`: the place and all that holds it. `doubts`: a territory with one of these above its codes
    names something that may be inside the place.
    """

    path: frozenset[str]
    doubts: frozenset[str]


def find_code(text: str) -> str | None:
    """The code that a text is, in the form of the table; None if it has not the form of a code.

    A well-formed code that the table lacks (`FRK2`, `09162`) is returned as it is; codes inside
    Berlin and Hamburg are their Land.
    """
    code = text.strip()
    known = table().codes.get(code.upper())
    if known:
        return known
    if _PLACE.fullmatch(code):
        return code if code in gazetteer().names else None
    if not (_AGS.fullmatch(code) or _NUTS.fullmatch(code)):
        return None
    return next((land for land in CITY_STATES if land in _above(code)), code)


def only_place(code: str) -> str:
    """The municipality of a Kreis that has just one; else the code itself."""
    below = table().children.get(code, ())
    return only_place(below[0]) if len(below) == 1 else code


@lru_cache(maxsize=32768)
def region(code: str) -> Region:
    """The region of a code as `find_code` returns it; raises KeyError if the text is no code."""
    found = find_code(code)
    if found is None:
        raise KeyError(code)
    if found in table().regions:
        return table().regions[found]
    name = gazetteer().names[found] if ":" in found else found
    return Region(code=found, name=name, kind=_kind(found), ancestors=_above(found))


@lru_cache(maxsize=32768)
def outlook(code: str) -> Outlook:
    """How a place stands to any territory."""
    above = (code, *region(code).ancestors)
    areas = {area for step in above for area in table().areas.get(step, ())}
    return Outlook(path=frozenset(above) | areas, doubts=frozenset({code, *_rivals(code)}))


@lru_cache(maxsize=32768)
def above_all(code: str) -> frozenset[str]:
    """Every code above a code of a territory (or the members of an area), and the scheme's mark."""
    members = table().members.get(code)
    if members:
        return frozenset[str]().union(*(above_all(member) | {member} for member in members))
    land = _incomplete_land(code)
    marks = {f"{land}~{_scheme(code)}"} if land else set()
    return frozenset(region(code).ancestors) | marks


def _rivals(code: str) -> tuple[str, ...]:
    """Marks of the schemes that this place cannot be compared with; none inside NRW."""
    land = _incomplete_land(code)
    own = _scheme(code)
    return tuple(f"{land}~{other}" for other in _SCHEMES if other != own) if land else ()


def _incomplete_land(code: str) -> str | None:
    """The Land of a code that the table lacks; None in NRW, abroad and for its own rows."""
    if code in table().regions:
        return None
    above = _above(code)
    return next(
        (step for step in above if len(step) == 3 and step[:2] == GERMANY and step != NRW), None
    )


def _scheme(code: str) -> str:
    return "name" if ":" in code else "ags" if code.isdigit() else "nuts"


def _above(code: str) -> tuple[str, ...]:
    """The codes above one that the table lacks, the nearest first."""
    if ":" in code:
        return code.split(":")[0], GERMANY, EU
    steps = (8, 5, 3, 2) if code.isdigit() else (5, 4, 3, 2)
    prefixes = [code[:step] for step in steps if step < len(code)]
    known = next((prefix for prefix in prefixes if prefix in table().codes), None)
    if known is None:
        return tuple(prefixes)
    found = table().regions[table().codes[known]]
    return (*prefixes[: prefixes.index(known)], found.code, *found.ancestors)


def _kind(code: str) -> RegionKind:
    if ":" in code:
        return RegionKind.MUNICIPALITY
    if code[:2] == GERMANY:
        return RegionKind.DISTRICT if len(code) == 5 else RegionKind.AREA
    if not code.isdigit():
        return RegionKind.FOREIGN
    return {3: RegionKind.AREA, 5: RegionKind.DISTRICT}.get(len(code), RegionKind.MUNICIPALITY)
