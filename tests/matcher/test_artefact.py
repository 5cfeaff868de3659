"""Artefacts: what comes back is what went in, and nothing else is taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from matcher.artefact import Artefact, dump_artefact, parse_artefact
from matcher.features import FEATURES_VERSION
from offers.errors import InputErrors
from tests.matcher.measured import fitted

ARTEFACT = fitted(
    {"need": ((0.0, 0.5, 1.0), (0.0, 10.0, 12.5)), "doubt": ((-1.0, 0.0), (-9.0, 0.0))}
)
Change = Callable[[dict[str, Any]], None]


def _codes(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(InputErrors) as refused:
        parse_artefact(content)
    return [(error.code, error.field) for error in refused.value.errors]


def _changed(change: Change) -> bytes:
    document = json.loads(dump_artefact(ARTEFACT))
    change(document)
    return json.dumps(document).encode()


def _signed(change: Change) -> bytes:
    """Changed by somebody who knows how to put a fingerprint on it."""
    document = json.loads(dump_artefact(ARTEFACT))
    change(document)
    del document["format"], document["fingerprint"]
    return dump_artefact(Artefact.model_validate(document, strict=False))


def test_an_artefact_comes_back_as_it_was() -> None:
    assert parse_artefact(dump_artefact(ARTEFACT)) == ARTEFACT


def test_equal_artefacts_are_equal_bytes() -> None:
    assert dump_artefact(parse_artefact(dump_artefact(ARTEFACT))) == dump_artefact(ARTEFACT)


def test_its_scorer_gives_the_points_of_its_tables() -> None:
    table = parse_artefact(dump_artefact(ARTEFACT)).scorer().tables["need"]

    assert [float(table.at(value)) for value in (-1.0, 0.0, 0.25, 0.5, 0.75, 1.0, 2.0)] == [
        *(0.0, 0.0, 5.0, 10.0, 11.25, 12.5, 12.5)
    ]


@pytest.mark.parametrize("cut", [0, 1, 100, -2])
def test_a_file_that_was_cut_off_is_damaged(cut: int) -> None:
    assert _codes(dump_artefact(ARTEFACT)[:cut]) == [("artefact_damaged", "")]


@pytest.mark.parametrize("content", [b"\xff\x00", b"[" * 100_000, b"not json"])
def test_what_is_no_json_is_damaged(content: bytes) -> None:
    assert _codes(content) == [("artefact_damaged", "")]


@pytest.mark.parametrize("content", [b"{}", b"[]", b"null", b'{"format": "other/1"}'])
def test_other_json_is_foreign(content: bytes) -> None:
    assert _codes(content) == [("artefact_foreign", "")]


def test_a_changed_number_is_damage() -> None:
    changed = _changed(lambda document: document["tables"]["need"]["points"].__setitem__(1, 11.0))

    assert _codes(changed) == [("artefact_damaged", "")]


def test_nan_and_infinity_cannot_enter() -> None:
    def poison(document: dict[str, Any]) -> None:
        document["tables"]["need"]["points"] = [0.0, float("nan"), float("inf")]

    assert {code for code, _ in _codes(_changed(poison))} <= {"wrong_type", "not_a_finite_number"}


@pytest.mark.parametrize(
    ("knots", "points"),
    [
        ((0.0, 1.0), (1.0, 0.0)),
        ((1.0, 0.0), (0.0, 1.0)),
        ((0.0, 0.0), (0.0, 1.0)),
        ((0.0, 1.0), (0.0,)),
        ((), ()),
    ],
    ids=["falling points", "falling knots", "equal knots", "too few points", "empty"],
)
def test_a_table_that_is_none_is_damage(
    knots: tuple[float, ...], points: tuple[float, ...]
) -> None:
    def spoil(document: dict[str, Any]) -> None:
        document["tables"]["need"] = {"knots": knots, "points": points}

    assert _codes(_signed(spoil)) == [("artefact_damaged", "")]


def test_a_model_for_other_features_is_outdated() -> None:
    def age(document: dict[str, Any]) -> None:
        document["features_version"] = FEATURES_VERSION - 1

    assert _codes(_signed(age)) == [("artefact_outdated", "")]


def test_a_model_with_a_feature_that_nobody_knows_is_outdated() -> None:
    def rename(document: dict[str, Any]) -> None:
        document["tables"]["horoscope"] = document["tables"].pop("need")

    assert _codes(_signed(rename)) == [("artefact_outdated", "")]


def test_an_unknown_field_is_named() -> None:
    assert _codes(_changed(lambda document: document.update(extra=1))) == [("unknown_key", "extra")]


def test_half_a_character_does_no_harm() -> None:
    content = _changed(lambda document: document["libraries"].update({"\ud800": "1"}))

    assert _codes(content) == [("artefact_damaged", "")]
