"""Dates as sources give them: a day, a month or a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

EARLIEST_YEAR = 1900
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of day, month or year precision; `text` is how the source writes it."""

    text: str
    first: date
    last: date

    @property
    def is_exact(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    def __str__(self) -> str:
        return self.text


def in_year(day: date, year: int) -> date:
    """The same day of another year; the last of February where there is no 29th."""
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def parse_partial_date(text: str) -> PartialDate:
    """The date for 'YYYY-MM-DD', 'YYYY-MM' or 'YYYY'; ValueError for others or before 1900."""
    form = _FORM.fullmatch(text)
    if form is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in form.groups())
    if year is None or year < EARLIEST_YEAR:
        raise ValueError(text)
    first = date(year, 1 if month is None else month, 1 if day is None else day)
    last_month = 12 if month is None else month
    last = date(year, last_month, monthrange(year, last_month)[1] if day is None else day)
    return PartialDate(text, first, last)
