"""Relevance: what is about a company's concern, and what anybody could use."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.catalogue import compile_catalogue
from matcher.profile import parse_profile
from matcher.ranking import match_one
from matcher.relevance import is_of_concern
from matcher.scorers import ReadableScorer
from offers.schema import parse_offer

TODAY = date(2026, 11, 22)
MOBILITY = {"needs": ["mobility"]}


@pytest.mark.parametrize(
    ("offered", "asked", "expected"),
    [
        ({"needs": ["export"]}, {}, True),
        ({"needs": ["mobility"]}, MOBILITY, True),
        ({"needs": ["export"]}, MOBILITY, False),
        ({}, MOBILITY, False),
        ({"summary": "Beratung zu Wärmepumpen"}, {"need_text": "Wärmepumpe für die Halle"}, True),
        ({"needs": ["mobility"], "sectors": ["86"]}, {**MOBILITY, "wz": "25.62"}, True),
        (
            {"needs": ["export", "mobility"], "sectors": ["86"]},
            {"needs": ["export", "mobility"], "wz": "25.62"},
            True,
        ),
        (
            {"needs": ["training", "export", "mobility"], "sectors": ["86"]},
            {**MOBILITY, "wz": "25.62"},
            False,
        ),
        (
            {"needs": ["mobility"], "before_start": True},
            {**MOBILITY, "facts": {"project_started": True}},
            True,
        ),
    ],
    ids=[
        "no concern named",
        "the need",
        "another need",
        "no need known",
        "the words",
        "another trade, the main need",
        "another trade, two main needs",
        "another trade, the need by the way",
        "too late is a reason to explain, not to hide",
    ],
)
def test_an_offer_is_of_concern(
    offered: dict[str, object], asked: dict[str, object], expected: bool
) -> None:
    offer = parse_offer({"id": "a", "title": "Angebot", "provider": "Stadt", **offered})
    profile = parse_profile({"id": "firm", **asked})
    catalogue = compile_catalogue([offer], "1")
    found = match_one(profile, catalogue, ReadableScorer(), "a", today=TODAY)
    assert found is not None
    assert is_of_concern(found, profile) is expected
