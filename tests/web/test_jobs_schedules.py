"""Schedules by the clocks in Germany, and intervals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.job_world import START, berlin
from web.clock import BERLIN
from web.schedules import At, Every

MOMENTS = st.datetimes(
    datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC), allow_imaginary=False
)
SCHEDULES = st.builds(
    At,
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    weekdays=st.sets(st.integers(0, 6)).map(tuple),
) | st.builds(At, hour=st.integers(0, 23), day_of_month=st.integers(1, 31))


@pytest.mark.parametrize(
    ("schedule", "now", "latest", "following"),
    [
        (At(2, 30), "2026-01-10T02:29+01:00", "2026-01-09T02:30+01:00", "2026-01-10T02:30+01:00"),
        (At(2, 30), "2026-01-10T02:30+01:00", "2026-01-10T02:30+01:00", "2026-01-11T02:30+01:00"),
        # The night to 29 March has no 02:30.
        (At(2, 30), "2026-03-29T03:29+02:00", "2026-03-28T02:30+01:00", "2026-03-29T03:30+02:00"),
        (At(2, 30), "2026-03-29T03:30+02:00", "2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00"),
        # The night to 25 October has two.
        (At(2, 30), "2026-10-25T02:30+02:00", "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"),
        (At(2, 30), "2026-10-25T02:30+01:00", "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"),
        (
            At(7, weekdays=(0,)),
            "2026-11-22T12:00+01:00",
            "2026-11-16T07:00+01:00",
            "2026-11-23T07:00+01:00",
        ),
        (
            At(7, day_of_month=31),
            "2026-02-10T12:00+01:00",
            "2026-01-31T07:00+01:00",
            "2026-03-31T07:00+02:00",
        ),
    ],
)
def test_moments_before_and_after(schedule: At, now: str, latest: str, following: str) -> None:
    assert schedule.latest(berlin(now)) == berlin(latest)
    assert schedule.following(berlin(now)) == berlin(following)


@given(SCHEDULES, MOMENTS)
def test_no_moment_lies_between_the_latest_and_the_following(schedule: At, now: datetime) -> None:
    latest, following = schedule.latest(now), schedule.following(now)
    assert latest <= now < following
    assert schedule.following(latest) == following
    assert schedule.latest(following) == following
    assert schedule.latest(following - timedelta(microseconds=1)) == latest


@given(st.integers(0, 23), st.integers(0, 59), MOMENTS)
def test_a_daily_moment_comes_once_on_each_day_of_the_calendar(
    hour: int, minute: int, now: datetime
) -> None:
    schedule = At(hour, minute)
    before, after = schedule.latest(now), schedule.following(now)
    days = after.astimezone(BERLIN).date() - before.astimezone(BERLIN).date()
    assert days == timedelta(days=1)


@pytest.mark.parametrize(
    ("elapsed", "is_due"),
    [(0.0, False), (8.9, False), (9.1, True), (10.0, True), (-5.0, False), (-3600.0, True)],
)
def test_an_interval_is_due_when_enough_time_is_past_or_the_clock_was_put_back(
    elapsed: float, is_due: bool
) -> None:
    now = START + timedelta(seconds=elapsed)
    assert (Every(10).due(now, last=START) == now) is is_due


@pytest.mark.parametrize(
    "make",
    [
        lambda: At(24),
        lambda: At(2, 60),
        lambda: At(2, weekdays=(7,)),
        lambda: At(2, day_of_month=0),
        lambda: At(2, weekdays=(4,), day_of_month=13),
        lambda: Every(0),
    ],
)
def test_a_schedule_that_cannot_be_is_refused(make: object) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=r"."):
        make()
