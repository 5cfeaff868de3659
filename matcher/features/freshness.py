"""Freshness: may the facts of an offer still be believed on a day?"""

from __future__ import annotations

from datetime import MAXYEAR, date

from offers.schema import Offer

OLD_AFTER_YEARS = 2
FORGOTTEN_AFTER_YEARS = 5


def period_is_over(offer: Offer, today: date) -> bool:
    """True after the last day of the funded period that the source names."""
    return offer.period_until is not None and today > offer.period_until.last


def facts_are_old(offer: Offer, today: date) -> bool:
    """True where the source speaks of a day more than two years ago."""
    last = last_day_of_belief(offer)
    return last is not None and today > last


def last_day_of_belief(offer: Offer, years: int = OLD_AFTER_YEARS) -> date | None:
    """So many years after the day that the source speaks of; None where it names none.

    Calendars end with the year 9999, which some write for 'always'.
    """
    if offer.as_of is None:
        return None
    spoken = offer.as_of.last
    if (spoken.month, spoken.day) == (2, 29):
        spoken = spoken.replace(day=28)
    return spoken.replace(year=min(spoken.year + years, MAXYEAR))
