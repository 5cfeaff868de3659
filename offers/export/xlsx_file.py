"""Offers as a workbook: typed cells, nothing that is calculated, no text that is cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO, Any

from xlsxwriter import Workbook

from offers.export.columns import COLUMNS, Value, row
from offers.export.xml_text import is_xml_text
from offers.schema import Offer, PartialDate

LONGEST_CELL = 32_767
"""UTF-16 code units; Excel takes no more."""
LEFT_OUT = "left_out"
SHEET, FIELDS_SHEET = "Angebote", "Felder"
_LEFT_OUT_MEANING = (
    "Spalten, deren Text hier fehlt, weil er in keine Zelle passt; er steht ganz in der JSON-Datei",
    "columns whose text is missing here because no cell holds it; the JSON file has it whole",
)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}


def write(offers: Iterable[Offer], stream: IO[bytes], *, made: datetime) -> None:
    """A sheet with one row an offer and one that explains the columns.

    The same offers and moment make the same bytes. A text that no cell can hold is left out whole,
    never cut, since a licence may forbid to change it; the last column names what is missing.
    """
    with Workbook(stream, _OPTIONS) as book:
        book.set_properties({"title": "Angebotslotse", "created": made.replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        _write_offers(book.add_worksheet(SHEET), offers, bold)
        _write_fields(book.add_worksheet(FIELDS_SHEET), bold)


def fits(text: str) -> bool:
    """Whether a cell holds the text as it is."""
    is_short = len(text) <= LONGEST_CELL // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL
    return is_short and is_xml_text(text)


def _write_offers(sheet: Any, offers: Iterable[Offer], bold: Any) -> None:
    sheet.freeze_panes(1, 2)
    _write_row(sheet, 0, [*(column.name for column in COLUMNS), LEFT_OUT], bold)
    last = 0
    for last, offer in enumerate(offers, start=1):
        _write_offer(sheet, last, row(offer))
    sheet.autofilter(0, 0, last, len(COLUMNS))


def _write_offer(sheet: Any, number: int, values: Sequence[Value]) -> None:
    left_out = []
    for place, value in enumerate(values):
        if isinstance(value, str) and not fits(value):
            left_out.append(COLUMNS[place].name)
        else:
            _write_value(sheet, number, place, value)
    if left_out:
        sheet.write_string(number, len(values), "; ".join(left_out))


def _write_value(sheet: Any, number: int, place: int, value: Value) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(number, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(number, place, value)
    elif isinstance(value, PartialDate) and value.is_exact:
        sheet.write_datetime(number, place, datetime.combine(value.first, datetime.min.time()))
    else:
        sheet.write_string(number, place, str(value))


def _write_fields(sheet: Any, bold: Any) -> None:
    _write_row(sheet, 0, ["column", "de", "en"], bold)
    rows = [(each.name, each.meaning.de, each.meaning.en) for each in COLUMNS]
    for number, texts in enumerate([*rows, (LEFT_OUT, *_LEFT_OUT_MEANING)], start=1):
        _write_row(sheet, number, texts)


def _write_row(sheet: Any, number: int, texts: Iterable[str], style: Any = None) -> None:
    for place, text in enumerate(texts):
        sheet.write_string(number, place, text, style)
