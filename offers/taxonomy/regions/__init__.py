"""Regions: names and codes to territories and sites, and whether one lies in the other."""

from offers.taxonomy.regions.attributions import ATTRIBUTIONS, Attribution
from offers.taxonomy.regions.codes import region
from offers.taxonomy.regions.containment import (
    district_of,
    land_of,
    lies_in,
    municipality_of,
    specificity,
)
from offers.taxonomy.regions.reach import lies_within, overlaps
from offers.taxonomy.regions.records import Region, RegionKind, Site, SiteWarning, Territory
from offers.taxonomy.regions.search import search_regions
from offers.taxonomy.regions.sites import resolve_site
from offers.taxonomy.regions.territories import find_region, resolve_territory

__all__ = [
    "ATTRIBUTIONS",
    "Attribution",
    "Region",
    "RegionKind",
    "Site",
    "SiteWarning",
    "Territory",
    "district_of",
    "find_region",
    "land_of",
    "lies_in",
    "lies_within",
    "municipality_of",
    "overlaps",
    "region",
    "resolve_site",
    "resolve_territory",
    "search_regions",
    "specificity",
]
