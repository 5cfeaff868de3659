"""Agreed days as an iCalendar file (RFC 5545): the firm's name and the step, nothing else.

The library escapes texts and folds lines, so that no name or title becomes a line of its own.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from web.typed_texts import one_line

PRODUCT = "-//Angebotslotse//Beratung//DE"
APPOINTMENT_LENGTH = timedelta(hours=1)
_IDS = uuid.UUID("7d1c0b52-2f0a-5f5e-8b34-6a0f3c9d2e11")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One day, or one moment (aware) of an hour's length; `key` stays the same when it moves.

    `sequence` grows when the entry changes, so that a calendar takes over the newer one.
    """

    key: str
    start: date | datetime
    title: str
    text: str = ""
    sequence: int = 0


def calendar_bytes(entries: Iterable[Entry], url: str, *, now: datetime) -> bytes:
    """The file; the same values give the same bytes. `url` is the page behind it, '' for none."""
    made = Calendar()
    for name, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", "PUBLISH")):
        made.add(name, value)
    for entry in entries:
        made.add_component(_event(entry, url, now))
    return bytes(made.to_ical())


def _event(entry: Entry, url: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uuid.uuid5(_IDS, entry.key)}")
    event.add("dtstamp", now)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.start)
    event.add("dtend", entry.start + _length(entry.start))
    event.add("summary", one_line(entry.title))
    if entry.text:
        event.add("description", entry.text)
    if url:
        event.add("url", url)
    if not isinstance(entry.start, datetime):
        event.add("transp", "TRANSPARENT")
    return event


def _length(start: date | datetime) -> timedelta:
    return APPOINTMENT_LENGTH if isinstance(start, datetime) else timedelta(days=1)
