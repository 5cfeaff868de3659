"""How complete, fresh and checked a catalogue is: counts of offers, told by codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from offers.schema import Offer, PartialDate
from offers.statistics import NOT_KNOWN, Count, Statistics, count

WITHIN_DAYS: tuple[tuple[str, int], ...] = (
    ("half_a_year", 183),
    ("a_year", 365),
    ("two_years", 730),
)
"""Ages by their greatest number of days; what is older is `OLDER`, what nobody knows `NEVER`."""
OLDER, NEVER = "older", "never"
AGES = (*(code for code, _ in WITHIN_DAYS), OLDER, NEVER)


def _has_condition(offer: Offer) -> bool:
    limits = offer.min_employees, offer.max_employees, offer.max_turnover_eur
    return offer.conditions is not None or any(limit is not None for limit in limits)


def _has_amount(offer: Offer) -> bool:
    amount = offer.amount
    return amount is not None and any(value is not None for _, value in amount)


FACTS: Mapping[str, Callable[[Offer], bool]] = {
    "source_and_day": lambda o: o.source is not None and o.as_of is not None,
    "source": lambda o: o.source is not None,
    "verified": lambda o: o.verified_on is not None,
    "kinds": lambda o: bool(o.kinds),
    "needs": lambda o: bool(o.needs),
    "audience": lambda o: bool(o.audience),
    "territory": lambda o: bool(o.territory),
    "conditions": _has_condition,
    "deadline": lambda o: bool(o.deadlines) or o.valid_until is not None,
    "amount": _has_amount,
    "url": lambda o: bool(o.url),
    "contact": lambda o: o.contact is not None,
    "license": lambda o: bool(o.license_info),
}
"""What one may hope to know of an offer, by code."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """Counts of one catalogue on a day.

    `known` counts offers by the codes of FACTS; `checked` and `spoken_of` by AGES: how long ago an
    editor checked an offer, and the day that its source speaks of; `licences` by their text, ''
    for our own words.
    """

    offers: int
    known: tuple[Count, ...]
    checked: tuple[Count, ...]
    spoken_of: tuple[Count, ...]
    kinds: tuple[Count, ...]
    needs: tuple[Count, ...]
    regions: tuple[Count, ...]
    licences: tuple[Count, ...]


def completeness(offers: Sequence[Offer], *, today: date) -> Completeness:
    """The counts; nothing is left out, also what no offer has is counted with 0."""
    held: Statistics = count(offers, today=today)
    return Completeness(
        offers=len(offers),
        known=tuple(Count(code, sum(map(has, offers))) for code, has in FACTS.items()),
        checked=_ages((offer.verified_on for offer in offers), today),
        spoken_of=_ages((offer.as_of for offer in offers), today),
        kinds=held.kinds,
        needs=held.needs,
        regions=held.regions,
        licences=by_frequency(offer.license_info for offer in offers),
    )


def by_frequency(words: Iterable[str]) -> tuple[Count, ...]:
    """How often each word occurs, the most frequent first, ties by word."""
    found = Counter(words).items()
    return tuple(Count(*pair) for pair in sorted(found, key=lambda pair: (-pair[1], pair[0])))


def _ages(days: Iterable[PartialDate | None], today: date) -> tuple[Count, ...]:
    ages = Counter(_age(day, today) for day in days)
    return tuple(Count(code, ages[code]) for code in AGES)


def _age(day: PartialDate | None, today: date) -> str:
    """By the last day that a month or year may mean; a day to come is as fresh as can be."""
    if day is None:
        return NEVER
    passed = (today - day.last).days
    return next((code for code, limit in WITHIN_DAYS if passed <= limit), OLDER)


__all__ = ["AGES", "FACTS", "NOT_KNOWN", "Completeness", "Count", "by_frequency", "completeness"]
