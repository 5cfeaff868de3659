"""Questions: the answer that can be expected to settle most is asked for first."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.catalogue import compile_catalogue
from matcher.matches import Match
from matcher.profile import Profile, parse_profile
from matcher.questions import questions_to_ask, settled_by
from matcher.ranking import match
from matcher.scorers import ReadableScorer
from offers.schema import Offer, parse_offer
from tests.strategies import offers, profiles

TODAY = date(2026, 11, 21)
STARTED = {"fact": {"name": "project_started", "equals": False}}
WORKS_COUNCIL = {"fact": {"name": "works_council", "equals": True}}
IHK = {"chamber": ["IHK"]}
KMU = {"size": ["micro", "small", "medium"]}
NOWHERE = {"territory": ["Deutschland (Revierregionen)"]}


def offer(offer_id: str, condition: object, **fields: object) -> Offer:
    raw = {"id": offer_id, "title": f"Angebot {offer_id}", "provider": f"Stadt {offer_id}"}
    return parse_offer(raw | {"conditions": condition, **fields})


def matches(profile: Profile, *offered: Offer) -> tuple[Match, ...]:
    catalogue = compile_catalogue(offered, "1")
    return match(profile, catalogue, ReadableScorer(), today=TODAY).matches


def firm(**fields: object) -> Profile:
    return parse_profile({"id": "firm", **fields})


def asked(profile: Profile, *offered: Offer, skip: frozenset[str] = frozenset()) -> list[str]:
    """The fields to ask for, in order."""
    found = questions_to_ask(matches(profile, *offered), skip=skip)
    return [question.field for question in found]


def test_the_answer_that_settles_the_most_offers_is_asked_first() -> None:
    found = matches(firm(), offer("a", IHK), offer("b", STARTED), offer("c", STARTED))
    questions = questions_to_ask(found)
    assert [question.field for question in questions] == ["facts.project_started", "chamber"]
    assert settled_by(questions) == 3


def test_many_lower_offers_outweigh_one_at_the_top() -> None:
    lower = [offer(f"b{number}", STARTED) for number in range(8)]
    questions = questions_to_ask(matches(firm(), offer("a", IHK), *lower))
    assert questions[0].field == "facts.project_started"
    assert len(questions[0].offers) == 8


def test_one_good_offer_outweighs_two_that_fit_worse() -> None:
    needs = {"needs": ["export"]}
    found = asked(
        firm(needs=["export"]),
        offer("a", IHK, **needs),
        *(offer(f"b{number}", STARTED, needs=["mobility"]) for number in range(2)),
        offer("c", {"all": []}),
    )
    assert found == ["chamber", "facts.project_started"]


def test_an_answer_that_settles_on_its_own_comes_before_one_that_may_leave_it_open() -> None:
    either = {"any": [STARTED, {"all": [WORKS_COUNCIL, IHK]}]}
    assert asked(firm(), offer("a", either))[0] == "facts.project_started"


def test_what_the_company_does_not_know_is_not_asked_again() -> None:
    found = asked(firm(), offer("a", IHK), offer("b", STARTED), skip=frozenset({"chamber"}))
    assert found == ["facts.project_started"]


def test_what_one_cannot_answer_does_not_keep_the_other_way_from_being_asked() -> None:
    either = {"any": [IHK, STARTED]}
    found = asked(firm(), offer("a", either), skip=frozenset({"chamber"}))
    assert found == ["facts.project_started"]


@pytest.mark.parametrize(
    "condition",
    [
        {"all": [NOWHERE, IHK]},
        {"all": [{"not": {**KMU, "reading": "text", "confidence": 0.5}}, IHK]},
    ],
)
def test_an_offer_that_no_answers_can_open_asks_nothing(condition: object) -> None:
    assert asked(firm(postal_code="44801"), offer("a", condition)) == []


def test_what_was_answered_but_read_with_doubt_is_not_asked_again() -> None:
    doubtful = {"employees": {"max": 10}, "reading": "text", "confidence": 0.5}
    assert asked(firm(employees=20), offer("a", doubtful)) == []


def test_an_offer_with_two_open_points_needs_both_answers() -> None:
    questions = questions_to_ask(matches(firm(), offer("a", {"all": [IHK, STARTED]})))
    assert {question.field for question in questions} == {"chamber", "facts.project_started"}
    assert settled_by(questions) == 1


def test_an_open_size_asks_for_figures_one_after_another() -> None:
    assert asked(firm(), offer("a", KMU)) == ["employees"]
    assert asked(firm(employees=20), offer("a", KMU)) == ["turnover_eur"]
    assert asked(firm(employees=20, turnover_eur=90_000_000), offer("a", KMU)) == [
        "balance_sheet_eur"
    ]


def test_the_size_of_many_offers_is_worth_two_questions() -> None:
    sized = [offer(f"b{number}", KMU) for number in range(6)]
    assert asked(firm(), offer("a", STARTED), *sized)[0] == "employees"


@pytest.mark.parametrize(
    ("condition", "field"),
    [
        ({"employees": {"max": 9}}, "employees"),
        ({"turnover_eur": {"min": 100_000}}, "turnover_eur"),
        ({"age_years": {"max": 7}}, "founded"),
        ({"audience": ["founder"]}, "founded"),
        ({"audience": ["nonprofit"]}, "legal_form"),
        ({"audience": ["research"]}, "wz"),
        ({"legal_form": ["eG"]}, "legal_form"),
        ({"chamber": ["HWK"]}, "chamber"),
        ({"need": ["export"]}, "needs"),
        ({"sector": ["25.62"]}, "wz"),
        ({"territory": ["Bochum"]}, "municipality"),
        ({"fact": {"name": "apprentices", "min": 1}}, "facts.apprentices"),
        (
            {"fact": {"name": "collective_agreement", "equals": "none"}},
            "facts.collective_agreement",
        ),
        ({"fact": {"name": "branch", "equals": "Metall"}}, "facts.branch"),
        ({"fact": {"name": "objective", "equals": True}}, "facts.objective"),
        ({"fact": {"name": "machines", "equals": 3}}, "facts.machines"),
    ],
)
def test_every_kind_of_condition_has_a_question(condition: object, field: str) -> None:
    assert asked(firm(), offer("a", condition)) == [field]


def test_a_trade_known_coarsely_is_asked_for_more_closely() -> None:
    assert asked(firm(wz="25"), offer("a", {"sector": ["25.62"]})) == ["wz"]
    assert asked(firm(wz="85"), offer("a", {"audience": ["training_provider"]})) == ["wz"]


@given(st.lists(offers(), max_size=5, unique_by=lambda each: each.id), profiles())
def test_no_question_is_asked_twice(offered: list[Offer], profile: Profile) -> None:
    fields = [question.field for question in questions_to_ask(matches(profile, *offered))]
    assert len(fields) == len(set(fields))


@given(st.lists(offers(), max_size=5, unique_by=lambda each: each.id), profiles())
def test_questions_are_about_unclear_offers_that_are_open_on_them(
    offered: list[Offer], profile: Profile
) -> None:
    found = matches(profile, *offered)
    open_fields = {each.offer.id: {q.field for q in each.open_questions} for each in found}
    for question in questions_to_ask(found):
        assert question.offers
        assert all(question.field in open_fields[offer_id] for offer_id in question.offers)


@given(st.lists(offers(), max_size=5, unique_by=lambda each: each.id), profiles())
def test_a_skipped_field_is_never_asked(offered: list[Offer], profile: Profile) -> None:
    found = matches(profile, *offered)
    for question in questions_to_ask(found):
        rest = questions_to_ask(found, skip=frozenset({question.field}))
        assert question.field not in {other.field for other in rest}
