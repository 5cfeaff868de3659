"""The values of this package: a region, the territory of an offer, the site of a company."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class RegionKind(StrEnum):
    """What a region is; `area` holds Regierungsbezirke and named areas."""

    UNION = "union"
    COUNTRY = "country"
    LAND = "land"
    DISTRICT = "district"
    MUNICIPALITY = "municipality"
    AREA = "area"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Region:
    """One region: `ancestors` are the codes above it, the nearest first, named areas left out."""

    code: str
    name: str
    kind: RegionKind
    ancestors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Territory:
    """Where an offer holds.

    `ancestors` are all codes that lie above one of `codes`. They may hold marks such as `DE2~ags`:
    'names something inside Bayern by AGS', which cannot be compared with a place known by another
    scheme. `unresolved` are the names and codes that mean nothing here, as they were given.
    """

    codes: frozenset[str]
    ancestors: frozenset[str]
    unresolved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteWarning:
    """One thing that was wrong with the place as given; `code` has words in the wording tables."""

    code: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Site:
    """Where a company is: every place that fits what is known; `places` None: nothing is known."""

    places: frozenset[str] | None
    warnings: tuple[SiteWarning, ...]
