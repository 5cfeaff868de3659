"""How complete, fresh and checked a catalogue is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from offers.completeness import AGES, FACTS, completeness
from offers.schema import Offer, parse_offer
from tests.strategies import catalogues

TODAY = date(2026, 11, 22)


def offer(offer_id: str = "a", **fields: object) -> Offer:
    return parse_offer({"id": offer_id, "title": "Beratung", "provider": "Stadt", **fields})


def known(*offers: Offer) -> dict[str, int]:
    return {each.word: each.offers for each in completeness(offers, today=TODAY).known}


@pytest.mark.parametrize(
    ("fields", "facts"),
    [
        ({}, set()),
        ({"source": "Richtlinie"}, {"source"}),
        ({"source": "Richtlinie", "as_of": "2026"}, {"source", "source_and_day"}),
        ({"verified_on": "2026-11-01"}, {"verified"}),
        ({"deadlines": [{"date": "2020-01-01"}]}, {"deadline"}),
        ({"valid_until": "2027"}, {"deadline"}),
        ({"conditions": {"employees": {"max": 9}}}, {"conditions"}),
        ({"max_employees": 9}, {"conditions"}),
        ({"amount": {}}, set()),
        ({"amount": {"free_of_charge": False}}, {"amount"}),
        ({"license_info": "CC BY"}, {"license"}),
    ],
)
def test_a_fact_counts_where_it_is_known(fields: dict[str, object], facts: set[str]) -> None:
    assert {code for code, offers in known(offer(**fields)).items() if offers} == facts


@pytest.mark.parametrize(
    ("day", "age"),
    [
        ("2026-11-22", "half_a_year"),
        ("2027-01-01", "half_a_year"),
        ("2026-05-23", "half_a_year"),
        ("2026-05-22", "a_year"),
        ("2025-11-22", "a_year"),
        ("2025", "a_year"),
        ("2024-11-22", "two_years"),
        ("2024-11-21", "older"),
        (None, "never"),
    ],
)
def test_ages_are_counted_by_the_last_day_that_can_be_meant(day: str | None, age: str) -> None:
    found = completeness([offer(verified_on=day, as_of=day)], today=TODAY)
    for counts in (found.checked, found.spoken_of):
        assert [each.word for each in counts if each.offers] == [age]


def test_licences_are_counted_by_their_text() -> None:
    found = completeness([offer("a"), offer("b"), offer("c", license_info="CC BY")], today=TODAY)
    assert [(each.word, each.offers) for each in found.licences] == [("", 2), ("CC BY", 1)]


def test_an_empty_catalogue_has_zeros() -> None:
    found = completeness([], today=TODAY)
    assert found.offers == 0
    assert {each.offers for each in (*found.known, *found.checked)} == {0}
    assert found.kinds == ()


@settings(max_examples=30)
@given(catalogues())
def test_every_offer_has_one_age_and_no_fact_counts_twice(offers: list[Offer]) -> None:
    found = completeness(offers, today=TODAY)
    for counts in (found.checked, found.spoken_of):
        assert tuple(each.word for each in counts) == AGES
        assert sum(each.offers for each in counts) == len(offers)
    assert {each.word for each in found.known} == FACTS.keys()
    assert all(each.offers <= len(offers) for each in found.known)
