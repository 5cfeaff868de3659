"""What changed, in words of both languages."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from matcher.wording import LANGUAGES, change_sentence
from offers.differences import CODES, Change, differences
from offers.schema import Offer, parse_offer
from tests.strategies import offers

BARE: dict[str, Any] = {"id": "a", "title": "Beratung", "provider": "Stadt"}


def said(before: dict[str, Any], after: dict[str, Any], language: str = "de") -> list[str]:
    changes = differences(parse_offer({**BARE, **before}), parse_offer({**BARE, **after}))
    return [change_sentence(change, language) for change in changes]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words_and_no_words_are_without_a_code(language: str) -> None:
    assert LANGUAGES[language].changes.keys() == CODES.keys()


def test_a_code_without_words_is_an_error() -> None:
    with pytest.raises(KeyError):
        change_sentence(Change("nothing.known"), "de")


@pytest.mark.parametrize(
    ("before", "after", "german", "english"),
    [
        (
            {"deadlines": [{"date": "2026-09-30"}]},
            {"deadlines": [{"date": "2026-12-31"}]},
            "Frist geändert: bisher 30. September 2026, jetzt 31. Dezember 2026.",
            "Deadline changed: so far 30 September 2026, now 31 December 2026.",
        ),
        (
            {},
            {"deadlines": [{"date": "2026-09", "recurring": True}]},
            "Frist neu angegeben: September 2026, jedes Jahr wieder.",
            "Deadline newly given: September 2026, every year again.",
        ),
        (
            {"amount": {"max_eur": 5000}},
            {"amount": {"min_eur": 1000, "max_eur": 50_000}},
            "Betrag geändert: bisher höchstens 5.000 Euro, jetzt 1.000 bis 50.000 Euro.",
            "Amount changed: so far at most 5,000 euros, now 1,000 to 50,000 euros.",
        ),
        (
            {},
            {"amount": {"free_of_charge": True}},
            "Kostenlos: jetzt ja.",
            "Free of charge: now yes.",
        ),
        (
            {"amount": {"rate_percent": 37.5}},
            {"amount": {"rate_percent": 40}},
            "Förderquote geändert: bisher 37,5\u00a0%, jetzt 40\u00a0%.",
            "Funding rate changed: so far 37.5%, now 40%.",
        ),
        (
            {"territory": ["Bochum"]},
            {"territory": ["DEA"]},
            "Gebiet erweitert: bisher Bochum, jetzt Nordrhein-Westfalen.",
            "Territory widened: so far Bochum, now North Rhine-Westphalia.",
        ),
        (
            {"conditions": {"employees": {"max": 49}}},
            {},
            "Bedingung entfallen: Höchstens 49 Beschäftigte.",
            "Condition dropped: At most 49 employees.",
        ),
        (
            {},
            {"conditions": {"not": {"all": [{"sector": ["A"]}, {"employees": {"min": 9}}]}}},
            (
                "Neue Bedingung: eines davon: Nicht für diese Branchen: Land- und Forstwirtschaft, "
                "Fischerei; Weniger als 9 Beschäftigte."
            ),
            (
                "New condition: one of: Not for these sectors: Agriculture, forestry and fishing; "
                "Less than 9 employees."
            ),
        ),
        (
            {"state": "open"},
            {"state": "ended"},
            "Stand geändert: bisher offen, jetzt beendet.",
            "State changed: so far open, now ended.",
        ),
        (
            {},
            {"title": "Kurs", "description": "Ein Text."},
            "Titel und Beschreibung geändert.",
            "Title and Description changed.",
        ),
        (
            {"needs": ["export"]},
            {"needs": ["founding"]},
            None,
            None,
        ),
    ],
)  # fmt: skip
def test_a_change_reads_as_a_sentence(
    before: dict[str, Any], after: dict[str, Any], german: str | None, english: str | None
) -> None:
    (in_german,), (in_english,) = said(before, after), said(before, after, "en")
    assert german in (None, in_german)
    assert english in (None, in_english)
    assert in_german.endswith(".")


@settings(max_examples=40)
@given(offers(), offers())
def test_whatever_changes_can_be_said(one: Offer, other: Offer) -> None:
    for change in differences(one, other):
        for language in LANGUAGES:
            text = change_sentence(change, language)
            assert text.endswith(".")
            assert not text.endswith("..")
