"""Importing a file reads its prose; the same file again changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from matcher import batch_io
from models.session import transaction
from offers.importers.jsonl import import_offers, read_offers
from offers.reading import read_offer
from offers.store import upsert

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ROWS = (
    '{"id": "a", "title": "Kredit", "provider": "Land", "audience_text": "KMU in Hessen"}',
    '{"id": "b", "title": "Zuschuss", "provider": "Land", "deadline_text": "31.03.2027"}',
)


def write(folder: Path) -> str:
    path = folder / "offers.jsonl"
    path.write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    return str(path)


def test_an_import_reads_the_prose_and_a_plain_reading_does_not(tmp_path: Path) -> None:
    path = write(tmp_path)
    plain = read_offers(path).strict()

    assert import_offers(path).strict() == tuple(map(read_offer, plain))
    assert import_offers(path).strict() != plain
    assert batch_io.import_offers(path) == import_offers(path).strict()
    assert batch_io.read_offers(path) == plain


def test_bad_rows_are_named_as_before(tmp_path: Path) -> None:
    path = tmp_path / "offers.jsonl"
    path.write_text(ROWS[0] + "\n{}\n", encoding="utf-8")

    assert import_offers(str(path)).refused_lines == read_offers(str(path)).refused_lines == (2,)


def test_the_same_file_again_is_unchanged(engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path)

    with transaction(engine) as session:
        first = upsert(session, import_offers(path).strict(), source_id="file", by="test", now=NOW)
    with transaction(engine) as session:
        second = upsert(session, import_offers(path).strict(), source_id="file", by="test", now=NOW)

    assert first.new == ("a", "b")
    assert second.unchanged == ("a", "b")
