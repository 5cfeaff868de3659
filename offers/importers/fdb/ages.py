"""Of what day a programme speaks, and when it disappeared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from offers.importers.fdb.programme import Programme
from offers.importers.fdb.weeks import last_day
from offers.reading.days import days
from offers.reading.folding import fold

_AS_OF = re.compile(r"Stand:?\s+(?=\w)")
_LONGEST_DAY = 30


def day_of(programme: Programme) -> date | None:
    """The newest day that the row speaks of: first issue, a 'Stand …' of its texts, last change.

    The day of issue is that of the first version, often years before the text that stands there.
    A 'Stand' behind the week in which the row was last seen to change is a slip and not taken.
    """
    seen = max(filter(None, (programme.on_website_from, programme.last_updated)))
    found = [day for day in _stated(programme) if day <= last_day(seen)]
    if programme.last_updated:
        found.append(last_day(programme.last_updated))
    if programme.date_of_issue is not None:
        found.append(programme.date_of_issue.date())
    return max(found, default=None)


def gone_on(programme: Programme) -> date | None:
    """The last day of the last week in which a vanished programme stood there."""
    week = programme.on_website_to or programme.last_updated or programme.on_website_from
    return last_day(week) if programme.absent else None


def _stated(programme: Programme) -> Iterator[date]:
    """The days of 'Stand April 2023'; a month or year is known by its first day at least."""
    for text in (programme.legal_citation, programme.legal_basis, programme.description):
        for mark in _AS_OF.finditer(text):
            found = next(days(fold(text[mark.end() : mark.end() + _LONGEST_DAY])), None)
            if found is not None and found.start == 0:
                yield found.day.first
