"""The one place that reads the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


class Clock(Protocol):
    """Tells the moment; tests pass one that stands still."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return datetime.now(UTC)


def day_in_berlin(moment: datetime) -> date:
    """The calendar day in Europe/Berlin, where deadlines end at midnight."""
    return moment.astimezone(BERLIN).date()
