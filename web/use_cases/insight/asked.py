"""What insight is asked for: whose view it is, and which firms of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, and_, true

from offers.taxonomy.regions import Territory
from web.clock import BERLIN
from web.use_cases.insight.firms import Firm, Firms

_PERIOD = re.compile(r"(?P<year>20[0-9]{2})(?:-Q(?P<quarter>[1-4]))?", re.ASCII)
_QUARTER = 3
QUARTERS_OFFERED = 9
YEARS_OFFERED = 3


@dataclass(frozen=True, slots=True)
class View:
    """Whose view: firms that may be in the territory, and what one organisation did.

    None of either: no limit, for who looks after the whole service.
    """

    territory: Territory | None
    organisation_id: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar year or quarter, by its first and last month; `text` as in addresses."""

    text: str
    first: str
    last: str

    def holds(self, month: str) -> bool:
        """Whether a month, '2026-11', is one of it."""
        return self.first <= month <= self.last

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The moment at which it begins in Germany, and the one at which the next begins."""
        first, last = date.fromisoformat(f"{self.first}-01"), date.fromisoformat(f"{self.last}-01")
        behind = date(last.year + last.month // 12, last.month % 12 + 1, 1)
        return _midnight(first), _midnight(behind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which firms; what is None or '' does not narrow."""

    period: Period | None = None
    territory: Territory | None = None
    section: str = ""
    size: str = ""
    need: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows."""
        return self == Asked()

    @property
    def narrows_firms(self) -> bool:
        """Whether anything but the period does."""
        return bool(self.territory or self.section or self.size or self.need)

    def admits(self, firm: Firm) -> bool:
        """Whether a firm is meant, whenever it asked."""
        return (
            (not self.section or firm.section == self.section)
            and (not self.size or firm.size == self.size)
            and (not self.need or self.need in firm.needs)
            and (self.territory is None or firm.place.lies_in(self.territory))
        )

    def is_when(self, month: str) -> bool:
        """Whether it happened in the period that is meant."""
        return self.period is None or self.period.holds(month)

    def when(self, moment: Any) -> ColumnElement[bool]:
        """The same for a column of moments."""
        if self.period is None:
            return true()
        begins, ends = self.period.span
        return and_(moment >= begins, moment < ends)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)


def firms_asked_for(firms: Firms, view: View, asked: Asked) -> Iterator[Firm]:
    """The firms of a view that are meant, whenever they asked."""
    return filter(asked.admits, firms.of(view.territory))


def period_of(text: str, today: date) -> Period | None:
    """The period of '2026' or '2026-Q3'; None for anything else, and for what is yet to come."""
    found = _PERIOD.fullmatch(text)
    if found is None:
        return None
    year, quarter = int(found["year"]), int(found["quarter"] or 0)
    first = _QUARTER * (quarter - 1) + 1 if quarter else 1
    last = first + _QUARTER - 1 if quarter else 12
    if (year, first) > (today.year, today.month):
        return None
    return Period(text, f"{year}-{first:02}", f"{year}-{last:02}")


def periods_to_choose(today: date) -> tuple[str, ...]:
    """The last quarters and years, the newest first."""
    this = today.year * 4 + (today.month - 1) // _QUARTER
    quarters = (f"{at // 4}-Q{at % 4 + 1}" for at in range(this, this - QUARTERS_OFFERED, -1))
    years = (f"{year}" for year in range(today.year, today.year - YEARS_OFFERED, -1))
    return (*quarters, *years)
