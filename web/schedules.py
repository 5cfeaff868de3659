"""When work is due: on days at a time of the clocks in Germany, or again after so long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from web.clock import BERLIN

_LONGEST_MONTH = 31
_DAYS_BETWEEN = 2 * _LONGEST_MONTH + 1
"""Every schedule has a day within so many days: a month without a 31st is followed by one with."""


@dataclass(frozen=True, slots=True)
class At:
    """Every day at `hour`:`minute` in Europe/Berlin, or only on some days.

    `weekdays` are 0 (Monday) to 6, empty: all. `day_of_month`: only on this day, and not at all in
    a month without it; not together with `weekdays`. A time that the change to summer time skips
    comes as much later (02:30 is 03:30 then); one that comes twice in autumn counts the first time.
    """

    hour: int
    minute: int = 0
    weekdays: tuple[int, ...] = ()
    day_of_month: int | None = None

    def __post_init__(self) -> None:
        time(self.hour, self.minute)
        if not set(self.weekdays) <= set(range(7)):
            raise ValueError("weekdays are 0 to 6")
        if self.day_of_month is not None and not 1 <= self.day_of_month <= _LONGEST_MONTH:
            raise ValueError("days of a month are 1 to 31")
        if self.weekdays and self.day_of_month is not None:
            raise ValueError("a schedule has weekdays or a day of the month")

    def latest(self, now: datetime) -> datetime:
        """The last moment that is not after `now`, in UTC."""
        today = now.astimezone(BERLIN).date()
        moments = (self._moment(today - timedelta(days=back)) for back in range(_DAYS_BETWEEN))
        return next(moment for moment in moments if moment is not None and moment <= now)

    def following(self, now: datetime) -> datetime:
        """The first moment after `now`, in UTC."""
        today = now.astimezone(BERLIN).date()
        moments = (self._moment(today + timedelta(days=ahead)) for ahead in range(_DAYS_BETWEEN))
        return next(moment for moment in moments if moment is not None and moment > now)

    def due(self, now: datetime, *, last: datetime | None) -> datetime:
        """The moment that is to be worked on `now`; it may have been, `last` does not matter."""
        return self.latest(now)

    def _moment(self, day: date) -> datetime | None:
        """The moment on this day; None if it is none of the days."""
        if self.weekdays and day.weekday() not in self.weekdays:
            return None
        if self.day_of_month not in {None, day.day}:
            return None
        # fold=0 is what the docstring promises, for both kinds of odd hours (PEP 495).
        return datetime.combine(day, time(self.hour, self.minute), tzinfo=BERLIN).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Every:
    """Again `seconds` after the last time, whatever the clocks in Germany say."""

    seconds: int

    def __post_init__(self) -> None:
        if self.seconds < 1:
            raise ValueError("an interval is one second or more")

    def latest(self, now: datetime) -> datetime:
        """`now`: there is always work."""
        return now

    def following(self, now: datetime) -> datetime:
        """When it is due again after a turn `now`, in UTC."""
        return now + timedelta(seconds=self.seconds)

    def due(self, now: datetime, *, last: datetime | None) -> datetime | None:
        """`now` if the last time is long enough past; None: not yet.

        One that lies further ahead than an interval was read off a clock that has been put back.
        """
        # A look comes a little early or late: without some leeway every second one would miss.
        enough = timedelta(seconds=self.seconds) * 0.9
        return None if last is not None and abs(now - last) < enough else now


Schedule = At | Every
