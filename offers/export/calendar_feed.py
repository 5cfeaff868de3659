"""Deadlines as an iCalendar feed (RFC 5545, refresh and name by RFC 7986)."""

from __future__ import annotations

import calendar
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from offers.schema import Deadline, Offer

PRODUCT = "-//Angebotslotse//Fristen//DE"
_IDS = uuid.UUID("5f0d3f0e-6a5b-5c0e-9a7e-2f6c8a1d4b77")
_EVERY_DAY = timedelta(days=1)
_NEVER = date.max.year
"""Tables write 9999 for what has no end: that is no day for a calendar."""


@dataclass(frozen=True, slots=True)
class Due:
    """A day that counts; `key` stays the same when the day of the same deadline moves."""

    key: str
    day: date
    label: str = ""
    exact: bool = True
    recurring: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a calendar shows of a day; `stamp` is when the facts were written, in UTC."""

    due: Due
    offer_id: str
    title: str
    text: str
    url: str
    categories: tuple[str, ...]
    version: int
    stamp: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What the calendar as a whole is called, and where it comes from."""

    name: str
    text: str
    language: str
    url: str


def due_days(offer: Offer, today: date) -> Iterator[Due]:
    """The deadlines that are not past, and the last day of an offer without any.

    A month or a year means its last day, the year 9999 none. Deadlines of one name are told apart
    by their order.
    """
    ends = offer.valid_until.last if offer.valid_until else None
    seen: dict[str, int] = {}
    for each in sorted(offer.deadlines, key=lambda deadline: deadline.date.last):
        place = seen[each.label] = seen.get(each.label, 0) + 1
        if _counts(each, today, ends):
            yield _due(each, f"{each.label}/{place}", ends)
    if not offer.deadlines and ends is not None and today <= ends and ends.year < _NEVER:
        exact = offer.valid_until is not None and offer.valid_until.first == ends
        yield Due("end", ends, exact=exact)


def _counts(deadline: Deadline, today: date, ends: date | None) -> bool:
    """Whether its day is yet to come, or comes again before the offer ends."""
    day = deadline.date.last
    if not deadline.recurring:
        return today <= day and day.year < _NEVER
    return day.year < _NEVER and (ends is None or day <= ends)


def _due(deadline: Deadline, key: str, ends: date | None) -> Due:
    return Due(
        key,
        deadline.date.last,
        label=deadline.label,
        exact=deadline.date.first == deadline.date.last,
        recurring=deadline.recurring,
        until=ends if deadline.recurring else None,
    )


def calendar_bytes(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """The calendar; the same values give the same bytes."""
    made = Calendar()
    for name, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("name", feed.name),
        ("x-wr-calname", feed.name),
        ("description", feed.text),
        ("x-wr-caldesc", feed.text),
        ("url", feed.url),
    ):
        made.add(name, value, parameters=_language(name, feed))
    made.add("refresh-interval", _EVERY_DAY, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "P1D")
    for entry in entries:
        made.add_component(_event(entry))
    return bytes(made.to_ical())


def _language(name: str, feed: Feed) -> dict[str, str]:
    return {"LANGUAGE": feed.language} if name in ("name", "description") else {}


def _event(entry: Entry) -> Event:
    due, event = entry.due, Event()
    event.add("uid", f"{uuid.uuid5(_IDS, f'{entry.offer_id}/{due.key}')}")
    event.add("dtstamp", entry.stamp)
    event.add("last-modified", entry.stamp)
    event.add("sequence", entry.version - 1)
    event.add("dtstart", due.day)
    event.add("dtend", due.day + _EVERY_DAY)
    if due.recurring:
        event.add("rrule", _every_year(due))
    event.add("summary", entry.title)
    event.add("description", entry.text)
    event.add("url", entry.url)
    if entry.categories:
        event.add("categories", list(entry.categories))
    event.add("transp", "TRANSPARENT")
    return event


def _every_year(due: Due) -> dict[str, Any]:
    """The same day each year; the end of a month stays its end, as February has no 29th in most."""
    rule: dict[str, Any] = {"freq": "yearly"}
    is_last = due.day.day == calendar.monthrange(due.day.year, due.day.month)[1]
    if is_last and (due.day.month == 2 and due.day.day == 29 or not due.exact):
        rule |= {"bymonth": due.day.month, "bymonthday": -1}
    if due.until is not None:
        rule["until"] = due.until
    return rule
