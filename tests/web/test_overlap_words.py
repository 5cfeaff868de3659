"""Evidence of overlaps in words: each code has a sentence with its values in it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import force_locale

from offers.overlaps import Code, Evidence
from web.overlap_words import evidence_sentence, likeness

VALUES: dict[Code, dict[str, str | int]] = {
    Code.SAME_CONTENT: {},
    Code.SAME_TITLE: {"percent": 97},
    Code.LIKE_TITLE: {"percent": 61},
    Code.LIKE_TEXT: {"percent": 55},
    Code.SAME_PAGE: {"url": "https://www.example.org/kredit", "offers": 2},
    Code.SHARED_PAGE: {"url": "https://www.example.org/", "offers": 12},
    Code.SAME_PROVIDER: {"provider": "Förderbank"},
    Code.SAME_NUMBER: {"number": "731"},
    Code.SAME_AMOUNT: {"eur": 25000},
    Code.ONE_TITLE_SAYS_MORE: {"offer": "a", "words": "Betriebsmittel"},
    Code.OTHER_PART: {"first": "modul 1", "second": "modul 4"},
    Code.OTHER_NUMBER: {"first": "731", "second": "732"},
    Code.OTHER_AMOUNT: {"first": 25000, "second": 50000},
    Code.OTHER_TERRITORY: {"first": "Bochum, Witten", "second": "DEA"},
    Code.OTHER_AUDIENCE: {"first": "company", "second": "founder, person"},
    Code.OTHER_KIND: {"first": "grant", "second": "loan, guarantee"},
    Code.OTHER_EDITION: {"first": 2024, "second": 2026},
}
GERMAN = {
    Code.SAME_CONTENT: "Alle Angaben sind gleich.",
    Code.SAME_TITLE: "Die Titel sind zu 97\xa0% gleich.",
    Code.SAME_PAGE: "Beide nennen dieselbe Internetseite: example.org",
    Code.SHARED_PAGE: "Beide nennen eine Internetseite, die bei 12 Angeboten steht: example.org",
    Code.SAME_AMOUNT: "Der Höchstbetrag ist gleich: 25.000 Euro",
    Code.OTHER_AMOUNT: "Die Höchstbeträge sind verschieden: 25.000 Euro / 50.000 Euro",
    Code.OTHER_TERRITORY: "Sie gelten an verschiedenen Orten: "
    "Bochum und Witten / Nordrhein-Westfalen",
    Code.OTHER_EDITION: "Eines könnte auf das andere folgen: 2024 / 2026",
}


def test_each_code_is_tried_here() -> None:
    assert set(VALUES) == set(Code)


@pytest.mark.parametrize("code", Code)
def test_each_code_has_a_sentence_of_its_own_in_both_languages(app: Flask, code: Code) -> None:
    said = []
    for language in ("de", "en"):
        with app.test_request_context(), force_locale(language):
            said.append(evidence_sentence(Evidence(code, VALUES[code])))
    german, english = said
    assert german
    assert german != english
    assert "%(" not in german + english


@pytest.mark.parametrize("code", GERMAN)
def test_the_sentence_holds_the_values(app: Flask, code: Code) -> None:
    with app.test_request_context(), force_locale("de"):
        assert evidence_sentence(Evidence(code, VALUES[code])) == GERMAN[code]


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (1.0, "Fast sicher dasselbe Angebot"),
        (0.9, "Fast sicher dasselbe Angebot"),
        (0.89, "Wahrscheinlich dasselbe Angebot"),
        (0.6, "Wahrscheinlich dasselbe Angebot"),
        (0.4, "Vielleicht dasselbe Angebot"),
        (0.0, "Vielleicht dasselbe Angebot"),
    ],
)
def test_the_score_is_told_in_words(app: Flask, score: float, expected: str) -> None:
    with app.test_request_context(), force_locale("de"):
        assert likeness(score) == expected
