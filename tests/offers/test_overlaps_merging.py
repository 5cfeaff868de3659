"""Merging: the kept offer takes over what it lacks, never another's licensed texts."""

from __future__ import annotations

import pytest
from hypothesis import given

from offers.overlaps import merged
from offers.schema import Offer, dump_offer, parse_offer
from tests.strategies import offers

LICENCE = "Text: Ministerium, CC BY-ND 4.0"
KEPT = {"id": "bleibt", "title": "Ideenpreis", "provider": "Stadt", "source": "Flyer der Stadt"}
OTHER = {
    "id": "geht",
    "title": "Ideenpreis Ruhr",
    "provider": "Land",
    "summary": "Preis für Ideen.",
    "description": "Wer eine Idee hat, kann gewinnen.",
    "kinds": ["competition"],
    "territory": ["NRW"],
    "amount": {"max_eur": 5000, "rate_percent": 50.0},
    "deadlines": [{"date": "2027-03-31", "label": "Einsendung"}],
    "conditions": {
        "all": [
            {"employees": {"max": 249}, "quote": "unter 250 Personen", "label": "klein"},
            {"not": {"chamber": ["HWK"], "quote": "ohne Handwerk"}},
        ]
    },
    "url": "https://www.example.org/preis",
    "source": {"document": "Richtlinie", "quote": "Es gibt Preise.", "url": "https://example.org"},
}


def of(kept: dict[str, object] | None = None, other: dict[str, object] | None = None) -> Offer:
    return merged(parse_offer({**KEPT, **(kept or {})}), parse_offer({**OTHER, **(other or {})}))


def test_what_is_missing_is_taken_over() -> None:
    found = dump_offer(of())
    for field in ("summary", "description", "kinds", "territory", "deadlines", "conditions"):
        assert found[field] == dump_offer(parse_offer(OTHER))[field]


def test_what_the_kept_offer_says_stays() -> None:
    own: dict[str, object] = {
        "summary": "Unser Preis.",
        "kinds": ["grant"],
        "amount": {"max_eur": 100},
        "url": "https://www.example.com/",
        "state": "paused",
    }
    found = of(own)
    kept = parse_offer({**KEPT, **own})
    for field in ("id", "title", "provider", "summary", "kinds", "url", "state"):
        assert getattr(found, field) == getattr(kept, field)
    assert found.amount is not None
    assert (found.amount.max_eur, found.amount.rate_percent) == (100, 50.0)


def test_both_sources_are_named_and_only_the_own_is_quoted() -> None:
    found = of().source
    assert found is not None
    assert found.document == "Flyer der Stadt; Richtlinie"
    assert found.quote == ""
    assert found.url == "https://example.org"


@pytest.mark.parametrize(
    ("kept", "other", "expected"),
    [
        ({"source": None}, {}, "Stadt; Richtlinie"),
        ({}, {"source": None}, "Flyer der Stadt; https://www.example.org/preis"),
        ({}, {"source": None, "url": ""}, "Flyer der Stadt; Land"),
        ({}, {"source": "Flyer der Stadt"}, "Flyer der Stadt"),
    ],
)
def test_a_source_without_a_name_is_called_by_address_or_provider(
    kept: dict[str, object], other: dict[str, object], expected: str
) -> None:
    found = of(kept, other).source
    assert found is not None
    assert found.document == expected


@pytest.mark.parametrize(
    ("kept", "other"),
    [({}, {"license_info": LICENCE}), ({"license_info": LICENCE}, {}), ({}, {"language": "en"})],
)
def test_texts_with_a_licence_or_in_another_language_stay_where_they_are(
    kept: dict[str, object], other: dict[str, object]
) -> None:
    found = of(kept, other)
    assert (found.summary, found.description) == ("", "")
    assert found.license_info == kept.get("license_info", "")
    assert found.kinds == parse_offer(OTHER).kinds


def test_of_a_licensed_offer_only_bare_facts_are_taken_over() -> None:
    found = dump_offer(of(other={"license_info": LICENCE}))
    assert found["conditions"] == {
        "all": [{"employees": {"max": 249}}, {"not": {"chamber": ["HWK"]}}]
    }
    assert found["deadlines"] == [{"date": "2027-03-31"}]
    words = ("unter 250", "klein", "ohne Handwerk", "Einsendung", "gewinnen", "Es gibt Preise")
    assert not any(word in str(found) for word in words)


def test_days_are_taken_over_together_or_not_at_all() -> None:
    found = of({"valid_until": "2026-12-31"}, {"valid_from": "2027-01-01"})
    assert found.valid_from is None
    assert found.deadlines == ()


@given(offers(), offers())
def test_merging_again_changes_nothing(kept: Offer, other: Offer) -> None:
    once = merged(kept, other)
    assert merged(once, other) == once
    assert parse_offer(dump_offer(once)) == once


@given(offers(), offers())
def test_nothing_that_the_kept_offer_says_is_lost(kept: Offer, other: Offer) -> None:
    said, found = dump_offer(kept), dump_offer(merged(kept, other))
    for field in said.keys() - {"source", "amount"}:
        assert found[field] == said[field]
    assert found.get("amount", {}).items() >= said.get("amount", {}).items()
