"""Days as people type them, and as the date field of a browser sends them."""

from __future__ import annotations

import re
from datetime import date

_GERMAN = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_YEARS = range(1900, 2200)
"""Years that somebody can mean; others are slips, and calendars end somewhere."""


def parse_day(text: str) -> date | None:
    """The day of '2026-11-22' or '22.11.2026'; None for what is no day that is meant.

    Such as 31.02.2026, or a day of the year 202.
    """
    typed = text.strip()
    if found := _ISO.fullmatch(typed):
        year, month, day = found.groups()
    elif found := _GERMAN.fullmatch(typed):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day)) if int(year) in _YEARS else None
    except ValueError:
        return None
