"""Days as people type them, and as the date field of a browser sends them."""

from __future__ import annotations

import re
from datetime import date

_GERMAN = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def parse_day(text: str) -> date | None:
    """The day of '2026-11-22' or '22.11.2026'; None for what is no day, such as 31.02.2026."""
    typed = text.strip()
    if found := _ISO.fullmatch(typed):
        year, month, day = found.groups()
    elif found := _GERMAN.fullmatch(typed):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
