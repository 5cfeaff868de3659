"""The condition grammar: what is taken, what is refused at which path, and that nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.errors import SENTENCES, InputErrors
from offers.schema import dump_condition, leaves, parse_condition
from tests.problems import problems
from tests.strategies import condition_mappings, json_values


@pytest.mark.parametrize(
    ("raw", "field", "code"),
    [
        ({}, "conditions", "no_condition"),
        ([], "conditions", "not_an_object"),
        ({"label": "nur Worte"}, "conditions", "no_condition"),
        ({"all": [], "any": []}, "conditions", "no_condition"),
        ({"all": {}}, "conditions.all", "wrong_type"),
        ({"all": [{"any": [{}]}]}, "conditions.all.0.any.0", "no_condition"),
        ({"not": []}, "conditions.not", "not_an_object"),
        ({"some": []}, "conditions.some", "unknown_key"),
        ({"x" * 999: []}, "conditions." + "x" * 60, "unknown_key"),
        ({"territory": "DE"}, "conditions.territory", "wrong_type"),
        ({"territory": [""]}, "conditions.territory.0", "empty"),
        ({"territory": ["a\x00"]}, "conditions.territory.0", "control_characters"),
        ({"sector": ["25."]}, "conditions.sector.0", "wrong_form"),
        ({"audience": ["company", "x"]}, "conditions.audience.1", "unknown_word"),
        ({"size": ["kmu"]}, "conditions.size.0", "unknown_word"),
        ({"need": ["x"]}, "conditions.need.0", "unknown_word"),
        ({"legal_form": [3]}, "conditions.legal_form.0", "wrong_type"),
        ({"employees": 5}, "conditions.employees", "not_an_object"),
        ({"employees": {}}, "conditions.employees", "range_empty"),
        ({"employees": {"min": 5, "max": 1}}, "conditions.employees", "range_empty"),
        ({"employees": {"min": 1.5}}, "conditions.employees.min", "wrong_type"),
        ({"employees": {"min": True}}, "conditions.employees.min", "wrong_type"),
        ({"employees": {"min": None}}, "conditions.employees.min", "wrong_type"),
        ({"employees": {"min": 10**400}}, "conditions.employees.min", "out_of_range"),
        ({"employees": {"least": 1}}, "conditions.employees.least", "unknown_key"),
        ({"fact": "x"}, "conditions.fact", "not_an_object"),
        ({"fact": {"equals": True}}, "conditions.fact.name", "missing"),
        ({"fact": {"name": 3, "equals": True}}, "conditions.fact.name", "wrong_form"),
        ({"fact": {"name": "x"}}, "conditions.fact", "range_empty"),
        ({"fact": {"name": "x", "equals": None}}, "conditions.fact.equals", "wrong_type"),
        ({"fact": {"name": "x", "equals": [1]}}, "conditions.fact.equals", "wrong_type"),
        ({"fact": {"name": "x", "equals": 10**400}}, "conditions.fact.equals", "out_of_range"),
        ({"fact": {"name": "x", "equals": 1, "min": 2}}, "conditions.fact", "no_condition"),
        ({"size": ["micro"], "label": 3}, "conditions.label", "wrong_type"),
        ({"size": ["micro"], "quote": "\x07"}, "conditions.quote", "control_characters"),
        ({"size": ["micro"], "reading": "guess"}, "conditions.reading", "unknown_word"),
        ({"size": ["micro"], "confidence": 1.5}, "conditions.confidence", "out_of_range"),
        ({"size": ["micro"], "confidence": True}, "conditions.confidence", "wrong_type"),
    ],
)
def test_a_bad_condition_is_named_by_its_path(raw: object, field: str, code: str) -> None:
    (error,) = problems(parse_condition, raw)

    assert (error.field, error.code) == (field, code)


def nested(levels: int) -> dict[str, Any]:
    """A leaf below `levels` times 'not' and 'all' in turn."""
    condition: dict[str, Any] = {"size": ["micro"]}
    for level in range(levels):
        condition = {"not": condition} if level % 2 else {"all": [condition]}
    return condition


@pytest.mark.parametrize("levels", [0, 50, 99])
def test_conditions_nest_deep_enough_for_any_directive(levels: int) -> None:
    condition = parse_condition(nested(levels))

    assert len(leaves(condition)) == 1
    assert parse_condition(dump_condition(condition)) == condition


@pytest.mark.parametrize("levels", [100, 5000])
def test_conditions_nested_without_end_are_an_error_and_no_crash(levels: int) -> None:
    with pytest.raises(InputErrors) as caught:
        parse_condition(nested(levels))

    (error,) = caught.value.errors
    assert error.code == "too_deep"
    assert "nested more than 100 levels deep" in error.sentence()
    assert len(error.sentence()) < 200


def test_one_and_true_are_two_facts() -> None:
    true, one, also_one, word = (
        parse_condition({"fact": {"name": "x", "equals": value}}) for value in (True, 1, 1.0, "1")
    )

    assert true != one
    assert one == also_one
    assert word != one


@given(condition_mappings())
def test_a_condition_survives_being_written_and_read_again(raw: dict[str, Any]) -> None:
    condition = parse_condition(raw)

    assert parse_condition(dump_condition(condition)) == condition


@given(st.dictionaries(st.sampled_from(["all", "any", "not", "fact", "employees", "size", "label",
    "confidence", "min", "name", "equals"]), json_values, max_size=3))  # fmt: skip
def test_anything_is_a_condition_or_an_error_with_words(raw: dict[str, Any]) -> None:
    found = problems(parse_condition, raw)

    assert all(error.code in SENTENCES and error.sentence() for error in found)
