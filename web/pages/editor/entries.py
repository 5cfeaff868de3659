"""How values of an offer are typed: what is shown in a field, and what is read from it.

What cannot be read stays as it was typed, so that nothing is lost and the check names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from babel.numbers import format_decimal
from flask_babel import get_locale

from web.typed_texts import many_lines, one_line

LONGEST_TEXT = 200_000
MOST_LINES = 2_000
YES, NO = "yes", "no"
_GROUPED = re.compile(r"\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+|\d{1,18}")
_DECIMAL = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")
_GERMAN_DATE = re.compile(r"(?:(?:(\d{1,2})\.\s*)?(\d{1,2})\.\s*)?(\d{4})")
_ISO_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_UNITS = re.compile(r"\s*(?:euro|eur|€|%|prozent|percent|euros)\s*$", re.IGNORECASE)


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    LINES = "lines"
    TRUTH = "truth"


def shown(kind: Kind, value: object) -> str:
    """What stands in a field of one value; '' for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if kind is Kind.DATE:
        return shown_date(str(value))
    if isinstance(value, int | float):
        return str(format_decimal(value, locale=get_locale() or "de"))
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    return str(value)


def shown_date(text: str) -> str:
    """'2026-12-31' as '31.12.2026', '2026-12' as '12.2026'; other text as it is."""
    return ".".join(reversed(text.split("-"))) if _ISO_DATE.fullmatch(text) else text


def typed(kind: Kind, text: str) -> str:
    """What was typed, without what nobody means: line ends of other systems, control characters."""
    clean = many_lines if kind in (Kind.TEXT, Kind.LINES) else one_line
    return clean(text)[:LONGEST_TEXT]


def read(kind: Kind, text: str) -> object:
    """The value of what was typed; None for nothing, the text where it cannot be read."""
    if not text:
        return None
    if kind is Kind.WHOLE:
        return read_whole(text)
    if kind is Kind.DECIMAL:
        bare = _UNITS.sub("", text)
        return float(bare.replace(",", ".")) if _DECIMAL.fullmatch(bare) else text
    if kind is Kind.DATE:
        return read_date(text)
    if kind is Kind.TRUTH:
        return text == YES
    return lines(text) if kind is Kind.LINES else text


def read_whole(text: str) -> object:
    """'50.000 Euro' as 50000; the text where it is no whole number."""
    bare = _UNITS.sub("", text)
    if not _GROUPED.fullmatch(bare):
        return text
    return int("".join(c for c in bare if c.isdigit()))


def read_date(text: str) -> str:
    """'31.12.2026' as '2026-12-31'; other text as it is."""
    form = _GERMAN_DATE.fullmatch(text)
    if form is None:
        return text
    day, month, year = form.groups()
    parts = (year, *(part.zfill(2) for part in (month, day) if part))
    return "-".join(parts)


def lines(text: str) -> list[str]:
    """The filled lines, each once."""
    return list(dict.fromkeys(filter(None, map(one_line, text.splitlines()[:MOST_LINES]))))


def ticked(before: Sequence[object], chosen: Iterable[str], known: Sequence[str]) -> list[str]:
    """The chosen words: those of before in their order, then the others as the list has them."""
    asked = set(chosen)
    kept = [str(word) for word in before if str(word) in asked]
    return [*kept, *(word for word in known if word in asked and word not in kept)]
