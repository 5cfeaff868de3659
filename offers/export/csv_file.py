"""Offers as CSV: RFC 4180, UTF-8, comma, header; no cell is taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from offers.export.columns import COLUMNS, Value, row
from offers.schema import Offer

STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""First signs that make a spreadsheet program calculate (OWASP, 'CSV Injection')."""


class _Line:
    """Takes what a csv writer writes and gives it back line by line."""

    text = ""

    def write(self, text: str) -> None:
        """Keep the line."""
        self.text = text


def lines(offers: Iterable[Offer]) -> Iterator[str]:
    """The header, then one record an offer, each with its line break.

    Texts stand whole. One that a spreadsheet program would calculate gets an apostrophe in front;
    whoever needs every text as it is takes JSON Lines.
    """
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(column.name for column in COLUMNS)
    yield line.text
    for offer in offers:
        writer.writerow(map(cell, row(offer)))
        yield line.text


def cell(value: Value) -> str:
    """The value as text; '' for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_FORMULA) else text
