"""Large catalogues: one company against 2,500 offers, and 100,000 offers compiled and matched."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from matcher.catalogue import Catalogue, compile_catalogue
from matcher.output import ranking_record
from matcher.profile import Profile, parse_profile
from matcher.ranking import match
from tests.benchmarks.batch import OFFERS, large_catalogue
from tests.benchmarks.companies import companies
from tests.benchmarks.figures import (
    FULL,
    MILLI,
    Effort,
    Figure,
    quantiles,
    seconds_of,
    seconds_per_item,
)
from tests.benchmarks.matching import check, packaged

TODAY = date(2026, 11, 22)
TOP = 10
ASKED = 100
MOST_OFFERS = 100_000
P50, P99 = 5.0, 15.0
"""Milliseconds."""


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """Milliseconds of a match with reasons in words; seconds for very many offers."""
    catalogue = compile_catalogue(large_catalogue(shared, OFFERS), "large")
    asked = [parse_profile(record) for record in companies(ASKED)]
    for profile in asked:
        check(explained(profile, catalogue))
    seconds = seconds_per_item(
        lambda profile: explained(profile, catalogue), asked, rounds=effort.rounds
    )
    what = f"Match against {OFFERS} offers, best {TOP} with reasons in words"
    return [
        *quantiles(what, seconds, shares=(0.5,), target=(0.5, P50)),
        *quantiles(what, seconds, shares=(0.99,), target=(0.99, P99)),
        *_very_many(shared, MOST_OFFERS if effort == FULL else MOST_OFFERS // 20, asked[0]),
    ]


def _very_many(shared: Path, count: int, profile: Profile) -> list[Figure]:
    offers = large_catalogue(shared, count)
    made = list[Catalogue]()
    compiling = seconds_of(lambda: made.append(compile_catalogue(offers, "very large")))
    matching = seconds_of(partial(explained, profile, made[0]))
    return [
        Figure(f"Compiling {count:,} offers", compiling, "s"),
        Figure(f"One match against {count:,} offers", matching * MILLI, "ms"),
    ]


def explained(profile: Profile, catalogue: Catalogue) -> dict[str, object]:
    """The best ten with reasons and questions in German, as the command line writes them."""
    found = match(profile, catalogue, packaged(), today=TODAY, limit=TOP)
    return ranking_record(profile.id, found, language="de")
