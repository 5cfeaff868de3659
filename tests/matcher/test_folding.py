"""Folding: variants make room among the first ten, nobody is lost, what stays keeps its order."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.catalogue import compile_catalogue
from matcher.folding import FIRST, MOST_OF_A_GROUP, fold, folded_under
from matcher.profile import parse_profile
from matcher.ranking import match, match_one
from matcher.scorers import ReadableScorer
from offers.bundled import load_bundled
from offers.schema import Offer, parse_offer

TODAY = date(2026, 11, 21)
LETTERS = {letter: place for place, letter in enumerate("abcdefghijklmnop")}
WISH = parse_profile({"id": "firm", "postal_code": "58452", "needs": ["growth_investment"]})

group_lists = st.lists(st.integers(0, 6), max_size=30)


def folded(letters: str) -> str:
    """A ranking given by the groups of its offers, folded: the groups in their new order."""
    groups = np.array([LETTERS[letter] for letter in letters], dtype=np.intp)
    order = fold(np.arange(groups.size), groups)
    return "".join(letters[row] for row in order)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("aab", "aab"),
        ("aaab", "aaba"),
        ("abcdefghij", "abcdefghij"),
        ("aaabcdefghijk", "aabcdefghiajk"),
        ("aaaaabbbbcdefghij", "aabbcdefghaaabbij"),
        ("aaaa", "aaaa"),
        ("abcdefghijaaaa", "abcdefghijaaaa"),
    ],
)
def test_the_third_of_a_group_waits_until_after_the_first_ten(before: str, after: str) -> None:
    assert folded(before) == after


@given(group_lists)
def test_nobody_is_lost_and_the_rest_keeps_its_order(values: list[int]) -> None:
    groups = np.array(values, dtype=np.intp)
    order = fold(np.arange(groups.size), groups).tolist()
    assert sorted(order) == list(range(len(values)))
    assert order[FIRST:] == sorted(order[FIRST:])


@given(group_lists)
def test_at_most_two_of_a_group_stand_among_the_first_ten_where_others_are_left(
    values: list[int],
) -> None:
    groups = np.array(values, dtype=np.intp)
    order = fold(np.arange(groups.size), groups)
    may_stay = sum(min(count, MOST_OF_A_GROUP) for count in Counter(values).values())
    top = Counter(groups[order[: min(FIRST, may_stay)]].tolist())
    assert max(top.values(), default=0) <= MOST_OF_A_GROUP


@given(group_lists, st.integers(0, 30))
def test_an_order_cut_short_folds_alike_while_ten_may_stay(values: list[int], cut: int) -> None:
    groups = np.array(values, dtype=np.intp)
    may_stay = sum(min(count, MOST_OF_A_GROUP) for count in Counter(values[:cut]).values())
    if may_stay >= FIRST:
        rows = np.arange(groups.size)
        whole, part = fold(rows, groups), fold(rows[:cut], groups)
        assert part[:FIRST].tolist() == whole[:FIRST].tolist()


@given(group_lists)
def test_what_is_folded_hangs_under_the_best_of_its_group(values: list[int]) -> None:
    groups = np.array(values, dtype=np.intp)
    order = fold(np.arange(groups.size), groups)
    for best, rows in folded_under(order, groups).items():
        places = [int(np.flatnonzero(order == row)[0]) for row in (best, *rows)]
        assert places == sorted(places)
        assert places[0] < FIRST <= places[1]
        assert len({groups[row] for row in (best, *rows)}) == 1


def ten_variants() -> list[Offer]:
    """One loan in ten wordings, each of which would be among the best for the company."""
    purposes = ("Maschinen", "Gebäude", "Waren", "Fahrzeuge", "Software", "Lager", "Patente")
    titles = ["", " (812)", " (813)", *(f" - {purpose}" for purpose in purposes)]
    return [
        parse_offer(
            {
                "id": f"wachstumskredit-{number}",
                "title": f"Wachstumskredit Ruhr{title}",
                "provider": "Bank der Region",
                "kinds": ["loan"],
                "needs": ["growth_investment"],
                "territory": ["Witten"],
                "description": "Günstiger Kredit, mit dem Betriebe der Region wachsen",
            }
        )
        for number, title in enumerate(titles)
    ]


def test_of_ten_variants_of_one_loan_the_best_two_stand_in_the_top_ten() -> None:
    catalogue = compile_catalogue([*load_bundled(), *ten_variants()], "1")
    found = match(WISH, catalogue, ReadableScorer(), today=TODAY).matches
    top = [each.offer.id for each in found[:FIRST] if each.offer.id.startswith("wachstumskredit")]
    assert len(top) == MOST_OF_A_GROUP
    best = next(each for each in found if each.offer.id == top[0])
    assert len(best.similar) == 8
    ranked = [each.offer.id for each in found]
    assert [ranked.index(each.id) >= FIRST for each in best.similar] == [True] * 8


def test_one_match_alone_has_the_rank_and_the_similar_offers_of_the_list() -> None:
    catalogue = compile_catalogue([*load_bundled(), *ten_variants()], "1")
    for each in match(WISH, catalogue, ReadableScorer(), today=TODAY).matches[:20]:
        alone = match_one(WISH, catalogue, ReadableScorer(), each.offer.id, today=TODAY)
        assert alone is not None
        assert (alone.rank, alone.similar) == (each.rank, each.similar)
