"""What is to be said about a postal code and a municipality, as codes and names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from matcher.profile import Profile
from offers.taxonomy.regions import Region, RegionKind, Site, region, resolve_site

MOST_CANDIDATES = 15
_POSTAL_CODE = re.compile(r"(?:DE?[ -]?)?([0-9]{2}) ?([0-9]{3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlaceProblem:
    """One thing that is wrong: `field` of the form, `code`, and the names that belong to it.

    `places` are the names the postal code stands for, `suggestion` is the name probably meant.
    """

    field: str
    code: str
    places: tuple[str, ...] = ()
    suggestion: str = ""


def parse_postal_code(text: str) -> str | None:
    """The five digits; None for anything else."""
    match = _POSTAL_CODE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return match[1] + match[2] if match else None


def problem_of(postal_code: str, municipality: str) -> PlaceProblem | None:
    """The first thing that is wrong with the place; None if it can be taken."""
    if postal_code and resolve_site(postal_code, None, None).places is None:
        return PlaceProblem("postal_code", "postal_code_unknown")
    if not municipality:
        return None
    return _problem_of_name(postal_code, municipality)


def corrected_name(postal_code: str, municipality: str) -> str:
    """The municipality's name where a slip of the pen is beyond doubt, else the name as typed."""
    warnings = _warnings(resolve_site(postal_code or None, municipality or None, None))
    return warnings.get("municipality_guessed", municipality)


def candidates(profile: Profile) -> tuple[Region, ...]:
    """The municipalities among which one has to be chosen, by name; () if there is no doubt."""
    site = resolve_site(profile.postal_code, profile.municipality, profile.region)
    places = [region(code) for code in site.places or ()]
    found = [place for place in places if place.kind is RegionKind.MUNICIPALITY]
    if not 2 <= len(found) <= MOST_CANDIDATES:
        return ()
    return tuple(sorted(found, key=lambda place: (place.name, place.code)))


def full_name(place: Region) -> str:
    """The municipality with the Kreis or Land that holds it: 'Halle, Sachsen-Anhalt'."""
    above = (region(code) for code in place.ancestors)
    kinds = (RegionKind.DISTRICT, RegionKind.LAND)
    holder = next((each for each in above if each.kind in kinds), None)
    return (
        place.name
        if holder is None or holder.name == place.name
        else f"{place.name}, {holder.name}"
    )


def region_code(place: Region) -> str:
    """What the profile keeps of a place that was chosen: its AGS, or its Land where it has none."""
    return place.code.partition(":")[0]


def _problem_of_name(postal_code: str, municipality: str) -> PlaceProblem | None:
    warnings = _warnings(resolve_site(postal_code or None, municipality, None))
    guessed = warnings.get("municipality_guessed", "")
    if "place_contradiction" in warnings:
        names = _names(resolve_site(postal_code, None, None))
        return PlaceProblem("municipality", "contradiction", names, guessed or municipality)
    if "municipality_unknown" in warnings:
        suggestion = "" if postal_code else warnings["municipality_unknown"]
        return PlaceProblem("municipality", "municipality_unknown", (), suggestion)
    if guessed and not postal_code:
        return PlaceProblem("municipality", "municipality_guessed", (), guessed)
    return None


def _warnings(site: Site) -> dict[str, str]:
    """Code of each warning, with the name that it proposes."""
    return {
        warning.code: str(warning.values.get("taken") or warning.values.get("suggestion") or "")
        for warning in site.warnings
    }


def _names(site: Site) -> tuple[str, ...]:
    return _distinct(region(code).name for code in sorted(site.places or ()))


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
