"""On which days digests and reminders run: at 07:00 by the clocks in Germany, every time once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from models.digest import Rhythm, RunKind
from web.clock import BERLIN, day_in_berlin

RUNS_AT = time(7)
"""No change to or from summer time falls on this hour."""
_DAY = timedelta(days=1)
_WORKING_DAYS = range(5)
_A_WEEK = 7
RHYTHMS = (Rhythm.WEEKLY, Rhythm.MONTHLY)


def moment_of(day: date) -> datetime:
    """When the runs of a day begin, in UTC."""
    return datetime.combine(day, RUNS_AT, tzinfo=BERLIN).astimezone(UTC)


def last_day(rhythm: Rhythm, weekday: int, now: datetime) -> date:
    """The last day of the rhythm whose moment has come; of a rhythm that has days."""
    return next(day for day in _days_back(now) if _is_day_of(rhythm, weekday, day))


def next_day(rhythm: Rhythm, weekday: int, now: datetime) -> date | None:
    """The day of the next message: today, if its moment is still to come; None for NEVER."""
    if rhythm is Rhythm.NEVER:
        return None
    today = day_in_berlin(now)
    days = (today + number * _DAY for number in count())
    return next(day for day in days if _is_day_of(rhythm, weekday, day) and moment_of(day) > now)


def last_working_day(now: datetime) -> date:
    """The last day from Monday to Friday whose moment has come."""
    return next(day for day in _days_back(now) if day.weekday() in _WORKING_DAYS)


def due_runs(now: datetime) -> tuple[tuple[RunKind, date], ...]:
    """The last run of each rhythm and weekday, and of reminders, whose moment has come.

    By day, so that what was missed longest comes first.
    """
    found = [
        (RunKind(rhythm.value), last_day(rhythm, weekday, now))
        for rhythm in RHYTHMS
        for weekday in range(_A_WEEK)
    ]
    found.append((RunKind.REMINDERS, last_working_day(now)))
    return tuple(sorted(found, key=lambda run: (run[1], run[0].value)))


def _days_back(now: datetime) -> Iterator[date]:
    today = day_in_berlin(now)
    latest = today if moment_of(today) <= now else today - _DAY
    return (latest - number * _DAY for number in count())


def _is_day_of(rhythm: Rhythm, weekday: int, day: date) -> bool:
    """The first such weekday of a month is among its first seven days."""
    is_in_time = rhythm is Rhythm.WEEKLY or day.day <= _A_WEEK
    return day.weekday() == weekday and is_in_time
