"""Errors of input in words for people who fill in a form."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from matcher.profile import parse_profile
from matcher.wording.input_errors import problem
from offers.errors import SENTENCES, InputErrors

CASES: list[tuple[str, Mapping[str, object], str, str]] = [
    ("missing", {}, "Bitte geben Sie hier etwas an.", "Please give an answer here."),
    (
        "out_of_range",
        {"given": "-1", "expected": "at least 0"},
        "-1 geht hier nicht; bitte geben Sie einen Wert an: mindestens 0.",
        "-1 is not possible here; please give a value that is at least 0.",
    ),
    (
        "wrong_type",
        {"given": "text", "expected": "a whole number"},
        "Bitte geben Sie hier eine ganze Zahl an.",
        "Please give a whole number here.",
    ),
    (
        "wrong_form",
        {"given": "4471", "expected": r"^\d{5}$"},
        "„4471“ hat nicht die richtige Form; bitte prüfen Sie die Angabe.",
        "‘4471’ does not have the right form; please check it.",
    ),
    (
        "wrong_form",
        {"given": "Z9", "expected": "a WZ 2008 code such as '25.62' or a section letter"},
        (
            "„Z9“ hat nicht die richtige Form; erwartet wird ein WZ-Schlüssel wie 25.62 oder ein "
            "Buchstabe von A bis U."
        ),
        (
            "‘Z9’ does not have the right form; expected is a WZ code such as 25.62 or a letter "
            "from A to U."
        ),
    ),
    (
        "unknown_word",
        {"given": "BHK", "allowed": "IHK, HWK, other"},
        "„BHK“ steht nicht zur Wahl; bitte wählen Sie eins von diesen: IHK, HWK, other.",
        "‘BHK’ is not among the choices; please choose one of these: IHK, HWK, other.",
    ),
    (
        "too_long",
        {"limit": 500},
        "Bitte kürzen Sie den Text auf höchstens 500 Zeichen.",
        "Please shorten the text to 500 characters at most.",
    ),
]


@pytest.mark.parametrize(("code", "values", "german", "english"), CASES)
def test_a_problem_reads_like_this(
    code: str, values: Mapping[str, object], german: str, english: str
) -> None:
    assert problem(code, values, "de") == german
    assert problem(code, values, "en") == english


@pytest.mark.parametrize("code", SENTENCES)
def test_every_problem_can_be_told_without_values(code: str) -> None:
    for language in ("de", "en"):
        assert problem(code, {}, language).endswith(".")


def test_an_unknown_problem_is_an_error() -> None:
    with pytest.raises(KeyError):
        problem("unheard_of", {}, "de")


def test_german_sentences_hold_no_english_expectation() -> None:
    raw = {"id": "a", "employees": -3, "turnover_eur": "viel", "founded": 1, "facts": [], "wz": 5}
    with pytest.raises(InputErrors) as caught:
        parse_profile(raw)
    told = [problem(error.code, error.values, "de") for error in caught.value.errors]
    assert len(told) == 5
    assert not any("at least" in text or "whole number" in text for text in told)
