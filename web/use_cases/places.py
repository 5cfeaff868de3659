"""A place as a reader types it into one field: postal code, town, Kreis, Land or area."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from matcher.reason import Reason
from offers.taxonomy.regions import (
    Region,
    RegionKind,
    Site,
    district_of,
    find_region,
    land_of,
    municipality_of,
    resolve_site,
    search_regions,
)

MOST_SUGGESTIONS = 3
_POSTAL_CODE = re.compile(r"(?:DE?[ -]?)?\d{4,6}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlaceRead:
    """What was understood: `site` is None if nothing, or if nothing was asked (`typed` is '').

    `name` is what the place is called, `notes` say what was wrong or guessed, `suggestions`
    what else may have been meant.
    """

    typed: str
    site: Site | None = None
    name: str = ""
    notes: tuple[Reason, ...] = ()
    suggestions: tuple[Region, ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Whether a place was asked for that nobody knows."""
        return bool(self.typed) and self.site is None


@lru_cache(maxsize=256)
def read_place(text: str) -> PlaceRead:
    """The place that is meant, slips forgiven."""
    typed = text.strip()
    if not typed:
        return PlaceRead("")
    known = find_region(typed)
    is_wide = known is not None and known.kind is not RegionKind.MUNICIPALITY
    site = _site(typed, is_wide=is_wide)
    notes = tuple(Reason(warning.code, warning.values) for warning in site.warnings)
    if site.places is None:
        return PlaceRead(typed, notes=notes, suggestions=_suggestions(typed))
    name = known.name if known is not None else _name(site)
    return PlaceRead(typed, site, name or typed, notes)


def _site(typed: str, *, is_wide: bool) -> Site:
    if _POSTAL_CODE.fullmatch(typed) and not is_wide:
        return resolve_site(typed, None, None)
    if is_wide:
        return resolve_site(None, None, typed)
    return resolve_site(None, typed, None)


def _name(site: Site) -> str:
    found = municipality_of(site) or district_of(site) or land_of(site)
    return found.name if found else ""


def _suggestions(typed: str) -> tuple[Region, ...]:
    return search_regions(typed, limit=MOST_SUGGESTIONS)
