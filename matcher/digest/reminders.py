"""Reminders: deadlines that come close, told 30, 14 and 3 days before on a working day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from matcher.catalogue import Catalogue
from matcher.digest.listing import Listing, listing
from matcher.digest.values import Reminder, Subscriber
from matcher.eligibility import CompiledConditions
from matcher.scorers import Scorer
from matcher.working_days import land_code, last_working_day_in
from offers.schema import Offer

DAYS_BEFORE = (3, 14, 30)
"""The closest first."""
FIRST = 5
"""Offers among so many of the list are reminded of without being remembered."""
LONGEST_REST = 14
"""More days than ever lie between two working days."""


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which one has to apply; `label` is '' for the end of the offer."""

    offer_id: str
    day: date
    label: str


def due_reminders(
    subscriber: Subscriber, catalogue: Catalogue, scorer: Scorer, *, since: date, today: date
) -> tuple[Reminder, ...]:
    """The deadlines of which to remind today, the earliest first, then by offer.

    `since` to `today` are the days not reminded of yet. A reminder belongs to one day: the last
    working day of the company's Land that is not later than so many days before the deadline. Of
    several reminders of one deadline only the closest is left, of a deadline that is past none.
    Only days count that are known exactly, and only offers that the company can or may use and
    that it remembered or that are among the first five of its list.
    """
    near = _due_soon(catalogue.conditions, since, today)
    land = land_code(subscriber.profile) if near else ""
    crossed = [(due, days) for due in near if (days := _crossed(due.day, land, since, today))]
    if not crossed:
        return ()
    listed = listing(subscriber, catalogue, scorer, today=today)
    remembered = frozenset(subscriber.remembered)
    wanted = _wanted(listed, remembered)
    return tuple(
        Reminder(
            offer=listed.of(due.offer_id).offer,
            match=listed.of(due.offer_id),
            day=due.day,
            label=due.label,
            days_before=days,
            left=(due.day - today).days,
            is_remembered=due.offer_id in remembered,
        )
        for due, days in sorted(crossed, key=lambda pair: (pair[0].day, pair[0].offer_id))
        if due.offer_id in wanted
    )


def due_days(offer: Offer, today: date) -> tuple[Due, ...]:
    """The days of an offer that are exactly known and not past, each once, the earliest first.

    A recurring deadline is due at its next occurrence, on the last of February where there is no
    29th. After the last day of the offer nothing is due.
    """
    ends = offer.valid_until.last if offer.valid_until is not None else date.max
    labels: dict[date, str] = {}
    for deadline in offer.deadlines:
        day = deadline.next_day(today) if deadline.date.is_exact else None
        if day is not None and day <= ends:
            labels.setdefault(day, deadline.label)
    if offer.valid_until is not None and offer.valid_until.is_exact and ends >= today:
        labels.setdefault(ends, "")
    return tuple(Due(offer.id, day, labels[day]) for day in sorted(labels))


def _wanted(listed: Listing, remembered: frozenset[str]) -> frozenset[str]:
    first = {each.offer.id for each in islice(listed.fitting(), FIRST)}
    kept = map(listed.find, remembered - listed.dismissed)
    return frozenset(first.union(each.offer.id for each in kept if each and each.rank is not None))


def _crossed(day: date, land: str, since: date, today: date) -> int | None:
    """The closest of 30, 14 and 3 days before that a day not reminded of yet stands for."""
    for days in DAYS_BEFORE:
        if since <= last_working_day_in(day - timedelta(days=days), land) <= today:
            return days
    return None


@lru_cache(maxsize=4)  # All companies of a run have the same catalogue, most the same days.
def _due_soon(conditions: CompiledConditions, since: date, today: date) -> tuple[Due, ...]:
    """The days for which a reminder may be sent on one of these days, in whatever Land."""
    return tuple(
        due
        for offer in conditions.offers
        for due in due_days(offer, today)
        if any(_may_be_sent(due.day, days, since, today) for days in DAYS_BEFORE)
    )


def _may_be_sent(day: date, days_before: int, since: date, today: date) -> bool:
    latest = day - timedelta(days=days_before)
    return since <= latest and latest - timedelta(days=LONGEST_REST) <= today
