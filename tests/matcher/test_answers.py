"""Answers: what a company may say tells apart what the open conditions tell apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from matcher.answers import supposed, with_all_figures
from matcher.eligibility import CompiledConditions, Subject, subject_of
from matcher.eligibility.explain import question_field
from matcher.eligibility.leaves import answer
from matcher.profile import Profile, parse_profile
from offers.schema import Offer, SizeClass, parse_condition
from offers.schema.conditions import Leaf
from tests.strategies import catalogues, profiles

TODAY = date(2026, 11, 21)


def firm(**fields: object) -> Subject:
    return subject_of(parse_profile({"id": "firm", **fields}), TODAY)


def leaf(condition: object) -> Leaf:
    test = parse_condition(condition).test
    assert isinstance(test, Leaf)
    return test


def told(subject: Subject, field: str, *conditions: object) -> list[object]:
    """The values of the field after each answer."""
    answers = supposed(field, subject, [leaf(condition) for condition in conditions])
    return [getattr(each.profile, field) for each in answers]


def fact(name: str, **test: object) -> list[object]:
    answers = supposed(f"facts.{name}", firm(), [leaf({"fact": {"name": name, **test}})])
    return [each.profile.facts[name] for each in answers]


def test_limits_cut_numbers_into_intervals() -> None:
    found = told(firm(), "employees", {"employees": {"min": 5, "max": 49}}, {"size": ["micro"]})
    assert found == [1, 5, 10, 50, 250]
    assert told(firm(), "turnover_eur", {"turnover_eur": {"max": 100}}) == [1, 101]


def test_years_lie_within_the_ages_that_conditions_tell_apart() -> None:
    assert told(firm(), "founded", {"age_years": {"max": 9}}) == [2027, 2025, 2020, 2015]


@pytest.mark.parametrize(
    ("name", "test", "expected"),
    [
        ("project_started", {"equals": False}, [True, False]),
        ("collective_agreement", {"equals": "none"}, ["binding", "followed", "none"]),
        ("apprentices", {"min": 1}, [0, 1]),
        ("apprentices", {"min": 1, "max": 4}, [0, 1, 5]),
        ("branch", {"equals": "Metall"}, ["Metall", "another"]),
        ("machines", {"equals": 3}, [0, 3, 4]),
    ],
)
def test_a_fact_is_answered_by_its_type(
    name: str, test: dict[str, object], expected: list[object]
) -> None:
    assert fact(name, **test) == expected


def test_other_facts_are_kept() -> None:
    subject = firm(facts={"exports": True})
    tests = [leaf({"fact": {"name": "works_council", "equals": True}})]
    found = supposed("facts.works_council", subject, tests)
    assert [each.profile.facts["exports"] for each in found] == [True, True]


def test_a_place_is_one_of_those_that_the_address_leaves_open() -> None:
    several = firm(postal_code="45525")
    places = several.site.places or frozenset()
    tests = [leaf({"territory": ["Bochum"]})]
    found = supposed("municipality", firm(), tests)
    assert [set(each.site.places or ()) for each in found] == [{"05911000"}, {"ZZ"}]
    if len(places) > 1:
        assert len(supposed("municipality", several, tests)) == len(places)


def test_a_trade_is_one_of_the_divisions_or_what_conditions_name() -> None:
    assert len(told(firm(), "wz", {"sector": ["25.62"]})) == 89
    assert told(firm(wz="25"), "wz", {"sector": ["25.62", "62"]}) == ["25.62", "25.0"]
    assert told(firm(wz="C"), "wz", {"sector": ["C"]})[:2] == ["10", "11"]


def test_words_are_those_named_and_another() -> None:
    forms = told(firm(), "legal_form", {"legal_form": ["eG", "gmbh"]})
    assert forms == ["gmbh", "Freiberuflich", "gGmbH", "another", "eG"]
    assert told(firm(), "chamber", {"chamber": ["HWK"]}) == ["IHK", "HWK", "other"]


def test_nobody_can_be_supposed_to_answer_an_unknown_question() -> None:
    assert supposed("part_of_group", firm(), []) == ()


@pytest.mark.parametrize(
    ("people", "size"), [(1, "micro"), (10, "small"), (249, "medium"), (250, "large")]
)
def test_with_all_figures_a_company_is_as_large_as_its_people_say(people: int, size: str) -> None:
    assert with_all_figures(firm(employees=people)).sizes == {SizeClass(size)}


@given(catalogues(), profiles())
def test_an_answer_settles_its_leaf_or_tells_more(offered: list[Offer], profile: Profile) -> None:
    """No answer breaks anything, and facts, words and numbers are settled by each."""
    subject = subject_of(profile, TODAY)
    for each in CompiledConditions(offered).leaves:
        if answer(each, subject) is not None:
            continue
        field = question_field(each, subject)
        for after in supposed(field, subject, [each]) if field else ():
            settled = answer(each, after) is not None
            assert settled or field not in ("chamber", "needs") and not field.startswith("facts.")
