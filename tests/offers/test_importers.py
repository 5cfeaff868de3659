"""Importing JSON Lines: good rows, refusals with line, field and reason, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine

from models.session import reading, transaction
from offers.errors import InputErrors
from offers.export.jsonl import lines
from offers.importers.jsonl import read_offers
from offers.schema import Offer
from offers.store import load_snapshot, upsert
from tests.strategies import catalogues

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GOOD = '{"id": "a", "title": "Beratung", "provider": "Stadt"}'


def write(folder: Path, *rows: str) -> str:
    path = folder / "offers.jsonl"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def test_good_rows_are_read_and_bad_ones_refused_with_line_and_field(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        GOOD,
        '{"id": "b", "title": "", "provider": "Stadt", "kinds": ["x"]}',
        "kaputt",
        GOOD.replace("Beratung", "Noch eine"),
        GOOD.replace('"a"', '"c"'),
    )

    read = read_offers(path)

    assert [offer.id for offer in read.offers] == ["a", "c"]
    assert read.refused_lines == (2, 3, 4)
    assert [(error.line, error.field, error.code) for error in read.errors] == [
        (2, "title", "empty"),
        (2, "kinds.0", "unknown_word"),
        (3, "", "invalid_json"),
        (4, "id", "duplicate_id"),
    ]


def test_a_strict_reading_takes_all_rows_or_none(tmp_path: Path) -> None:
    assert len(read_offers(write(tmp_path, GOOD)).strict()) == 1
    with pytest.raises(InputErrors, match="line 2"):
        read_offers(write(tmp_path, GOOD, "{}")).strict()


@pytest.mark.parametrize("content", [b"", b"\n \n", b'{"id": "\xff"}'])
def test_a_file_that_cannot_be_taken_as_a_whole_is_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "offers.jsonl"
    path.write_bytes(content)

    with pytest.raises(InputErrors):
        read_offers(str(path))


def test_importing_twice_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    offers = read_offers(write(tmp_path, GOOD)).strict()

    with transaction(engine) as session:
        first = upsert(session, offers, source_name="offers.jsonl", by="test", now=NOW)
    with transaction(engine) as session:
        second = upsert(session, offers, source_name="offers.jsonl", by="test", now=NOW)
    with reading(engine) as session:
        version, stored = load_snapshot(session)

    assert (first.new, second.new, second.changed) == (("a",), (), ())
    assert second.unchanged == ("a",)
    assert (version, stored) == (1, offers)


def test_the_seed_offers_go_in_and_come_out_unchanged(
    engine: Engine, shared_dir: Path, tmp_path: Path
) -> None:
    offers = read_offers(str(shared_dir / "facts/seed-offers.jsonl")).strict()

    with transaction(engine) as session:
        upsert(session, offers, source_name="seeds", by="test", now=NOW)
    with reading(engine) as session:
        stored = load_snapshot(session)[1]
    exported = tmp_path / "out.jsonl"
    exported.write_text("".join(lines(stored)), encoding="utf-8")

    again = read_offers(str(exported)).strict()
    assert sorted(again, key=lambda offer: offer.id) == sorted(offers, key=lambda offer: offer.id)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(catalogues())
def test_what_is_exported_is_imported_as_it_was(tmp_path: Path, offers: list[Offer]) -> None:
    path = tmp_path / "offers.jsonl"
    path.write_text("".join(lines(offers)) or "\n", encoding="utf-8")

    if offers:
        assert list(read_offers(str(path)).strict()) == offers
