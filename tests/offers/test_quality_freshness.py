"""What needs a look first: causes, points, and that nothing gets better by getting worse."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.quality.freshness import (
    NO_KIND,
    Facts,
    Signals,
    damage,
    due_on,
    facts_of,
    interval_days,
    scale,
)
from offers.schema import Kind, Offer, parse_offer

TODAY = date(2026, 11, 22)


def offer(**content: object) -> Offer:
    return parse_offer({"id": "a", "title": "Beratung", "provider": "Stadt", **content})


def causes(offer: Offer, **signals: Any) -> dict[str, dict[str, object]]:
    found = damage(facts_of(offer, TODAY), Signals(**signals))
    return {cause.code: dict(cause.values) for cause in found.causes}


FRESH = {"kinds": ["grant"], "verified_on": "2026-11-01"}
CASES: tuple[tuple[dict[str, object], dict[str, dict[str, object]]], ...] = (
    (FRESH, {}),
    ({"kinds": ["grant"], "as_of": "2026-11-01"}, {"never_checked": {}}),
    ({}, {"never_checked": {}, "never_dated": {}}),
    ({**FRESH, "verified_on": "2026-07-25"}, {"overdue": {"days": 0}}),
    ({**FRESH, "verified_on": "2026-07-26"}, {}),
    ({**FRESH, "verified_on": "2025-11-22"}, {"overdue": {"days": 245}}),
    ({**FRESH, "kinds": ["advice"], "verified_on": "2025-12-01"}, {}),
    ({**FRESH, "review_by": "2026-11-20"}, {"overdue": {"days": 2}}),
    ({**FRESH, "verified_on": "2026-11-20", "review_by": "2026-11-20"}, {}),
    ({"review_by": "2027-01-31"}, {"never_checked": {}}),
    ({**FRESH, "period_until": "2026-10"}, {"period_over": {"date": date(2026, 10, 31)}}),
    ({**FRESH, "period_until": "2026-11-22"}, {}),
    (
        {**FRESH, "deadlines": [{"date": "2026-03-31"}, {"date": "2026-09-30"}]},
        {"deadline_over": {"date": date(2026, 9, 30)}},
    ),
    ({**FRESH, "deadlines": [{"date": "2026-03-31", "recurring": True}]}, {}),
    ({**FRESH, "deadlines": [{"date": "2026-11-22"}]}, {}),
    ({"state": "ended"}, {}),
    ({"valid_until": "2026-11-21", "period_until": "2025"}, {}),
)


@pytest.mark.parametrize(("content", "expected"), CASES)
def test_an_offer_tells_why_it_needs_a_look(
    content: dict[str, object], expected: dict[str, dict[str, object]]
) -> None:
    assert causes(offer(**content)) == expected


def test_readings_count_by_the_chance_that_one_of_them_is_wrong() -> None:
    def read(*confidences: float) -> Offer:
        parts = [
            {"employees": {"max": 9 + number}, "reading": "text", "confidence": each}
            for number, each in enumerate(confidences)
        ]
        return offer(**FRESH, conditions={"any": [{"not": parts[0]}, {"all": parts[1:]}]})

    assert causes(read(0.9)) == {}
    assert causes(read(0.9, 0.8, 0.9)) == {"reading": {"count": 3}}
    assert facts_of(read(0.9, 0.5), TODAY).chance_of_error == pytest.approx(0.55)


def test_what_others_say_is_named_with_its_number() -> None:
    told = causes(
        offer(**FRESH), reports=2, doubts=1, dead_links=1, troubled_links=3, missing_days=5
    )

    assert told == {
        "report": {"count": 2},
        "doubt": {"count": 1},
        "link_dead": {"count": 1},
        "link_trouble": {"count": 3},
        "missing": {"days": 5},
    }


def test_of_an_ended_offer_only_reports_and_doubts_count() -> None:
    ended = offer(state="ended", period_until="2020", as_of="2019")

    assert causes(ended, dead_links=2, missing_days=9, views=99) == {}
    assert causes(ended, reports=1, doubts=1).keys() == {"report", "doubt"}


def test_an_offer_with_nothing_wrong_does_no_damage_however_often_it_is_read() -> None:
    assert damage(facts_of(offer(**FRESH), TODAY), Signals(views=10_000)).score == 0


def test_the_score_is_harm_times_reach() -> None:
    points = scale().points["report"]

    assert damage(Facts(), Signals(reports=1)).score == points
    assert damage(Facts(), Signals(reports=1, views=3)).score == points * 2


def test_causes_stand_with_the_worst_first() -> None:
    found = damage(Facts(is_checked=False), Signals(reports=1, troubled_links=1)).causes

    assert [cause.code for cause in found] == ["report", "link_trouble", "never_checked"]


def test_every_kind_has_an_interval_and_the_shortest_counts() -> None:
    assert scale().days_between_looks.keys() == {*map(str, Kind), NO_KIND}
    assert interval_days(offer(kinds=["advice", "competition"])) == 60


def test_the_day_of_the_next_look_follows_the_last_one() -> None:
    assert due_on(offer(kinds=["grant"], as_of="2026-01", verified_on="2026-03-01")) == date(
        2026, 6, 29
    )
    assert due_on(offer(kinds=["grant"])) is None
    assert due_on(offer(kinds=["grant"], as_of="9999")) == date.max


numbers = st.integers(0, 12)
facts = st.builds(
    Facts,
    is_ended=st.booleans(),
    is_checked=st.booleans(),
    overdue_days=st.integers(-400, 4000),
    interval_days=st.sampled_from((60, 180, 365)),
    readings=numbers,
    chance_of_error=st.floats(0, 1),
    period_over=st.none() | st.just(TODAY),
    deadline_over=st.none() | st.just(TODAY),
)
signals = st.builds(
    Signals,
    views=st.integers(0, 10**6),
    reports=numbers,
    doubts=numbers,
    dead_links=numbers,
    troubled_links=numbers,
    missing_days=st.none() | numbers,
)
COUNTS = [field.name for field in fields(Signals) if field.name != "missing_days"]


@given(facts, signals, st.sampled_from(COUNTS), st.integers(1, 50))
def test_more_of_anything_never_does_less_damage(
    known: Facts, told: Signals, name: str, more: int
) -> None:
    worse = replace(told, **{name: getattr(told, name) + more})

    assert damage(known, worse).score >= damage(known, told).score


@given(facts, signals, st.integers(1, 500), st.floats(0, 1))
def test_worse_facts_never_do_less_damage(
    known: Facts, told: Signals, days: int, chance: float
) -> None:
    before = damage(known, told).score
    assert known.overdue_days is not None
    for worse in (
        replace(known, is_checked=False),
        replace(known, overdue_days=known.overdue_days + days),
        replace(known, overdue_days=None),
        replace(known, chance_of_error=max(chance, known.chance_of_error)),
        replace(known, period_over=TODAY),
        replace(known, deadline_over=TODAY),
    ):
        assert damage(worse, told).score >= before
    assert damage(known, replace(told, missing_days=3)).score >= before


@given(st.dates(date(2015, 1, 1), TODAY), st.integers(1, 900))
def test_the_longer_ago_the_last_look_the_worse(last: date, days: int) -> None:
    older = max(last - timedelta(days=days), date(1990, 1, 1))

    found = [damage(facts_of(offer(verified_on=str(day)), TODAY)).score for day in (last, older)]

    assert found[1] >= found[0]
