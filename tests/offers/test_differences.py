"""Differences between two versions of an offer: every field, the right code, never a text."""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings

from offers.differences import CODES, Change, Significance, differences
from offers.schema import Offer, dump_offer, parse_offer
from tests.strategies import offers

BARE: dict[str, Any] = {"id": "a", "title": "Beratung", "provider": "Stadt"}
DAY, LATER = "2026-09-30", "2026-12-31"
SMALL, LARGE = {"employees": {"max": 49}}, {"employees": {"max": 249}}


def offer(**fields: object) -> Offer:
    return parse_offer({**BARE, **fields})


def codes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [change.code for change in differences(offer(**before), offer(**after))]


def deadline(day: str, **more: object) -> dict[str, Any]:
    return {"date": day, **more}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, []),
        ({"deadlines": [deadline(DAY)]}, {"deadlines": [deadline(LATER)]}, ["deadline.changed"]),
        ({}, {"deadlines": [deadline(DAY)]}, ["deadline.added"]),
        ({"deadlines": [deadline(DAY)]}, {}, ["deadline.removed"]),
        (
            {"deadlines": [deadline(DAY)]},
            {"deadlines": [deadline(DAY, recurring=True)]},
            ["deadline.changed"],
        ),
        (
            {"deadlines": [deadline(DAY)]},
            {"deadlines": [deadline(DAY, label="Runde 1")]},
            ["deadlines.labelled"],
        ),
        (
            {"deadlines": [deadline(DAY, label="A"), deadline("2027", label="B")]},
            {"deadlines": [deadline(LATER, label="A")]},
            ["deadline.changed", "deadline.removed"],
        ),
        (
            {"deadlines": [deadline(DAY), deadline(LATER)]},
            {"deadlines": [deadline(LATER), deadline(DAY)]},
            ["form.changed"],
        ),
        ({}, {"state": "ended"}, ["state.changed"]),
        ({}, {"valid_until": DAY}, ["valid_until.added"]),
        ({"valid_until": "2026-12"}, {"valid_until": LATER}, ["valid_until.changed"]),
        ({}, {"amount": {"max_eur": 0}}, ["amount.added"]),
        (
            {"amount": {"max_eur": 5, "rate_percent": 40}},
            {"amount": {"max_eur": 9}},
            ["amount.changed", "rate.removed"],
        ),
        ({}, {"amount": {}}, ["form.changed"]),
        ({"territory": ["Bochum"]}, {"territory": ["DEA"]}, ["territory.widened"]),
        ({"territory": ["DE"]}, {"territory": ["DEA", "DEB"]}, ["territory.narrowed"]),
        ({"territory": ["DEA"]}, {"territory": ["DEB"]}, ["territory.changed"]),
        ({"territory": ["DEA"]}, {"territory": ["Nordrhein-Westfalen"]}, ["form.changed"]),
        ({"territory": ["DEA"]}, {"territory": ["Revier X"]}, ["territory.changed"]),
        ({}, {"territory": ["DEA"]}, ["territory.limited"]),
        ({"territory": ["DEA"]}, {}, ["territory.opened"]),
        ({"audience": ["company"]}, {"audience": ["company", "founder"]}, ["audience.widened"]),
        ({"audience": ["company"]}, {"audience": ["founder"]}, ["audience.changed"]),
        ({"kinds": ["loan"]}, {"kinds": ["loan", "grant"]}, ["kinds.added"]),
        ({"needs": ["export", "founding"]}, {"needs": ["founding", "export"]}, ["form.changed"]),
        ({}, {"conditions": SMALL}, ["condition.added"]),
        (
            {"conditions": {"all": [SMALL, {"sector": ["C"]}]}},
            {"conditions": {"all": [{"sector": ["C"]}, LARGE]}},
            ["condition.added", "condition.removed"],
        ),
        (
            {"conditions": {"all": [SMALL, {"sector": ["C"]}]}},
            {"conditions": {"any": [SMALL, {"sector": ["C"]}]}},
            ["conditions.joined_differently"],
        ),
        (
            {"conditions": SMALL},
            {"conditions": {"not": SMALL}},
            ["conditions.joined_differently"],
        ),
        (
            {"conditions": SMALL},
            {"conditions": {**SMALL, "quote": "Bis 49 Personen."}},
            ["conditions.evidenced"],
        ),
        (
            {"conditions": SMALL},
            {"conditions": {"all": [{"all": [SMALL]}]}},
            ["conditions.evidenced"],
        ),
        ({"contact": {"name": "A"}}, {"contact": {"name": "B"}}, ["contact.changed"]),
        ({"contact": {"name": "A"}}, {}, ["contact.removed"]),
        ({}, {"source": "Richtlinie"}, ["source.added"]),
        ({}, {"verified_on": DAY}, ["verified_on.added"]),
        ({}, {"deadline_text": "Bis Herbst."}, ["terms.changed"]),
        (
            {"summary": "Neu."},
            {"summary": "Anders.", "title": "Anders"},
            ["texts.changed"],
        ),
        (
            {"summary": "Neu.", "deadlines": [deadline(DAY)]},
            {"url": "https://example.org", "deadlines": [deadline(LATER)], "state": "paused"},
            ["state.changed", "deadline.changed", "texts.changed", "url.added"],
        ),
    ],
)  # fmt: skip
def test_a_change_has_its_code(
    before: dict[str, Any], after: dict[str, Any], expected: list[str]
) -> None:
    assert codes(before, after) == expected


