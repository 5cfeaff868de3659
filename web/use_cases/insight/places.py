"""Where firms are, as insight counts them: by municipality, by Kreis, and outside NRW by Land."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from offers.taxonomy.regions import (
    Region,
    RegionKind,
    Site,
    Territory,
    district_of,
    land_of,
    lies_in,
    municipality_of,
    region,
    resolve_site,
)

UNKNOWN = ""
"""In place of a code: nothing tells, or several could be meant."""
_NRW = "DEA"


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """One place as firms name it, with the codes of what holds it whole; equal only to itself."""

    site: Site
    municipality: str
    district: str

    def may_lie_in(self, territory: Territory | None) -> bool:
        """Whether it surely or possibly lies there; None: everywhere."""
        return territory is None or lies_in(self.site, territory) is not False

    def lies_in(self, territory: Territory) -> bool:
        """Whether it surely lies there."""
        return lies_in(self.site, territory) is True


@lru_cache(maxsize=65536)
def place_of(postal_code: str | None, municipality: str | None, region_code: str | None) -> Place:
    """The place of these answers."""
    site = resolve_site(postal_code, municipality, region_code)
    land = land_of(site)
    if land is not None and land.code != _NRW:
        # Beyond NRW there is no list of municipalities that would be the same for all firms.
        return Place(site, land.code, land.code)
    return Place(site, _code(municipality_of(site)), _code(district_of(site)))


def is_narrow(territory: Territory) -> bool:
    """Whether it is one Kreis, or a part of one: then municipalities are told apart."""
    holders = {_holder(code) for code in territory.codes}
    return len(holders) == 1 and UNKNOWN not in holders and not territory.unresolved


def _holder(code: str) -> str:
    above = (code, *region(code).ancestors)
    kinds = ((each, region(each).kind) for each in above)
    return next((each for each, kind in kinds if kind is RegionKind.DISTRICT), UNKNOWN)


def _code(found: Region | None) -> str:
    return found.code if found is not None else UNKNOWN
