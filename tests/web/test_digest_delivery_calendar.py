"""When messages run: at 07:00 by the clocks in Germany, whatever the season."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.digest import Rhythm, RunKind
from web.clock import BERLIN
from web.use_cases.digests.calendar import (
    due_runs,
    last_day,
    last_working_day,
    moment_of,
    next_day,
)

moments = st.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2029, 12, 31), timezones=st.just(UTC)
)
weekdays = st.integers(0, 6)
rhythms = st.sampled_from((Rhythm.WEEKLY, Rhythm.MONTHLY))


def at(text: str) -> datetime:
    """A moment by the clocks in Germany."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("rhythm", "weekday", "now", "last", "following"),
    [
        (Rhythm.WEEKLY, 0, "2026-03-02T06:59:59", "2026-02-23", "2026-03-02"),
        (Rhythm.WEEKLY, 0, "2026-03-02T07:00", "2026-03-02", "2026-03-09"),
        (Rhythm.WEEKLY, 6, "2026-03-29T06:59", "2026-03-22", "2026-03-29"),
        (Rhythm.WEEKLY, 6, "2026-03-29T07:00", "2026-03-29", "2026-04-05"),
        (Rhythm.WEEKLY, 6, "2026-10-25T06:59", "2026-10-18", "2026-10-25"),
        (Rhythm.WEEKLY, 6, "2026-10-25T07:00", "2026-10-25", "2026-11-01"),
        (Rhythm.MONTHLY, 1, "2026-03-03T08:00", "2026-03-03", "2026-04-07"),
        (Rhythm.MONTHLY, 1, "2026-03-03T06:00", "2026-02-03", "2026-03-03"),
        (Rhythm.MONTHLY, 6, "2026-03-10T12:00", "2026-03-01", "2026-04-05"),
        (Rhythm.MONTHLY, 4, "2026-12-31T12:00", "2026-12-04", "2027-01-01"),
    ],
)
def test_the_last_and_the_next_day(
    rhythm: Rhythm, weekday: int, now: str, last: str, following: str
) -> None:
    assert last_day(rhythm, weekday, at(now)) == date.fromisoformat(last)
    assert next_day(rhythm, weekday, at(now)) == date.fromisoformat(following)


def test_whoever_wants_no_digest_has_no_next_day() -> None:
    assert next_day(Rhythm.NEVER, 0, at("2026-03-02T12:00")) is None


def test_summer_time_moves_the_moment_in_utc() -> None:
    assert moment_of(date(2026, 3, 28)).hour == 6
    assert moment_of(date(2026, 3, 29)).hour == 5
    assert moment_of(date(2026, 10, 25)).hour == 6


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-06T07:00", "2026-03-06"),
        ("2026-03-08T12:00", "2026-03-06"),
        ("2026-03-09T06:59", "2026-03-06"),
        ("2026-03-09T07:00", "2026-03-09"),
    ],
)
def test_reminders_run_from_monday_to_friday(now: str, expected: str) -> None:
    assert last_working_day(at(now)) == date.fromisoformat(expected)


@given(rhythm=rhythms, weekday=weekdays, now=moments)
def test_now_lies_between_the_last_day_and_the_next(
    rhythm: Rhythm, weekday: int, now: datetime
) -> None:
    last, following = last_day(rhythm, weekday, now), next_day(rhythm, weekday, now)

    assert following is not None
    assert moment_of(last) <= now < moment_of(following)
    assert last.weekday() == following.weekday() == weekday
    assert last_day(rhythm, weekday, moment_of(following)) == following
    gap = (following - last).days
    assert gap == 7 if rhythm is Rhythm.WEEKLY else gap in (28, 35)


@given(weekday=weekdays, now=moments)
def test_a_month_has_one_day_of_its_rhythm(weekday: int, now: datetime) -> None:
    last = last_day(Rhythm.MONTHLY, weekday, now)
    following = next_day(Rhythm.MONTHLY, weekday, now)

    assert following is not None
    assert last.day <= 7 >= following.day
    assert (following.year * 12 + following.month) - (last.year * 12 + last.month) == 1


@given(now=moments)
def test_every_run_that_is_due_is_past_and_none_is_missing(now: datetime) -> None:
    due = due_runs(now)

    assert len(set(due)) == len(due) == 15
    assert all(moment_of(day) <= now for _, day in due)
    week = {day for kind, day in due if kind is RunKind.WEEKLY}
    assert max(week) - min(week) == timedelta(days=6)
