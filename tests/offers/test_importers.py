"""Importing JSON Lines: good rows, refusals with line, field and reason, and the way back."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from models.session import reading, transaction
from offers.errors import InputErrors
from offers.export.jsonl import lines
from offers.importers.cleaning import plain_text, without_controls
from offers.importers.jsonl import read_offers, read_row
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


def test_a_refused_row_is_kept_as_it_came_with_its_id(tmp_path: Path) -> None:
    bad = '{"id": "b", "title": "", "provider": "Stadt"}'
    found = read_offers(write(tmp_path, GOOD, bad, "kaputt"))

    assert [(row.line, row.key, row.raw) for row in found.refused] == [
        (2, "b", bad), (3, "", "kaputt"),
    ]  # fmt: skip
    with pytest.raises(InputErrors) as caught:
        read_row(bad)
    assert [(error.field, error.code) for error in caught.value.errors] == [("title", "empty")]
    assert read_row(bad.replace('""', '"Kurs"')).title == "Kurs"


GERMAN = GOOD.replace("Beratung", "Gründung")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GERMAN.encode("cp1252"), "but Windows-1252"),
        (GERMAN.encode("utf-16"), "but UTF-16"),
        (GERMAN.encode("utf-16-be"), "but UTF-16"),
        (GERMAN.encode("utf-32"), "but UTF-32"),
        (gzip.compress(GERMAN.encode(), mtime=0), "but a gzip file"),
        (b"PK\x03\x04\x14\x00\xff", "but a ZIP or Excel file"),
        (b'{"id": "\xff\x81"}', "is not UTF-8 text (byte 8); save"),
    ],
)
def test_another_encoding_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "offers.jsonl"
    path.write_bytes(content)

    with pytest.raises(InputErrors, match=re.escape(words)):
        read_offers(str(path))


def test_a_byte_order_mark_is_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "offers.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + GERMAN.encode())
    assert [offer.title for offer in read_offers(str(path)).offers] == ["Gründung"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (GOOD.replace('"a"', '"a", "id": "b"'), "duplicate_key"),
        (GOOD.replace("Beratung", "A\\u0000B"), "control_characters"),
        (GOOD.replace("Beratung", "A\0B"), "invalid_json"),
        (GOOD.replace("Beratung", "\\ud800"), "invalid_json"),
        (GOOD.replace("Beratung", "x" * 200_001), "too_long"),
        (GOOD.replace("Beratung", "x" * 2_100_000), "too_long"),
        (GOOD.replace("}", ', "sources": 1}'), "unknown_key"),
        (GOOD.replace("Beratung", "<script>alert(1)</script>"), "empty"),
        ("[" * 5000, "too_deep"),
        *(
            (GOOD.replace("}", f', "url": "{url}"}}'), "wrong_form")
            for url in ("javascript:alert(1)", "data:text/html,x", "java&#115;cript:x", " //x")
        ),
    ],
)
def test_hostile_rows_are_refused_and_the_others_taken(tmp_path: Path, row: str, code: str) -> None:
    found = read_offers(write(tmp_path, row, GOOD.replace('"a"', '"c"')))

    assert [offer.id for offer in found.offers] == ["c"]
    assert [error.code for error in found.errors] == [code]


@pytest.mark.parametrize("content", [b"", b"\n \n", b'{"id": "\xff"}'])
def test_a_file_that_cannot_be_taken_as_a_whole_is_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "offers.jsonl"
    path.write_bytes(content)

    with pytest.raises(InputErrors):
        read_offers(str(path))


def test_importing_twice_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    offers = read_offers(write(tmp_path, GOOD)).strict()

    with transaction(engine) as session:
        first = upsert(session, offers, source_id="offers.jsonl", by="test", now=NOW)
    with transaction(engine) as session:
        second = upsert(session, offers, source_id="offers.jsonl", by="test", now=NOW)
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
        upsert(session, offers, source_id="seeds", by="test", now=NOW)
    with reading(engine) as session:
        stored = load_snapshot(session)[1]
    exported = tmp_path / "out.jsonl"
    exported.write_text("".join(lines(stored)), encoding="utf-8")

    again = read_offers(str(exported)).strict()
    assert sorted(again, key=lambda offer: offer.id) == sorted(offers, key=lambda offer: offer.id)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(catalogues())
def test_what_was_imported_is_exported_and_imported_as_it_was(
    tmp_path: Path, offers: list[Offer]
) -> None:
    path = tmp_path / "offers.jsonl"
    path.write_text("".join(lines(offers)) or "\n", encoding="utf-8")
    if not offers:
        return
    first = read_offers(str(path))  # Texts that look like markup have lost it.

    path.write_text("".join(lines(first.offers)) or GOOD, encoding="utf-8")

    if first.offers:
        assert read_offers(str(path)).strict() == first.offers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Umsatz < 5 Mio. und > 2 Mio.", "Umsatz < 5 Mio. und > 2 Mio."),
        ("unter <50 Beschäftigten", "unter <50 Beschäftigten"),
        ("F&E, R&D;", "F&E, R&D;"),
        ("https://x.example/?a=1&copy=2", "https://x.example/?a=1&copy=2"),
        ("R&amp;D &uuml;ber 5&nbsp;&euro;", "R&D über 5\xa0€"),
        ("<p>Eins</p><p>Zwei<br>Drei</p>", "Eins\nZwei\nDrei"),
        ("<ul><li>A</li>\n<li>B</li></ul>", "A\n\nB"),
        ("<b>A &amp; B</b> &lt;5", "A & B <5"),
        ("Vor<script>alert('x')</script>nach", "Vornach"),
        ("Vor<style>p {color: red}</style>nach", "Vornach"),
        ("<img src=x onerror=alert(1)>Bild", "Bild"),
        ("<svg/onload=alert(1)>", ""),
        ("<a href='javascript:alert(1)'>Link</a>", "Link"),
        ("<!-- still -->laut", "laut"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Text", "Text"),
        ("&amp;lt;b&amp;gt;fett&amp;lt;/b&amp;gt;", "fett"),
        ("<scr<script>x</script>ipt>alert(1)</script>", ""),
        ("Brief an <Name>, <Vorname Nachname>", "Brief an <Name>, <Vorname Nachname>"),
        ("<b>Siehe</b> <https://x.example/?a=1> <Ort>", "Siehe <https://x.example/?a=1> <Ort>"),
        ("&lt;Firma GmbH&gt;", "<Firma GmbH>"),
        ("<o:p>Aus Word</o:p>", "Aus Word"),
        ("Faktor <b und dann\nmehr Text", "Faktor <b und dann\nmehr Text"),
        ("Text</p", "Text"),
        ('<img alt="<" onerror=alert(1)>Bild', "Bild"),
        ("Förder&#12;ung, För&#129;derung", "Förderung, Förderung"),
        ("<eigenes onclick=alert(1)>Text", "Text"),
        ("&unbekannt; &#0; &#x110000;", "&unbekannt; \ufffd \ufffd"),
    ],
)
def test_markup_becomes_text_and_signs_stay(text: str, expected: str) -> None:
    assert plain_text(text) == expected


@given(st.text(alphabet="<>&;abp/!#x0 1\"'=lgtmqu\n", max_size=60))
def test_a_cleaned_text_stays_as_it_is_and_holds_no_tag(text: str) -> None:
    cleaned = plain_text(text)
    assert plain_text(cleaned) == cleaned
    assert not re.search(
        r"</?(?:a|b|p|q|u|tt|ul|map)(>|[\s/][^<>]*>)|<!--|<[a-z]+ [^<>]*=", cleaned
    )


def test_control_characters_can_be_taken_out() -> None:
    assert without_controls("a\0b\x0b\r\nc\td\x85e\xa0f") == "ab\nc\tde\xa0f"


def test_the_offers_of_the_benchmark_come_in_without_a_refusal(
    engine: Engine, shared_dir: Path
) -> None:
    read = read_offers(str(shared_dir / "benchmark/offers.jsonl"))
    with transaction(engine) as session:
        report = upsert(session, read.offers, source_id="jsonl", by="test", now=NOW)

    assert (len(read.offers), read.refused) == (726, ())
    assert len(report.new) == 726
