"""Exports: nothing is lost, nothing is calculated, nothing is cut."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from offers.__main__ import main
from offers.export import csv_file, formats, jsonl, xlsx_file
from offers.export.columns import COLUMNS
from offers.schema import Offer, parse_offer
from tests.strategies import catalogues

MADE = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
BARE: dict[str, Any] = {"id": "a", "title": "Beratung", "provider": "Stadt"}
LICENCE = "BMWE, CC BY-ND 4.0"


def offer(**fields: object) -> Offer:
    return parse_offer({**BARE, **fields})


def in_csv(*offers: Offer) -> list[dict[str, str]]:
    """The records as a program reads them."""
    return [*csv.DictReader(io.StringIO("".join(csv_file.lines(offers)), newline=""), strict=True)]


def workbook(*offers: Offer) -> Any:
    stream = io.BytesIO()
    xlsx_file.write(offers, stream, made=MADE)
    return load_workbook(stream)


def in_sheet(*offers: Offer) -> list[dict[str, Any]]:
    """The rows as a spreadsheet program shows them; empty cells left out."""
    header, *rows = workbook(*offers)[xlsx_file.SHEET].iter_rows(values_only=True)
    return [
        {
            name: unescape(value) if isinstance(value, str) else value
            for name, value in zip(header, row, strict=True)
            if value is not None
        }
        for row in rows
    ]


def test_every_field_of_an_offer_has_a_column() -> None:
    parts = {"amount", "contact", "source"}
    prefixes = {each.name.partition("_")[0] for each in COLUMNS}
    assert set(Offer.model_fields) - parts <= {each.name for each in COLUMNS}
    assert parts <= prefixes
    assert len({each.name for each in COLUMNS}) == len(COLUMNS)


def test_a_table_has_the_licence_in_every_row() -> None:
    rows = in_csv(offer(license_info=LICENCE), offer(id="b"))
    assert [row["license_info"] for row in rows] == [LICENCE, ""]
    assert [row.get("license_info") for row in in_sheet(offer(license_info=LICENCE))] == [LICENCE]


def test_parts_and_lists_are_laid_into_columns() -> None:
    (row,) = in_csv(
        offer(
            kinds=["grant", "loan"],
            deadlines=[{"date": "2026-12", "label": "Runde 1", "recurring": True}],
            amount={"max_eur": 5000, "rate_percent": 37.5, "free_of_charge": False},
            conditions={"employees": {"max": 9}},
            source={"document": "Richtlinie"},
        )
    )
    assert row["kinds"] == "grant; loan"
    assert row["deadlines"] == "2026-12 (recurring): Runde 1"
    assert (row["amount_max_eur"], row["rate_percent"]) == ("5000", "37.5")
    assert (row["free_of_charge"], row["de_minimis"]) == ("false", "")
    assert json.loads(row["conditions"]) == {"employees": {"max": 9}}
    assert row["source_document"] == "Richtlinie"


@pytest.mark.parametrize(
    "sign",
    [
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "\n",
        "＝",
        "  =",
        "\xa0=",
        "\ufeff＋",
        "\u200b \u3000-",
        "﹦",
        "⁼",
    ],
)
def test_a_text_that_would_be_calculated_gets_an_apostrophe_in_csv(sign: str) -> None:
    (row,) = in_csv(offer(title=f"{sign}HYPERLINK()", summary="a=1"))
    assert row["title"] == f"'{sign}HYPERLINK()"
    assert row["summary"] == "a=1"


@pytest.mark.parametrize("text", ["=1+1", "+49 234 1", "@a", "{=A1}", "https://example.org", "007"])
def test_a_workbook_holds_texts_as_texts(text: str) -> None:
    sheet = workbook(offer(title=text))[xlsx_file.SHEET]
    cell = sheet.cell(2, 2)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_workbook_holds_days_numbers_and_truths_as_such() -> None:
    (row,) = in_sheet(
        offer(valid_until="2026-12-31", as_of="2026-12", min_employees=3, before_start=False)
    )
    assert row["valid_until"].date() == date(2026, 12, 31)
    assert (row["as_of"], row["min_employees"], row["before_start"]) == ("2026-12", 3, False)


@pytest.mark.parametrize(
    ("text", "is_held"),
    [
        ("x" * 32_767, True),
        ("x" * 32_768, False),
        ("\U0001f600" * 16_383, True),
        ("\U0001f600" * 16_384, False),
        ("a\ufffeb", False),
        ("_x0041_ & <b>", True),
        ("a\tb\nc", True),
    ],
    ids=["longest", "too long", "longest emoji", "too many emoji", "no XML", "escapes", "breaks"],
)
def test_a_text_that_no_cell_holds_is_left_out_whole_and_named(text: str, is_held: bool) -> None:
    (row,) = in_sheet(offer(description=text, license_info=LICENCE))
    assert row.get("description") == (text if is_held else None)
    assert row.get(xlsx_file.LEFT_OUT) == (None if is_held else "description")
    assert in_csv(offer(description=text))[0]["description"] == text


def test_a_workbook_explains_its_columns() -> None:
    rows = [*workbook()[xlsx_file.FIELDS_SHEET].iter_rows(values_only=True)]
    assert [row[0] for row in rows[1:]] == [*(each.name for each in COLUMNS), xlsx_file.LEFT_OUT]


def test_the_same_offers_make_the_same_bytes() -> None:
    files = []
    for _ in range(2):
        stream = io.BytesIO()
        formats.write([offer()], "xlsx", stream, made=MADE)
        files.append(stream.getvalue())
    assert files[0] == files[1]


@settings(max_examples=30)
@given(catalogues())
def test_every_offer_is_one_record_and_comes_back(offers: list[Offer]) -> None:
    assert [row["id"].removeprefix("'") for row in in_csv(*offers)] == [each.id for each in offers]
    assert [parse_offer(json.loads(line)) for line in jsonl.lines(offers)] == offers
    assert [row["id"] for row in in_sheet(*offers)] == [each.id for each in offers]


@pytest.mark.parametrize("name", formats.FORMATS)
def test_the_command_line_writes_every_format(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"catalogue.{name}"
    assert main(["export", "--format", name, "--output", str(path)]) == 0
    starts = {"jsonl": b'{"id": ', "csv": b"id,title,provider,", "xlsx": b"PK\x03\x04"}
    assert path.read_bytes().startswith(starts[name])
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_the_command_line_writes_bytes_to_the_standard_output(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main(["export", "--format", "csv"]) == 0
    assert capsysbinary.readouterr().out.startswith(b"id,title,provider,")


def test_a_file_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--format", "xlsx", "--output", str(tmp_path / "no" / "x.xlsx")]) == 1
    assert "cannot be written: No such file or directory" in capsys.readouterr().err
