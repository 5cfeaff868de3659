"""ISO weeks of the table's history as days."""

from __future__ import annotations

from datetime import date


def last_day(text: str) -> date:
    """The Sunday of a week such as '2026-W34'; ValueError where there is none in a calendar."""
    year, _, week = text.partition("-W")
    return date.fromisocalendar(int(year), int(week), 7)
