"""An empty list of firms with our headings, for spreadsheet programs."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from xlsxwriter import Workbook

from offers.taxonomy.bilingual import Bilingual
from offers.taxonomy.needs import NEEDS
from web.firm_tables.headings import OF_TEMPLATE

_WIDTH = 22
_SHEETS = (Bilingual("Unternehmen", "Companies"), Bilingual("Bedarfe", "Needs"))


def as_csv(language: str) -> bytes:
    """The headings in one line, as German spreadsheet programs open it by a double click."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerow(each.heading.get(language) for each in OF_TEMPLATE)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(language: str, *, made: datetime) -> bytes:
    """A sheet with the headings, and one with the words that the column of needs takes."""
    stream = io.BytesIO()
    firms, needs = (each.get(language) for each in _SHEETS)
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": "Angebotslotse", "created": made.replace(tzinfo=None)})
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(firms)
        # As text a postal code keeps its leading zero.
        sheet.set_column(0, len(OF_TEMPLATE) - 1, _WIDTH, text)
        sheet.freeze_panes(1, 1)
        for place, column in enumerate(OF_TEMPLATE):
            sheet.write_string(0, place, column.heading.get(language), bold)
        words = book.add_worksheet(needs)
        words.set_column(0, 0, _WIDTH * 2)
        for number, need in enumerate(NEEDS):
            words.write_string(number, 0, need.label.get(language))
    return stream.getvalue()