def test_an_offer_without_a_version_before_is_new() -> None:
    assert differences(None, offer()) == (Change("offer.new"),)


def test_a_moved_deadline_says_from_when_to_when() -> None:
    (change,) = differences(offer(deadlines=[deadline(DAY)]), offer(deadlines=[deadline(LATER)]))
    assert {name: str(value.date) for name, value in change.values.items()} == {  # type: ignore[attr-defined]
        "before": DAY,
        "after": LATER,
    }


FILLED: dict[str, Any] = {
    "id": "a",
    "title": "Anders",
    "provider": "Land",
    "language": "en",
    "kinds": ["loan"],
    "stage": "Transfer",
    "audience": ["company"],
    "territory": ["DEA"],
    "needs": ["export"],
    "sectors": ["C"],
    "min_employees": 1,
    "max_employees": 9,
    "max_turnover_eur": 5,
    "state": "paused",
    "deadlines": [deadline(DAY)],
    "conditions": SMALL,
    "amount": {"max_eur": 5},
    "before_start": False,
    "url": "https://example.org",
    "contact": {"name": "A"},
    "source": "Richtlinie",
    **dict.fromkeys(
        ("valid_from", "valid_until", "period_until", "as_of", "verified_on", "review_by"), DAY
    ),
}


@pytest.mark.parametrize("field", sorted(set(Offer.model_fields) - {"id"}))
def test_no_field_changes_unnoticed(field: str) -> None:
    changed = parse_offer({**BARE, field: FILLED.get(field, "Irgendein Text")})
    found = [change.code for change in differences(offer(), changed)]
    assert len(found) == 1
    assert found != ["form.changed"]


def test_what_subscribers_must_know_is_told_apart_from_care_of_the_catalogue() -> None:
    matters = {code for code, weight in CODES.items() if weight is Significance.SUBSCRIBERS}
    assert {"deadline.changed", "state.changed", "amount.changed", "condition.added"} <= matters
    assert matters.isdisjoint({"texts.changed", "source.changed", "verified_on.added"})
    assert Change("deadline.added").significance is Significance.SUBSCRIBERS


def _texts(value: object) -> list[str]:
    """Every text inside a value of a change."""
    if isinstance(value, tuple | list):
        return [text for item in value for text in _texts(item)]
    if is_dataclass(value):
        return []
    return [str(value)] if isinstance(value, str) else []


def test_texts_of_a_source_are_never_quoted() -> None:
    secret = "Wortlaut der Quelle"
    texts = [name for name, field in Offer.model_fields.items() if name.endswith("_text")]
    texts += ["title", "summary", "description", "requires", "status", "funding", "license_info"]
    changed = offer(
        **dict.fromkeys(texts, secret),
        source={"document": secret, "quote": secret},
        contact={"name": secret},
    )
    changes = differences(offer(), changed)
    assert len(changes) == 5
    assert secret not in [text for each in changes for text in _texts(tuple(each.values.values()))]


@settings(max_examples=40)
@given(offers(), offers())
def test_nothing_changed_exactly_where_the_contents_are_equal(one: Offer, drawn: Offer) -> None:
    other = parse_offer({**dump_offer(drawn), "id": one.id})
    found = differences(one, other)
    assert (found == ()) == (json.dumps(dump_offer(one)) == json.dumps(dump_offer(other)))
    assert {change.code for change in found} <= CODES.keys()


@settings(max_examples=40)
@given(offers())
def test_an_offer_does_not_differ_from_itself(one: Offer) -> None:
    assert differences(one, parse_offer(dump_offer(one))) == ()
