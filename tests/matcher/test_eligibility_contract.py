"""Sentences of the offer format about eligibility that no published case holds us to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from matcher.eligibility import CompiledConditions, Verdict, subject_of, verdict
from matcher.profile import parse_profile
from offers.schema import parse_offer

TODAY = date(2026, 11, 21)
ELIGIBLE, UNCLEAR, NOT_ELIGIBLE = Verdict.ELIGIBLE, Verdict.UNCLEAR, Verdict.NOT_ELIGIBLE
CLOSED, NOT_OPEN_YET = Verdict.CLOSED, Verdict.NOT_OPEN_YET


def verdict_of(offered: Mapping[str, Any], firm: Mapping[str, Any]) -> Verdict:
    """The verdict of the readable rule, which the compiled one must share."""
    offer = parse_offer({"id": "a", "title": "Angebot", "provider": "Stadt", **offered})
    subject = subject_of(parse_profile({"id": "p", **firm}), TODAY)
    found = verdict(offer, subject)
    assert CompiledConditions([offer]).verdicts(subject) == [found]
    return found


DOUBTED = {"chamber": ["IHK"], "reading": "text", "confidence": 0.79}


@pytest.mark.parametrize(
    ("conditions", "chamber", "expected"),
    [
        (DOUBTED, "IHK", ELIGIBLE),
        (DOUBTED, "HWK", UNCLEAR),
        ({**DOUBTED, "confidence": 0.8}, "HWK", NOT_ELIGIBLE),
        ({"chamber": ["IHK"], "reading": "text"}, "HWK", NOT_ELIGIBLE),
        ({"not": DOUBTED}, "HWK", UNCLEAR),
        ({"not": DOUBTED}, "IHK", UNCLEAR),
        ({"not": {"not": DOUBTED}}, "IHK", ELIGIBLE),
        ({"not": {"not": DOUBTED}}, "HWK", UNCLEAR),
        ({"not": {"any": [DOUBTED, {"chamber": ["HWK"]}]}}, "HWK", NOT_ELIGIBLE),
        ({"all": [DOUBTED, {"chamber": ["other"]}]}, "HWK", NOT_ELIGIBLE),
        ({"all": [DOUBTED, {"chamber": ["HWK"]}]}, "HWK", UNCLEAR),
        ({"any": [DOUBTED, {"chamber": ["HWK"]}]}, "HWK", ELIGIBLE),
        ({"all": [{"chamber": ["IHK"]}], "reading": "text", "confidence": 0}, "HWK", UNCLEAR),
        ({"not": {"chamber": ["IHK"]}, "reading": "text", "confidence": 0.5}, "IHK", UNCLEAR),
    ],
)
def test_a_doubtful_reading_that_is_false_counts_as_unknown_wherever_it_stands(
    conditions: Mapping[str, Any], chamber: str, expected: Verdict
) -> None:
    assert verdict_of({"conditions": conditions}, {"chamber": chamber}) is expected


@pytest.mark.parametrize("kind", ["territory", "sector", "legal_form", "chamber", "need"])
def test_a_leaf_whose_answer_is_missing_is_unknown_even_with_an_empty_list(kind: str) -> None:
    assert verdict_of({"conditions": {kind: []}}, {}) is UNCLEAR


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("territory", {"postal_code": "44801"}),
        ("sector", {"wz": "25"}),
        ("legal_form", {"legal_form": "GmbH"}),
        ("chamber", {"chamber": "IHK"}),
        ("need", {"needs": ["training"]}),
    ],
)
def test_an_empty_list_holds_for_nobody_whose_answer_is_known(
    kind: str, answer: Mapping[str, Any]
) -> None:
    assert verdict_of({"conditions": {kind: []}}, answer) is NOT_ELIGIBLE


@pytest.mark.parametrize(
    ("sizes", "firm", "expected"),
    [
        ("micro", {"employees": 9, "balance_sheet_eur": 2_000_000}, ELIGIBLE),
        ("small", {"employees": 49, "balance_sheet_eur": 10_000_001}, UNCLEAR),
        ("micro", {"employees": 49}, NOT_ELIGIBLE),
        ("medium large", {"employees": 50}, ELIGIBLE),
        ("micro", {"turnover_eur": 2_000_001, "balance_sheet_eur": 2_000_001}, NOT_ELIGIBLE),
        ("large", {"employees": 249, "turnover_eur": 1}, NOT_ELIGIBLE),
        ("large", {"employees": 5, "turnover_eur": 1, "part_of_group": True}, UNCLEAR),
        ("micro small medium", {"employees": 250, "part_of_group": True}, NOT_ELIGIBLE),
        ("micro small medium large", {}, ELIGIBLE),
    ],
)
def test_sizes_are_decided_where_every_possible_class_agrees(
    sizes: str, firm: Mapping[str, Any], expected: Verdict
) -> None:
    assert verdict_of({"conditions": {"size": sizes.split()}}, firm) is expected


@pytest.mark.parametrize(
    ("audience", "firm", "expected"),
    [
        ("company", {}, ELIGIBLE),
        ("company", {"employees": 5, "founded": 2027}, NOT_ELIGIBLE),
        ("founder", {"founded": 2021}, NOT_ELIGIBLE),
        ("founder", {"founded": 2022}, UNCLEAR),
        ("founder", {"employees": 0, "founded": 2024}, UNCLEAR),
        ("founder", {"employees": 0, "founded": 2010}, NOT_ELIGIBLE),
        ("nonprofit", {"legal_form": "e. V."}, ELIGIBLE),
        ("nonprofit", {"legal_form": "E.V."}, ELIGIBLE),
        ("nonprofit", {"legal_form": "gemeinnützige eG"}, ELIGIBLE),
        ("nonprofit", {"legal_form": "eG"}, NOT_ELIGIBLE),
        ("nonprofit", {"legal_form": "Stiftung"}, NOT_ELIGIBLE),
        ("university", {"wz": "85.4"}, UNCLEAR),
        ("university", {"wz": "85.42.1"}, ELIGIBLE),
        ("training_provider", {"wz": "85.42"}, NOT_ELIGIBLE),
        ("research", {"wz": "M"}, UNCLEAR),
        ("housing", {"wz": "L"}, UNCLEAR),
        ("housing", {"wz": "C"}, NOT_ELIGIBLE),
        ("municipality housing", {}, UNCLEAR),
        ("project_carrier regional_actor other person newcomer", {}, NOT_ELIGIBLE),
    ],
)
def test_an_audience_holds_if_one_of_its_values_holds(
    audience: str, firm: Mapping[str, Any], expected: Verdict
) -> None:
    assert verdict_of({"audience": audience.split()}, firm) is expected
    assert verdict_of({"conditions": {"audience": audience.split()}}, firm) is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"valid_until": "2025"}, CLOSED),
        ({"valid_from": "2026-12"}, NOT_OPEN_YET),
        ({"state": "paused", "valid_until": "2025"}, CLOSED),
        ({"state": "ended", "valid_from": "2027"}, CLOSED),
        ({"state": "archive_only", "valid_until": "2026-10"}, CLOSED),
        ({"deadlines": []}, ELIGIBLE),
        ({"deadlines": [{"date": "2026-11"}]}, ELIGIBLE),
        ({"deadlines": [{"date": "2026-10"}]}, CLOSED),
        ({"deadlines": [{"date": "2026-10"}], "valid_from": "2027"}, CLOSED),
        ({"deadlines": [{"date": "2026-10"}, {"date": "2025", "recurring": True}]}, ELIGIBLE),
        ({"review_by": "2025", "as_of": "2019", "period_until": "2024"}, ELIGIBLE),
        ({"territory": [], "audience": []}, ELIGIBLE),
        ({"state": "paused", "conditions": {"chamber": ["IHK"]}}, NOT_OPEN_YET),
    ],
)
def test_the_first_verdict_that_applies_counts(
    fields: Mapping[str, Any], expected: Verdict
) -> None:
    assert verdict_of(fields, {}) is expected


@pytest.mark.parametrize(
    ("fact", "answer", "expected"),
    [
        ({"equals": True}, 1, NOT_ELIGIBLE),
        ({"equals": 1}, True, NOT_ELIGIBLE),
        ({"equals": False}, 0, NOT_ELIGIBLE),
        ({"equals": 5}, "5", NOT_ELIGIBLE),
        ({"equals": 5}, 5.0, ELIGIBLE),
        ({"equals": "Neubau"}, "neubau", NOT_ELIGIBLE),
        ({"min": 0.25}, 0.25, ELIGIBLE),
        ({"max": 100}, 100.5, NOT_ELIGIBLE),
        ({"min": 0}, True, NOT_ELIGIBLE),
        ({"min": 0}, 0, ELIGIBLE),
    ],
)
def test_facts_fit_by_value_and_type(
    fact: Mapping[str, Any], answer: object, expected: Verdict
) -> None:
    conditions = {"fact": {"name": "eigene_frage", **fact}}
    assert verdict_of({"conditions": conditions}, {"facts": {"eigene_frage": answer}}) is expected
    assert verdict_of({"conditions": conditions}, {"facts": {"andere": answer}}) is UNCLEAR


@pytest.mark.parametrize(
    ("territory", "site", "expected"),
    [
        ("Heinsberg", {"postal_code": "52525"}, UNCLEAR),
        ("Kreis Heinsberg", {"postal_code": "52525"}, ELIGIBLE),
        ("Heinsberg", {"postal_code": "52525", "municipality": "Waldfeucht"}, NOT_ELIGIBLE),
        ("Hamburg", {"postal_code": "21039"}, UNCLEAR),
        ("Witten", {"region": "DEA56"}, UNCLEAR),
        ("Mittleres Ruhrgebiet", {"region": "DEA51"}, ELIGIBLE),
        ("Metropole Ruhr", {"region": "DEA56"}, ELIGIBLE),
        ("Metropole Ruhr", {"region": "DEA"}, UNCLEAR),
        ("05911000", {"region": "DEA51"}, ELIGIBLE),
        ("DEA56", {"region": "05954036"}, ELIGIBLE),
        ("Nordrhein-Westfalen", {"municipality": "Neunkirchen"}, UNCLEAR),
        ("Unna", {"region": "05978"}, UNCLEAR),
        ("FRK2", {"region": "FRK"}, UNCLEAR),
        ("Deutschland", {"region": "FRK"}, NOT_ELIGIBLE),
        ("Bochum", {"postal_code": "44801", "region": "DEB"}, ELIGIBLE),
    ],
)
def test_a_territory_is_true_if_every_place_of_the_site_lies_in_it(
    territory: str, site: Mapping[str, Any], expected: Verdict
) -> None:
    assert verdict_of({"territory": [territory]}, site) is expected
