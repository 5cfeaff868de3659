"""Questions: the answer that settles most is asked for first."""

from __future__ import annotations

from datetime import date

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
IHK = {"chamber": ["IHK"]}
KMU = {"size": ["micro", "small", "medium"]}


def offer(offer_id: str, condition: object) -> Offer:
    raw = {"id": offer_id, "title": "Angebot", "provider": "Stadt", "conditions": condition}
    return parse_offer(raw)


def matches(profile: Profile, *offered: Offer) -> tuple[Match, ...]:
    catalogue = compile_catalogue(offered, "1")
    return match(profile, catalogue, ReadableScorer(), today=TODAY).matches


def firm(**fields: object) -> Profile:
    return parse_profile({"id": "firm", **fields})


def test_the_answer_that_settles_the_most_offers_is_asked_first() -> None:
    found = matches(firm(), offer("a", IHK), offer("b", STARTED), offer("c", STARTED))
    asked = questions_to_ask(found)
    assert [question.field for question in asked] == ["chamber", "facts.project_started"]
    assert settled_by(asked) == 3


def test_many_lower_offers_outweigh_one_at_the_top() -> None:
    lower = [offer(f"b{number}", STARTED) for number in range(8)]
    asked = questions_to_ask(matches(firm(), offer("a", IHK), *lower))
    assert asked[0].field == "facts.project_started"
    assert len(asked[0].offers) == 8


def test_what_the_company_does_not_know_is_not_asked_again() -> None:
    found = matches(firm(), offer("a", IHK), offer("b", STARTED))
    asked = questions_to_ask(found, skip=frozenset({"chamber"}))
    assert [question.field for question in asked] == ["facts.project_started"]


def test_an_offer_that_no_answer_can_settle_asks_nothing() -> None:
    both = {"all": [{"territory": ["Deutschland (Revierregionen)"]}, IHK]}
    assert questions_to_ask(matches(firm(postal_code="44801"), offer("a", both))) == ()


def test_an_offer_with_two_open_points_needs_both_answers() -> None:
    both = {"all": [IHK, STARTED]}
    asked = questions_to_ask(matches(firm(), offer("a", both)))
    assert {question.field for question in asked} == {"chamber", "facts.project_started"}
    assert settled_by(asked) == 1


def test_an_open_size_asks_for_figures_one_after_another() -> None:
    assert [q.field for q in questions_to_ask(matches(firm(), offer("a", KMU)))] == ["employees"]
    known = firm(employees=20)
    assert [q.field for q in questions_to_ask(matches(known, offer("a", KMU)))] == ["turnover_eur"]


@given(st.lists(offers(), max_size=5, unique_by=lambda each: each.id), profiles())
def test_no_question_is_asked_twice(offered: list[Offer], profile: Profile) -> None:
    fields = [question.field for question in questions_to_ask(matches(profile, *offered))]
    assert len(fields) == len(set(fields))
