"""Dates as German and English sources write them, found in folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from offers.schema import PartialDate, parse_partial_date

# Patterns instead of a library: those on PyPI guess a missing year from the clock, read '2021-2027'
# as a day, and take a hundred times as long.
_NAMES = (
    "januar|jaenner|jan|january", "februar|feb|february", "maerz|mrz|mar|march", "april|apr",
    "mai|may", "juni|jun|june", "juli|jul|july", "august|aug", "september|sept|sep",
    "oktober|okt|october|oct", "november|nov", "dezember|dez|december|dec",
)  # fmt: skip
_MONTHS = {
    name: number for number, names in enumerate(_NAMES, start=1) for name in names.split("|")
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
# Nothing else begins a date; asked first, it spares six sevenths of the time.
_BEGIN = "|".join(sorted({name[:2] for name in _MONTHS}))
_DAY = re.compile(
    rf"(?=\d|{_BEGIN})(?<![\d.])(?:"
    rf"(?P<d1>\d{{1,2}})\. ?(?P<m1>\d{{1,2}})\. ?(?P<y1>\d{{4}}|\d{{2}}(?!\d))"
    rf"|(?P<y2>\d{{4}})-(?P<m2>\d{{2}})-(?P<d2>\d{{2}})"
    rf"|(?P<d3>\d{{1,2}})(?:\.|st|nd|rd|th)? ?(?P<m3>{_NAME})\.?,? (?P<y3>\d{{4}})"
    rf"|(?P<m4>{_NAME})\.? (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?, (?P<y4>\d{{4}})"
    rf"|(?P<m5>{_NAME})\.? (?P<y5>\d{{4}})"
    rf"|(?P<m6>0[1-9]|1[0-2])/(?P<y6>20\d{{2}})"
    rf"|(?:(?<=ende )|(?<=end of )|(?<=bis )|(?<=until ))(?P<y7>20\d{{2}})(?![-/]\d)"
    rf")(?!\d)"
)
_YEARLESS = re.compile(
    rf"(?<![\d.])(?:(?P<d1>\d{{1,2}})\. ?(?P<m1>\d{{1,2}})\.(?! ?\d)"
    rf"|(?P<d2>\d{{1,2}})\. ?(?P<m2>{_NAME})(?!\.? ?\d{{4}})(?![a-z]))"
)
_CENTURY = 2000
_FORMS = ("1", "2", "3", "4", "5", "6", "7")


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A date that stands in a text from `start` to `end`."""

    start: int
    end: int
    day: PartialDate


def days(text: str) -> Iterator[FoundDay]:
    """The dates of a folded text; what is no day of the calendar is left out."""
    for found in _DAY.finditer(text):
        day = _day(found)
        if day is not None:
            yield FoundDay(found.start(), found.end(), day)


def days_of_every_year(text: str, year: int) -> Iterator[FoundDay]:
    """Days without a year ('31. März'), as those of `year`."""
    for found in _YEARLESS.finditer(text):
        number, month = found["d1"] or found["d2"], found["m1"] or found["m2"]
        day = partial_date(str(year), month, number)
        if day is not None:
            yield FoundDay(found.start(), found.end(), day)


def _day(found: re.Match[str]) -> PartialDate | None:
    groups = found.groupdict()
    form = next(form for form in _FORMS if groups[f"y{form}"])
    return partial_date(groups[f"y{form}"], groups.get(f"m{form}"), groups.get(f"d{form}"))


def partial_date(year: str, month: str | None, day: str | None) -> PartialDate | None:
    """The date of its parts, month by number or name; None if the calendar has none such."""
    parts = [str(int(year) + (_CENTURY if len(year) == 2 else 0))]
    if month is not None:
        parts.append(f"{_MONTHS.get(month, 0) or int(month):02}")
    if day is not None:
        parts.append(f"{int(day):02}")
    try:
        return parse_partial_date("-".join(parts))
    except ValueError:
        return None
