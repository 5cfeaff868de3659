"""Subject: a profile on one day, with all that conditions ask derived once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from matcher.eligibility.size import possible_sizes
from matcher.profile import Profile
from offers.schema import SizeClass
from offers.taxonomy.regions import Site, resolve_site

FOUNDER_YEARS = 5
"""A firm founded five years ago or more is no founder any more (offer format, 'Audience')."""


class Foundation(StrEnum):
    """How far a company is from its foundation."""

    AHEAD = "ahead"
    RECENT = "recent"
    LONG_AGO = "long_ago"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Subject:
    """What leaves look at; `age` is (lowest, highest) in whole years, None where not known."""

    profile: Profile
    today: date
    site: Site
    age: tuple[int, int] | None
    foundation: Foundation
    sizes: frozenset[SizeClass]


def subject_of(profile: Profile, today: date) -> Subject:
    """The subject of a profile on a day (Europe/Berlin)."""
    return Subject(
        profile=profile,
        today=today,
        site=resolve_site(profile.postal_code, profile.municipality, profile.region),
        age=_age(profile.founded, today),
        foundation=_foundation(profile, today),
        sizes=possible_sizes(profile),
    )


def _age(founded: int | None, today: date) -> tuple[int, int] | None:
    """From the year alone the age is y or y - 1; a firm that exists is not younger than 0."""
    if founded is None:
        return None
    years = today.year - founded
    return (max(years - 1, 0) if years >= 0 else years - 1, years)


def _foundation(profile: Profile, today: date) -> Foundation:
    if profile.founded is None:
        return Foundation.AHEAD if profile.employees == 0 else Foundation.UNKNOWN
    if profile.founded > today.year:
        return Foundation.AHEAD
    if today.year - profile.founded >= FOUNDER_YEARS:
        return Foundation.LONG_AGO
    return Foundation.RECENT
