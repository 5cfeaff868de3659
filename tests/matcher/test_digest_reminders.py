"""Reminders: 30, 14 and 3 days before a deadline, on a working day, and each once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.digest.reminders import DAYS_BEFORE, due_days, due_reminders
from matcher.digest.values import Reminder, Subscriber
from matcher.working_days import land_code, last_working_day_in
from offers.schema import Offer
from tests.matcher.digest_world import LARGE, SCORER, TODAY, catalogue, offer, profile, subscriber

DAY = timedelta(days=1)
KEEN = subscriber(remembered=("a",))


def due(
    *offers: Offer, firm: Subscriber = KEEN, since: date = TODAY, today: date = TODAY
) -> tuple[Reminder, ...]:
    return due_reminders(firm, catalogue(*offers), SCORER, since=since, today=today)


def with_deadline(day: date | str, offer_id: str = "a", **fields: Any) -> Offer:
    return offer(offer_id, deadlines=[{"date": str(day), **fields}])


@pytest.mark.parametrize(
    ("today", "left", "expected"),
    [
        ("2026-11-23", 30, 30),
        ("2026-11-23", 14, 14),
        ("2026-11-23", 3, 3),
        ("2026-11-23", 31, None),
        ("2026-11-23", 29, None),
        ("2026-11-23", 0, None),
        # A Friday also stands for the weekend, 24 December for Christmas.
        ("2026-11-20", 31, 30),
        ("2026-11-20", 32, 30),
        ("2026-11-20", 33, None),
        ("2026-11-20", 5, 3),
        ("2026-12-24", 6, 3),
        ("2026-12-24", 7, None),
    ],
)
def test_a_deadline_is_told_so_many_days_before(
    today: str, left: int, expected: int | None
) -> None:
    now = date.fromisoformat(today)
    found = due(with_deadline(now + left * DAY, label="Runde 1"), since=now, today=now)
    assert [(each.days_before, each.left, each.day, each.label) for each in found] == [
        (days, left, now + left * DAY, "Runde 1") for days in (expected,) if days is not None
    ]


def test_after_an_outage_only_the_closest_reminder_is_left_and_none_that_is_late() -> None:
    soon = with_deadline(TODAY + DAY)
    assert [each.days_before for each in due(soon, since=TODAY - 40 * DAY)] == [3]
    later = with_deadline(TODAY + 10 * DAY)
    assert [each.days_before for each in due(later, since=TODAY - 40 * DAY)] == [14]
    assert [each.left for each in due(with_deadline(TODAY), since=TODAY - 40 * DAY)] == [0]
    assert due(with_deadline(TODAY - DAY), since=TODAY - 40 * DAY) == ()


def test_each_land_has_its_own_days() -> None:
    # 18 November 2026 is a holiday in Saxony, so Tuesday stands for it.
    ends = with_deadline("2026-11-21")
    saxon = subscriber(remembered=("a",), profile=profile(postal_code="01067"))
    tuesday, wednesday = date(2026, 11, 17), date(2026, 11, 18)
    assert len(due(ends, since=tuesday, today=tuesday, firm=saxon)) == 1
    assert due(ends, since=wednesday, today=wednesday, firm=saxon) == ()
    assert due(ends, since=tuesday, today=tuesday) == ()
    assert len(due(ends, since=wednesday, today=wednesday)) == 1


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"deadlines": [{"date": "2026-12"}]}, []),
        ({"deadlines": [{"date": "2026"}], "valid_until": "2026"}, []),
        ({"valid_until": "2026-11-26"}, [("2026-11-26", "")]),
        (
            {"valid_until": "2026-11-26", "deadlines": [{"date": "2026-11-26", "label": "x"}]},
            [("2026-11-26", "x")],
        ),
        (
            {"valid_until": "2026-11-26", "deadlines": [{"date": "2026-12-07"}]},
            [("2026-11-26", "")],
        ),
        (
            {"deadlines": [{"date": "2026-12-07"}, {"date": "2026-11-26"}]},
            [("2026-11-26", ""), ("2026-12-07", "")],
        ),
        ({"deadlines": [{"date": "2026-11-22"}]}, []),
        ({"deadlines": [{"date": "2019-11-26", "recurring": True}]}, [("2026-11-26", "")]),
        ({"deadlines": [{"date": "2019-11-22", "recurring": True}]}, [("2027-11-22", "")]),
        ({"deadlines": [{"date": "2024-02-29", "recurring": True}]}, [("2027-02-28", "")]),
        ({"deadlines": [{"date": "2019-11", "recurring": True}]}, []),
        ({"deadlines": [{"date": "2028-03-01", "recurring": True}]}, [("2028-03-01", "")]),
        ({"deadlines": [{"date": "2019-11-22", "recurring": True}], "valid_until": "2027-01"}, []),
    ],
)
def test_only_days_that_are_known_exactly_and_are_to_come_are_due(
    fields: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    found = due_days(offer("a", **fields), TODAY)
    assert [(str(each.day), each.label) for each in found] == expected


SOON = TODAY + 3 * DAY


@pytest.mark.parametrize(
    ("fields", "firm", "is_told"),
    [
        ({}, subscriber(), True),
        ({"needs": ["mobility"]}, subscriber(), False),
        ({"needs": ["mobility"]}, KEEN, True),
        ({"needs": ["mobility"]}, subscriber(topics=("mobility",)), True),
        ({}, subscriber(dismissed=["a"]), False),
        ({}, subscriber(dismissed=["a"], remembered=("a", "unknown")), False),
        ({"conditions": LARGE}, KEEN, False),
        ({"state": "ended"}, KEEN, False),
        ({"state": "paused"}, KEEN, False),
        ({"valid_from": str(TODAY + DAY)}, KEEN, False),
        ({"conditions": {"age_years": {"max": 5}}}, KEEN, True),
    ],
)
def test_reminded_is_of_what_can_be_used_and_is_remembered_or_among_the_first(
    fields: dict[str, Any], firm: Subscriber, is_told: bool
) -> None:
    assert len(due(offer("a", **fields, deadlines=[{"date": str(SOON)}]), firm=firm)) == is_told


def test_only_the_first_five_of_the_list_are_reminded_of_without_a_mark() -> None:
    offers = [with_deadline(SOON, f"o{number}") for number in range(8)]
    assert len(due(*offers, firm=subscriber())) == 5
    hidden = {each.offer.id for each in due(*offers, firm=subscriber())}
    assert len(due(*offers, firm=subscriber(dismissed=hidden))) == 3
    marked = due(*offers, firm=subscriber(remembered=tuple(f"o{n}" for n in range(8))))
    assert all(each.is_remembered for each in marked)
    assert [each.offer.id for each in marked] == [f"o{number}" for number in range(8)]


def test_the_earliest_deadline_comes_first() -> None:
    offers = (with_deadline(TODAY + 14 * DAY, "a"), with_deadline(SOON, "b"))
    found = due(*offers, firm=subscriber())
    assert [each.offer.id for each in found] == ["b", "a"]
    assert all(each.match is not None and each.match.rank for each in found)


@given(
    left=st.integers(0, 80),
    starts=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    cuts=st.sets(st.integers(1, 80)),
    place=st.sampled_from(("44787", "01067", "80331", None)),
)
def test_every_reminder_is_in_exactly_one_window_whatever_runs_fell_out(
    left: int, starts: date, cuts: set[int], place: str | None
) -> None:
    deadline = starts + left * DAY
    firm = subscriber(remembered=("a",), profile=profile(postal_code=place))
    ends = [starts + cut * DAY for cut in sorted({*cuts, 81})]
    world = [with_deadline(deadline)]
    told: list[tuple[date, int]] = []
    since = starts
    for today in ends:
        told += [
            (today, each.days_before) for each in due(*world, firm=firm, since=since, today=today)
        ]
        since = today + DAY

    assert told == [*expected(deadline, starts, ends, firm)]


def expected(
    deadline: date, starts: date, ends: Sequence[date], firm: Subscriber
) -> list[tuple[date, int]]:
    """Of the reminders that fall in a window the closest, if its end is not too late."""
    by_window: dict[date, list[int]] = {}
    for days in DAYS_BEFORE:
        day = last_working_day_in(deadline - days * DAY, land_code(firm.profile))
        end = next((each for each in ends if each >= day), None)
        if day >= starts and end is not None and end <= deadline:
            by_window.setdefault(end, []).append(days)
    return [(end, min(found)) for end, found in sorted(by_window.items())]
