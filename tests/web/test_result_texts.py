"""Short texts on offers: amounts, and the next day that counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import pytest

from offers.schema import parse_offer
from web.offer_facts import amount_text, contact_of, deadline_text

if TYPE_CHECKING:
    from flask import Flask

TODAY = date(2026, 11, 22)


def offer(**fields: object) -> Mapping[str, object]:
    """An offer with these fields."""
    return {"id": "a", "title": "A", "provider": "P", **fields}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"amount": {"max_eur": 50000}}, "bis 50.000 Euro"),
        ({"amount": {"max_eur": 50000, "rate_percent": 40}}, "bis 50.000 Euro, 40\xa0% der Kosten"),
        ({"amount": {"rate_percent": 0}}, "0\xa0% der Kosten"),
        ({"amount": {"free_of_charge": True}}, "kostenlos"),
        ({"amount": {"de_minimis": True}, "amount_text": "je nach Fall"}, "je nach Fall"),
        ({"amount_text": "bis 5000", "rate_text": "die Hälfte"}, "bis 5000, die Hälfte"),
    ],
)
def test_amounts_read_as_one_phrase(
    app: Flask, fields: Mapping[str, object], expected: str
) -> None:
    with app.test_request_context():
        assert amount_text(parse_offer(offer(**fields))) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"deadline_text": "laufend"}, "laufend"),
        ({"deadlines": [{"date": "2027-03-31"}]}, "31. März 2027"),
        ({"deadlines": [{"date": "2027-03-31"}, {"date": "2027-01-15"}]}, "15. Januar 2027"),
        ({"deadlines": [{"date": "2026-01-31"}], "deadline_text": "vorbei"}, "vorbei"),
        ({"deadlines": [{"date": "2026-11-22"}]}, "22. November 2026 (heute)"),
        ({"deadlines": [{"date": "2026-11-23"}]}, "23. November 2026 (noch ein Tag)"),
        (
            {"deadlines": [{"date": "2026-12-15", "label": "Skizze"}]},
            "15. Dezember 2026 (noch 23 Tage): Skizze",
        ),
        (
            {"deadlines": [{"date": "2024-09-30", "recurring": True}]},
            "30. September 2027, jedes Jahr wieder",
        ),
        (
            {"deadlines": [{"date": "2024-02-29", "recurring": True}]},
            "28. Februar 2027, jedes Jahr wieder",
        ),
        ({"deadlines": [{"date": "2027-03"}]}, "März 2027"),
        (
            {"deadlines": [{"date": "2024-03", "recurring": True}]},
            "März 2027, jedes Jahr wieder",
        ),
        ({"valid_until": "2027-12-31"}, "Angebot endet am 31. Dezember 2027"),
        ({"valid_until": "2025-12-31"}, ""),
    ],
)
def test_the_next_day_that_counts_follows_the_calendar(
    app: Flask, fields: Mapping[str, object], expected: str
) -> None:
    with app.test_request_context():
        assert deadline_text(parse_offer(offer(**fields)), TODAY) == expected


def test_whoever_names_no_contact_is_reached_by_the_page_of_the_offer() -> None:
    assert contact_of(parse_offer(offer())) is None
    page_only = contact_of(parse_offer(offer(url="https://example.org")))
    assert page_only is not None
    assert (page_only.name, page_only.url) == ("", "https://example.org")
    named = contact_of(parse_offer(offer(url="https://example.org", contact={"name": "Frau Ö"})))
    assert named is not None
    assert (named.name, named.url) == ("Frau Ö", "https://example.org")
