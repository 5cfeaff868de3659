"""Day and time of an appointment, as they are typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from flask_babel import gettext

from web.clock import BERLIN
from web.pages.inbox.deeds import DAY, TIME
from web.typed_days import parse_day
from web.typed_texts import one_line

LONGEST = 20
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:\s*Uhr)?", re.ASCII | re.IGNORECASE)
_LAST_YEAR = 5
"""Further ahead in years nobody agrees on an appointment: the year is mistyped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentInput:
    """What was sent; `errors` maps fields to messages, `moment` is None if there are any."""

    day: str
    time: str
    errors: Mapping[str, str]
    moment: datetime | None


def read_appointment(form: Mapping[str, str], today: date) -> AppointmentInput:
    """The moment, aware; it is that of clocks in Berlin, and lies not before today."""
    typed_day, typed_time = (one_line(form.get(name, ""))[:LONGEST] for name in (DAY, TIME))
    day, clock = parse_day(typed_day), _time(typed_time)
    found = {DAY: _day_error(day, today), TIME: _time_error(day, clock)}
    errors = {name: error for name, error in found.items() if error}
    moment = _moment(day, clock) if day and clock and not errors else None
    return AppointmentInput(day=typed_day, time=typed_time, errors=errors, moment=moment)


def _time(text: str) -> time | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _moment(day: date, clock: time) -> datetime | None:
    """The moment; None where clocks skip it in spring. Of the hour that comes twice the first."""
    local = datetime.combine(day, clock, tzinfo=BERLIN)
    moment = local.astimezone(UTC)
    return moment if moment.astimezone(BERLIN).time() == clock else None


def _day_error(day: date | None, today: date) -> str:
    if day is None:
        return gettext("Please enter a day, for example 24.11.2026.")
    if day < today:
        return gettext("This day is past.")
    if day.year > today.year + _LAST_YEAR:
        return gettext("Please check the year.")
    return ""


def _time_error(day: date | None, clock: time | None) -> str:
    if clock is None:
        return gettext("Please enter a time, for example 10:30.")
    if day is not None and _moment(day, clock) is None:
        return gettext("This time is left out on that day: clocks are put forward.")
    return ""
