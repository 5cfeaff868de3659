"""The profile format: every field may be unknown, and what is wrong is named."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.profile import Profile, dump_profile, parse_profile
from offers.errors import SENTENCES, InputErrors
from offers.schema import Kind
from tests.problems import problems
from tests.strategies import json_values, profile_mappings


def profile_with(**fields: Any) -> Profile:
    return parse_profile({"id": "p", **fields})


def test_only_the_id_is_needed_and_the_rest_is_unknown() -> None:
    profile = parse_profile({"id": "p"})

    known = {key for key in Profile.model_fields if getattr(profile, key) not in (None, (), {})}
    assert known == {"id"}


@pytest.mark.parametrize(
    ("fields", "field", "expected"),
    [
        ({"wz": "25.62.0"}, "wz", "25.62.0"),
        ({"wz": "C"}, "wz", "C"),
        ({"chamber": "ihk"}, "chamber", "IHK"),
        ({"needs": ["training"]}, "needs", ("training",)),
        ({"preferred_kinds": ["loan"]}, "preferred_kinds", (Kind.LOAN,)),
        ({"today": "2026-11-21"}, "today", date(2026, 11, 21)),
        ({"founded": 2030}, "founded", 2030),
        ({"employees": 0}, "employees", 0),
        ({"facts": {"a": True, "b": 1, "c": 0.5, "d": "x"}}, "facts",
         {"a": True, "b": 1, "c": 0.5, "d": "x"}),
        ({"municipality": "  Witten\x00 "}, "municipality", "Witten"),
        ({"need_text": "Zeile\r\nZwei\x1b[2J"}, "need_text", "Zeile \nZwei [2J"),
        ({"need_text": "😀 <b>'; DROP TABLE--"}, "need_text", "😀 <b>'; DROP TABLE--"),
        ({"need_text": "x" * 10_000}, "need_text", "x" * 10_000),
        ({"legal_form": " "}, "legal_form", None),
        ({"municipality": ""}, "municipality", None),
        ({"employees": None}, "employees", None),
    ],
)  # fmt: skip
def test_what_people_write_is_read(fields: dict[str, Any], field: str, expected: object) -> None:
    assert getattr(profile_with(**fields), field) == expected


def test_true_and_one_stay_two_answers() -> None:
    facts = profile_with(facts={"a": True, "b": 1}).facts

    assert type(facts["a"]) is bool
    assert type(facts["b"]) is int


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"id": ""}, "id", "empty"),
        ({"id": " \x00"}, "id", "empty"),
        ({"id": 5}, "id", "wrong_type"),
        ({"postal_code": "4478"}, "postal_code", "wrong_form"),
        ({"postal_code": 44787}, "postal_code", "wrong_type"),
        ({"postal_code": "４４７８７"}, "postal_code", "wrong_form"),
        ({"postal_code": "44787\n"}, "postal_code", "wrong_form"),
        ({"municipality": 5}, "municipality", "wrong_type"),
        ({"municipality": "x" * 501}, "municipality", "too_long"),
        ({"region": "Bochum"}, "region", "wrong_form"),
        ({"region": "dea"}, "region", "wrong_form"),
        ({"wz": "Dreherei"}, "wz", "wrong_form"),
        ({"wz": "00"}, "wz", "wrong_form"),
        ({"wz": 25}, "wz", "wrong_type"),
        ({"need_text": "x" * 10_001}, "need_text", "too_long"),
        ({"employees": -1}, "employees", "out_of_range"),
        ({"employees": 3.0}, "employees", "wrong_type"),
        ({"employees": "drei"}, "employees", "wrong_type"),
        ({"employees": True}, "employees", "wrong_type"),
        ({"turnover_eur": 10**400}, "turnover_eur", "out_of_range"),
        ({"founded": 1}, "founded", "out_of_range"),
        ({"founded": "2000"}, "founded", "wrong_type"),
        ({"part_of_group": "nein"}, "part_of_group", "wrong_type"),
        ({"chamber": "IHK Bochum"}, "chamber", "unknown_word"),
        ({"needs": ["geld"]}, "needs.0", "unknown_word"),
        ({"needs": "training"}, "needs", "wrong_type"),
        ({"needs": [3]}, "needs.0", "wrong_type"),
        ({"preferred_kinds": ["other"]}, "preferred_kinds.0", "unknown_word"),
        ({"facts": []}, "facts", "wrong_type"),
        ({"facts": {"a": None}}, "facts.a", "wrong_type"),
        ({"facts": {"a": [1]}}, "facts.a", "wrong_type"),
        ({"facts": {"a": {"b": 1}}}, "facts.a", "wrong_type"),
        ({"facts": {"a": "x" * 501}}, "facts.a", "too_long"),
        ({"facts": {"a": float("nan")}}, "facts.a", "not_a_finite_number"),
        ({"facts": {"a": 10**400}}, "facts.a", "out_of_range"),
        ({"facts": {"": 1}}, "facts.", "empty"),
        ({"today": "2026-11"}, "today", "not_a_day"),
        ({"today": "1899-12-31"}, "today", "not_a_day"),
        ({"today": "2026-02-30"}, "today", "not_a_day"),
        ({"today": 20261121}, "today", "wrong_type"),
        ({"colour": "red"}, "colour", "unknown_key"),
    ],
)
def test_a_bad_field_is_named_once(fields: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(InputErrors) as caught:
        parse_profile({"id": "p", **fields})

    assert [(error.field, error.code) for error in caught.value.errors] == [(field, code)]
    assert caught.value.errors[0].sentence()


@given(profile_mappings())
def test_a_profile_survives_being_written_and_read_again(raw: dict[str, Any]) -> None:
    profile = parse_profile(raw)

    assert parse_profile(dump_profile(profile)) == profile


@given(st.dictionaries(st.sampled_from(sorted(Profile.model_fields)), json_values, max_size=6))
def test_anything_is_a_profile_or_a_list_of_errors_with_words(raw: dict[str, Any]) -> None:
    found = problems(parse_profile, {"id": "p", **raw})

    assert all(error.code in SENTENCES and error.sentence() for error in found)


def test_null_means_not_known_like_a_missing_field() -> None:
    nothing = {"id": "a", "employees": None, "needs": None, "facts": None, "wz": None}
    assert parse_profile(nothing) == parse_profile({"id": "a"})
