"""Facts are asked once, the same everywhere, and answered strictly."""

import json
from math import inf, nan
from pathlib import Path

import pytest

from offers.taxonomy.bilingual import Bilingual
from offers.taxonomy.facts import FACTS, FactType, fits


def test_the_start_of_the_project_is_asked_first() -> None:
    assert next(iter(FACTS)) == "project_started"
    assert "Vertrag" in FACTS["project_started"].help.de
    assert "contract" in FACTS["project_started"].help.en


def test_every_fact_asks_in_both_languages() -> None:
    for name, fact in FACTS.items():
        assert fact.name == name
        for text in (fact.question, fact.help, *(choice.label for choice in fact.choices)):
            assert text.de
            assert text.en
        assert fact.question.de.endswith("?")
        assert fact.question.en.endswith("?")


def test_only_choices_have_choices_and_only_numbers_have_units() -> None:
    for fact in FACTS.values():
        assert bool(fact.choices) == (fact.type is FactType.CHOICE)
        assert bool(fact.unit) == (fact.type is FactType.NUMBER)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("project_started", True, True),
        ("project_started", False, True),
        ("project_started", 1, False),
        ("project_started", 0, False),
        ("project_started", "true", False),
        ("project_started", None, False),
        ("investment_eur", 10_000, True),
        ("investment_eur", 0, True),
        ("investment_eur", 99.5, True),
        ("investment_eur", True, False),
        ("investment_eur", "10000", False),
        ("investment_eur", -1, False),
        ("investment_eur", nan, False),
        ("investment_eur", inf, False),
        ("collective_agreement", "binding", True),
        ("collective_agreement", "none", True),
        ("collective_agreement", "Binding", False),
        ("collective_agreement", True, False),
        ("collective_agreement", None, False),
        ("collective_agreement", ["binding"], False),
    ],
)
def test_an_answer_fits_by_type_and_never_by_likeness(
    name: str, value: object, expected: bool
) -> None:
    assert fits(FACTS[name], value) is expected


def test_the_registry_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        FACTS["new"] = FACTS["exports"]  # type: ignore[index]


def test_facts_of_the_german_single_cases_are_registered(shared_dir: Path) -> None:
    lines = (shared_dir / "conformance" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    asked = {name for case in map(json.loads, lines) for name in case["profile"].get("facts", {})}
    assert asked <= set(FACTS)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("de", "Halle"), ("de-AT", "Halle"), ("DE", "Halle"), ("en", "hall"), ("fr", "hall")],
)
def test_a_bilingual_text_speaks_english_to_all_others(language: str, expected: str) -> None:
    assert Bilingual("Halle", "hall").get(language) == expected
