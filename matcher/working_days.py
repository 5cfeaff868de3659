"""Working days: Monday to Friday without the public holidays of a company's Land.

Holidays of single towns and of catholic or protestant districts are working days here, as are
24 and 31 December, which are no public holidays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

from matcher.profile import Profile
from offers.taxonomy.regions import land_of, resolve_site, resolve_territory

LANDS: Mapping[str, str] = {
    "DE1": "BW",
    "DE2": "BY",
    "DE3": "BE",
    "DE4": "BB",
    "DE5": "HB",
    "DE6": "HH",
    "DE7": "HE",
    "DE8": "MV",
    "DE9": "NI",
    "DEA": "NW",
    "DEB": "RP",
    "DEC": "SL",
    "DED": "SN",
    "DEE": "ST",
    "DEF": "SH",
    "DEG": "TH",
}
"""Länder by NUTS code: their ISO 3166-2 code without the country's."""
ALL_LANDS = ""
"""In place of a Land: only the holidays that all of them share."""
_SATURDAY = 5


def is_working_day(day: date, profile: Profile) -> bool:
    """Whether the day is one in the company's Land.

    Where its place is not known, or lies in several Länder or abroad, only holidays of all count.
    """
    return is_working_day_in(day, land_code(profile))


def land_code(profile: Profile) -> str:
    """The ISO code of the company's Land, ALL_LANDS if it cannot be told."""
    site = resolve_site(profile.postal_code, profile.municipality, profile.region)
    land = land_of(site)
    return LANDS.get(land.code, ALL_LANDS) if land is not None else ALL_LANDS


def land_code_of_territory(names: Sequence[str]) -> str:
    """The ISO code of the Land in which a whole territory lies, ALL_LANDS if it is none."""
    lands = {_land_of_region(code) for code in resolve_territory(names).codes}
    return lands.pop() if len(lands) == 1 else ALL_LANDS


def _land_of_region(code: str) -> str:
    land = land_of(resolve_site(None, None, code))
    return LANDS.get(land.code, ALL_LANDS) if land is not None else ALL_LANDS


def is_working_day_in(day: date, land: str) -> bool:
    """Whether the day is one in a Land, by its ISO code."""
    return day.weekday() < _SATURDAY and day not in _holidays(land, day.year)


def last_working_day_in(on_or_before: date, land: str) -> date:
    """The last working day in a Land that is not after the given day."""
    day = on_or_before
    while not is_working_day_in(day, land):
        day -= timedelta(days=1)
    return day


def working_days_since(start: date, end: date, land: str) -> int:
    """How many working days of a Land come after `start`, `end` included; 0 if it is not later."""
    days = (start + timedelta(days=count) for count in range(1, (end - start).days + 1))
    return sum(is_working_day_in(day, land) for day in days)


@lru_cache(maxsize=256)
def _holidays(land: str, year: int) -> frozenset[date]:
    return frozenset(country_holidays("DE", subdiv=land or None, years=year))
