"""What a company is told of a window: only what concerns it, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from matcher.digest.history import EMPTY
from matcher.digest.listing import FIRST_OF_ALL
from matcher.digest.selecting import NOTHING, select
from matcher.digest.telling import ALWAYS, IF_IT_DECIDES, IF_REMEMBERED
from matcher.digest.values import News
from offers.differences import CODES, Significance
from tests.matcher.digest_world import (
    LARGE,
    SCORER,
    SMALL,
    TODAY,
    WEEK,
    came,
    catalogue,
    codes,
    digest,
    left,
    offer,
    profile,
    subscriber,
    told,
    turned,
    window,
)

DAY = timedelta(days=1)
SUNDAY = TODAY - DAY
ENDED = {"state": "ended"}


def day(of: date) -> str:
    return of.isoformat()


def deadline(on: date) -> dict[str, Any]:
    return {"deadlines": [{"date": day(on)}]}


def test_a_window_in_which_nothing_happened_says_nothing() -> None:
    assert digest(standing=[offer("a")]) == NOTHING
    found = select(subscriber(), window(), EMPTY, catalogue(), SCORER, today=TODAY)
    assert found == NOTHING


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({}, True),
        ({"needs": ["mobility"]}, False),
        ({"territory": ["DEB"]}, False),
        ({"conditions": LARGE}, False),
        ({"conditions": {"fact": {"name": "apprentices", "equals": True}}}, True),
        (ENDED, False),
        ({"state": "paused"}, False),
        ({"valid_from": day(TODAY)}, True),
        ({"valid_from": day(TODAY + DAY)}, False),
        ({"valid_until": day(TODAY)}, True),
        ({"valid_until": day(SUNDAY)}, False),
    ],
)
def test_an_offer_that_came_in_is_new_where_it_fits(fields: dict[str, Any], is_told: bool) -> None:
    assert told(digest([came(offer("a", **fields))])) == [("new", "a")] * is_told


@pytest.mark.parametrize(("needs", "is_told"), [(["export"], True), ([], False)])
def test_a_company_that_named_no_concern_hears_of_the_first_offers_of_its_list_only(
    needs: list[str], is_told: bool
) -> None:
    firm = subscriber(profile=profile(needs=needs))
    others = [offer(f"a{number:02}") for number in range(FIRST_OF_ALL)]
    last, first = [came(offer("z"))], [came(offer("a"))]

    assert told(digest(last, standing=others, firm=firm)) == [("new", "z")] * is_told
    assert told(digest(first, standing=others, firm=firm)) == [("new", "a")]
    choosy = replace(firm, dismissed=frozenset(["a00"]))
    assert told(digest(last, standing=others, firm=choosy)) == [("new", "z")]


@pytest.mark.parametrize(
    ("opens", "is_told"),
    [
        (TODAY - WEEK - DAY, False),
        (TODAY - WEEK, True),
        (SUNDAY, True),
        (TODAY, False),
        (TODAY + DAY, False),
    ],
)
def test_an_offer_that_opens_on_a_day_of_the_window_is_new(opens: date, is_told: bool) -> None:
    found = digest(standing=[offer("a", valid_from=day(opens))])
    assert told(found) == [("new", "a")] * is_told


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            {"conditions": LARGE},
            {"conditions": SMALL},
            ("new", ["condition.added", "condition.removed"]),
        ),
        ({"territory": ["DEB"]}, {"territory": ["DEA", "DEB"]}, ("new", ["territory.widened"])),
        ({"state": "paused"}, {}, ("new", ["state.changed"])),
        (ENDED, {}, ("new", ["state.changed"])),
        (
            {"valid_until": day(TODAY - WEEK - DAY - DAY)},
            {"valid_until": day(TODAY)},
            ("new", ["valid_until.changed"]),
        ),
        # It was open when the window began, so it is not new but goes on.
        (
            {"valid_until": day(SUNDAY)},
            {"valid_until": day(TODAY)},
            ("changed", ["valid_until.changed"]),
        ),
    ],
)
def test_a_change_that_brings_an_offer_in_reach_is_new_with_what_changed(
    before: dict[str, Any], after: dict[str, Any], expected: tuple[str, list[str]]
) -> None:
    found = digest([turned("a", before, after)])
    assert (found.items[0].news.value, codes(found)) == expected


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ({}, [("new", "a")]),
        ({"remembered": ("a",)}, [("new", "a")]),
        ({"told": ["a"]}, []),
        ({"told": ["a"], "told_over": ["a"]}, [("new", "a")]),
        ({"dismissed": ["a"]}, []),
        ({"dismissed": ["a"], "remembered": ("a",), "told": ["a"]}, []),
        ({"told": ["unknown"], "remembered": ("gone",), "dismissed": ["x"]}, [("new", "a")]),
    ],
)
def test_who_was_told_or_dismissed_an_offer_is_not_told_of_it_as_new(
    marks: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert told(digest([came(offer("a"))], firm=subscriber(**marks))) == expected
    opened = offer("a", valid_from=day(SUNDAY))
    assert told(digest(standing=[opened], firm=subscriber(**marks))) == expected


WORTH_MORE = ({"amount": {"max_eur": 5}}, {"amount": {"max_eur": 9}})
FIGURES = ({"max_employees": 40}, {"max_employees": 50})
TERMS = ({"requires": "A"}, {"requires": "B"})
LOST = ({}, {"conditions": LARGE})
ELSEWHERE = {"needs": ["mobility"]}


@pytest.mark.parametrize(
    ("change", "marks", "expected"),
    [
        (WORTH_MORE, {}, ["amount.changed"]),
        (WORTH_MORE, {"told": ["a"]}, ["amount.changed"]),
        (WORTH_MORE, {"dismissed": ["a"], "told": ["a"]}, None),
        (({}, deadline(TODAY)), {}, ["deadline.added"]),
        (({}, {"kinds": ["loan"]}), {}, ["kinds.added"]),
        (({}, {"state": "paused"}), {"told": ["a"]}, ["state.changed"]),
        (({}, {"state": "paused"}), {}, None),
        (FIGURES, {}, None),
        (FIGURES, {"told": ["a"]}, None),
        (FIGURES, {"remembered": ("a",)}, ["employees.changed"]),
        (({}, {"max_employees": 50}), {}, None),
        (TERMS, {"told": ["a"]}, None),
        (TERMS, {"remembered": ("a",)}, ["terms.changed"]),
        (LOST, {}, None),
        (LOST, {"told": ["a"]}, ["condition.added"]),
        (LOST, {"remembered": ("a",)}, ["condition.added"]),
        # Neither before nor now for this company.
        (({"conditions": LARGE}, {"conditions": LARGE, **WORTH_MORE[1]}), {"told": ["a"]}, None),
        (
            ({"conditions": LARGE}, {"conditions": LARGE, **WORTH_MORE[1]}),
            {"remembered": ("a",)},
            ["amount.added"],
        ),
        # Of no concern, but remembered.
        ((ELSEWHERE, {**ELSEWHERE, "before_start": True}), {}, None),
        (
            (ELSEWHERE, {**ELSEWHERE, "before_start": True}),
            {"remembered": ("a",)},
            ["before_start.added"],
        ),
        # Editorial.
        (({}, {"summary": "Mehr"}), {"remembered": ("a",)}, None),
        # Over before and after: nobody cares.
        ((ENDED, {**ENDED, **WORTH_MORE[1]}), {"remembered": ("a",)}, None),
    ],
)
def test_changes_are_told_to_whom_they_matter(
    change: tuple[dict[str, Any], dict[str, Any]],
    marks: dict[str, Any],
    expected: list[str] | None,
) -> None:
    found = digest([turned("a", *change)], firm=subscriber(**marks))
    if expected is None:
        assert found == NOTHING
    else:
        assert (told(found), codes(found)) == ([("changed", "a")], expected)


def test_a_condition_that_became_certain_may_take_an_offer_out_of_reach() -> None:
    doubtful = {"conditions": {**LARGE, "reading": "text", "confidence": 0.2}}
    sure = {"conditions": LARGE}
    change = turned("a", doubtful, sure)
    assert change.changes == ()

    found = digest([change], firm=subscriber(told=["a"]))

    assert (told(found), codes(found)) == ([("changed", "a")], [])
    assert digest([change]) == NOTHING


def test_every_change_for_subscribers_matters_to_somebody() -> None:
    subjects = {
        code.partition(".")[0]
        for code, significance in CODES.items()
        if significance is Significance.SUBSCRIBERS
    }
    assert subjects - {"offer"} == ALWAYS | IF_IT_DECIDES | IF_REMEMBERED
    assert len(ALWAYS) + len(IF_IT_DECIDES) + len(IF_REMEMBERED) == len(subjects) - 1


@pytest.mark.parametrize("marks", [{"told": ["a"]}, {"remembered": ("a",)}])
@pytest.mark.parametrize(
    ("developments", "standing", "code"),
    [
        ([left(offer("a"))], [], "over.left_catalogue"),
        ([turned("a", {}, ENDED)], [], "closed.ended"),
        ([turned("a", {}, {"valid_until": "2025"})], [], "closed.valid_until"),
        ([], [offer("a", valid_until=day(SUNDAY - DAY))], "closed.valid_until"),
        ([], [offer("a", **deadline(TODAY - WEEK - DAY))], "closed.deadlines"),
        ([left(offer("a"), "nobody")], [], "over.left_catalogue"),
        ([], [offer("a", state="paused", valid_until=day(SUNDAY - DAY))], "closed.valid_until"),
    ],
)
def test_a_marked_offer_that_is_over_is_told(
    marks: dict[str, Any], developments: list[Any], standing: list[Any], code: str
) -> None:
    found = digest(developments, standing=standing, firm=subscriber(**marks))

    assert told(found) == [("over", "a")]
    assert found.items[0].over is not None
    assert found.items[0].over.code == code
    assert (found.items[0].match is None) is (code == "over.left_catalogue")
    assert digest(developments, standing=standing) == NOTHING
    hidden = subscriber(**{**marks, "dismissed": ["a"]})
    assert digest(developments, standing=standing, firm=hidden) == NOTHING
    again = subscriber(**{**marks, "told_over": ["a"]})
    assert digest(developments, standing=standing, firm=again) == NOTHING


@pytest.mark.parametrize(
    ("developments", "standing"),
    [
        ([], [offer("a", valid_until=day(SUNDAY))]),
        ([], [offer("a", valid_until=day(TODAY - WEEK - DAY - DAY))]),
        ([], [offer("a", deadlines=[{"date": day(SUNDAY - DAY), "recurring": True}])]),
        ([left(offer("a", state="ended"))], []),
        ([left(offer("a", valid_until=day(TODAY - WEEK - DAY - DAY)))], []),
        ([turned("a", {"valid_until": day(TODAY - WEEK - DAY - DAY)}, ENDED)], []),
        ([turned("a", {}, {"state": "archive_only"})], []),
    ],
)
def test_what_is_open_yet_or_was_over_before_is_not_told_as_over(
    developments: list[Any], standing: list[Any]
) -> None:
    found = digest(developments, standing=standing, firm=subscriber(remembered=("a",)))
    assert all(each.news is not News.OVER for each in found.items)


def test_what_changed_after_the_window_is_told_in_the_next() -> None:
    firm = subscriber(remembered=("a",), told=["a"])
    gone = left(offer("a"))
    assert digest(standing=[offer("a")], later=[gone], firm=firm) == NOTHING
    assert told(digest([gone], firm=firm)) == [("over", "a")]
    # It comes in reach only after the window, though it is in reach in the catalogue of today.
    early = turned("b", {"conditions": LARGE}, {"conditions": LARGE, "max_employees": 900})
    late = turned("b", {"conditions": LARGE, "max_employees": 900}, {})
    assert digest([early], later=[late]).items == ()
    assert told(digest([late])) == [("new", "b")]


def test_an_offer_that_is_over_by_day_and_left_since_is_told_in_the_window_of_the_day() -> None:
    expired = offer("a", valid_until=day(SUNDAY - DAY))
    firm = subscriber(told=["a"])
    assert told(digest(standing=[expired], later=[left(expired)], firm=firm)) == [("over", "a")]
    next_week = window(since=TODAY, until=TODAY + WEEK)
    assert digest([left(expired)], firm=firm, over=next_week, today=TODAY + WEEK) == NOTHING


def test_what_is_open_again_by_now_is_not_told_as_over() -> None:
    ended, again = turned("a", {}, ENDED), turned("a", ENDED, {})
    assert digest([ended], later=[again], firm=subscriber(remembered=("a",))).items == ()


def test_marks_of_a_merged_offer_are_those_of_its_successor() -> None:
    merged = left(offer("a"), "b")
    richer = turned("b", *WORTH_MORE)
    unnoticed = turned("b", *FIGURES)

    assert digest([merged], standing=[offer("b")], firm=subscriber(told=["a"])) == NOTHING
    assert digest([merged, came(offer("b"))], firm=subscriber(told=["a"])) == NOTHING
    assert digest([merged, richer], firm=subscriber(dismissed=["a"])) == NOTHING
    found = digest([merged, unnoticed], firm=subscriber(remembered=("a",)))
    assert (told(found), found.items[0].is_remembered) == ([("changed", "b")], True)
    both = subscriber(dismissed=["a"], remembered=("b",))
    assert told(digest([merged, richer], firm=both)) == [("changed", "b")]


def test_a_successor_that_is_not_told_to_be_over_ends_though_what_merged_into_it_was() -> None:
    firm = subscriber(told=["a", "b"], told_over=["a"])
    merged = [left(offer("a", **ENDED), "b"), turned("b", {}, ENDED)]
    assert told(digest(merged, firm=firm)) == [("over", "b")]
    assert digest(merged, firm=subscriber(told=["a", "b"], told_over=["a", "b"])) == NOTHING


def test_a_chain_of_successors_is_followed_to_its_end_even_if_it_is_a_ring() -> None:
    firm = subscriber(remembered=("a",))
    chain = [left(offer("a"), "b"), left(offer("b"), "c")]
    assert digest(chain, standing=[offer("c")], firm=firm) == NOTHING
    assert told(digest([chain[0], left(offer("b"))], firm=firm)) == [("over", "b")]
    ring = [left(offer("a"), "b"), left(offer("b"), "a")]
    assert digest(ring, firm=firm).more == 0
