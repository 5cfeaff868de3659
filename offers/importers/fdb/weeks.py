"""ISO weeks of the table's history as days."""

from __future__ import annotations

from datetime import date


def week_of(text: str) -> date:
    """The Monday of a week such as '2026-W34'; ValueError where the year has no such week."""
    year, _, week = text.partition("-W")
    return date.fromisocalendar(int(year), int(week), 1)


def last_day(text: str) -> date:
    """The Sunday of a week."""
    year, _, week = text.partition("-W")
    return date.fromisocalendar(int(year), int(week), 7)
