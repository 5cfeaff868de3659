"""Containment: whether a site lies in a territory, how closely, and what a site is called."""

from offers.taxonomy.regions.codes import outlook, region
from offers.taxonomy.regions.records import Region, RegionKind, Site, Territory
from offers.taxonomy.regions.table import CITY_STATES, table

_LEVELS = {
    RegionKind.UNION: 0,
    RegionKind.COUNTRY: 1,
    RegionKind.LAND: 2,
    RegionKind.DISTRICT: 3,
    RegionKind.AREA: 3,
    RegionKind.MUNICIPALITY: 4,
}


def lies_in(site: Site, territory: Territory) -> bool | None:
    """True if every place of the site lies in the territory, False if none does, else None.

    A name that could not be resolved may hold any place: it makes False unknown, never True. A
    place known coarsely is unknown for what lies inside it, and true where the territory names all
    parts of it.
    """
    if site.places is None:
        return None if territory.codes or territory.unresolved else False
    found = {_place_lies_in(place, territory) for place in site.places}
    verdict = found.pop() if len(found) == 1 else None
    return None if verdict is False and territory.unresolved else verdict


def specificity(territory: Territory, site: Site) -> int:
    """The narrowest level of the territory that holds the whole site.

    0 union or not held, 1 country, 2 Land, 3 Kreis or area, 4 municipality.
    """
    return min((_level(place, territory) for place in site.places or ()), default=0)


def municipality_of(site: Site) -> Region | None:
    """The municipality of a site (for Berlin and Hamburg their Land); None unless it is one."""
    places = site.places or frozenset()
    found = region(next(iter(places))) if len(places) == 1 else None
    is_one = found is not None and (
        found.kind is RegionKind.MUNICIPALITY or found.code in CITY_STATES
    )
    return found if is_one else None


def district_of(site: Site) -> Region | None:
    """The Kreis or kreisfreie Stadt of a site; None if unknown, several, or not in the table."""
    return _common(site, RegionKind.DISTRICT)


def land_of(site: Site) -> Region | None:
    """The Land that holds the whole site; None if unknown, several, or abroad."""
    return _common(site, RegionKind.LAND)


def is_single_town(code: str) -> bool:
    """Whether a code of a Kreis is that of a kreisfreie Stadt."""
    return len(table().children.get(code, ())) == 1


def _place_lies_in(place: str, territory: Territory) -> bool | None:
    view = outlook(place)
    if not territory.codes.isdisjoint(view.path):
        return True
    if territory.ancestors.isdisjoint(view.doubts):
        return False
    parts = table().children.get(place, ())
    covered = parts and all(_place_lies_in(part, territory) for part in parts)
    return True if covered else None


def _level(place: str, territory: Territory) -> int:
    return max((_level_of(code) for code in territory.codes & outlook(place).path), default=0)


def _level_of(code: str) -> int:
    found = region(code)
    if found.kind is RegionKind.FOREIGN:
        return min(len(code) - 1, 3)
    return 4 if is_single_town(code) else _LEVELS[found.kind]


def _common(site: Site, kind: RegionKind) -> Region | None:
    holders = {_holder(place, kind) for place in site.places or ()}
    code = holders.pop() if len(holders) == 1 else None
    return region(code) if code else None


def _holder(place: str, kind: RegionKind) -> str | None:
    above = (place, *region(place).ancestors)
    return next((code for code in above if region(code).kind is kind), None)
