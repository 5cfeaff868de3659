"""Offers as CSV: RFC 4180, UTF-8, comma, header; no cell is taken for a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from offers.export.columns import COLUMNS, Value, row
from offers.schema import Offer

STARTS_FORMULA = tuple("=+-@\t\r\n")
"""First signs that make a spreadsheet program calculate (OWASP, 'CSV Injection')."""
_NOT_SEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]*")
"""What may stand before them and is hard to see, or not at all."""


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
    return f"'{text}" if _is_formula(text) else text


def _is_formula(text: str) -> bool:
    """Whether a program may calculate it; broad, small and raised forms of a sign count as it."""
    if text[:1].isalnum():
        return False
    first = _NOT_SEEN.sub("", text, count=1)[:1]
    return text.startswith(STARTS_FORMULA) or normalize("NFKC", first).startswith(STARTS_FORMULA)
