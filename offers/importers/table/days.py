"""Dates as tables write them, by patterns such as DD.MM.YYYY."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offers.schema import parse_partial_date

_PARTS = {"YYYY": r"(?P<year>\d{4})", "MM": r"(?P<month>\d{1,2})", "DD": r"(?P<day>\d{1,2})"}
_PART = re.compile("YYYY|MM|DD")
_ISO = ("YYYY-MM-DD", "YYYY-MM", "YYYY")
_LETTER = re.compile(r"[^\W\d_]|\d")


def is_pattern(text: str) -> bool:
    """Whether it has a year, a month if it has a day, each once, and nothing but signs besides."""
    parts = _PART.findall(text)
    has_all = "YYYY" in parts and ("MM" in parts or "DD" not in parts)
    return has_all and len(set(parts)) == len(parts) and not _LETTER.search(_PART.sub("", text))


def iso_date(text: str, patterns: Sequence[str]) -> str | None:
    """'31.12.2026' as '2026-12-31', '12.2026' as '2026-12'; None for what is no such date."""
    for pattern in (*_ISO, *patterns):
        found = _form(pattern).fullmatch(text)
        if found is None:
            continue
        parts = found.groupdict()
        named = [parts["year"], *(parts[key].zfill(2) for key in ("month", "day") if key in parts)]
        return _checked("-".join(named))
    return None


def _checked(text: str) -> str | None:
    try:
        return parse_partial_date(text).text
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _form(pattern: str) -> re.Pattern[str]:
    pieces = re.split("(YYYY|MM|DD)", pattern)
    return re.compile("".join(_PARTS.get(piece) or re.escape(piece) for piece in pieces))
