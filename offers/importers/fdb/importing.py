"""Reading the table: every row an offer or a refusal, or nothing at all where the table changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from offers.errors import InputError, InputErrors
from offers.importers.fdb.contract import LONGEST_CELL, column_names
from offers.importers.fdb.drift import Drift
from offers.importers.fdb.offers import cases_of, offer_of
from offers.importers.fdb.programme import Programme, programme_of
from offers.importers.fdb.table import Line, scan, without_dirt
from offers.importers.reading import Reading, RefusedRow, ReviewCase
from offers.jsonlines import row_of, source_name
from offers.reading import read_offer
from offers.schema import Offer

KEY = "id_hash"


def read_offers(path: str) -> Reading:
    """The programmes of the table at `path` ('-' is the standard input), as the codes say them.

    InputErrors where the file is not the whole promised table: other columns, unknown codes, rows
    cut off, a datatype that many rows break. Then nothing of it may be imported.
    """
    return _reading(path, lambda offer: offer)


def import_offers(path: str) -> Reading:
    """The programmes as `read_offers` gives them, with what their texts say besides."""
    return _reading(path, read_offer)


def read_row(raw: str) -> Offer:
    """The offer of one row, given as a JSON object of column and text, as `read_offers` reads it.

    What is missing is an empty cell; InputErrors where the row cannot be taken.
    """
    row = row_of(raw, line=1, source="")
    if isinstance(row, InputError):
        raise InputErrors([replace(row, line=None)])
    wrong = [name for name in row.fields if not isinstance(row.fields[name], str)]
    if wrong:
        values = {"expected": "text", "given": "something else"}
        raise InputErrors([InputError("wrong_type", name[:60], values) for name in wrong])
    return offer_of(programme_of({name: without_dirt(row.fields[name]) for name in row.fields}))


def _reading(path: str, finish: Callable[[Offer], Offer]) -> Reading:
    table = _Table(source_name(path), finish)
    for line in scan(path):
        table.take(line)
    return table.reading()


class _Table:
    """What the rows so far have given."""

    def __init__(self, source: str, finish: Callable[[Offer], Offer]) -> None:
        self._source, self._finish = source, finish
        self._offers: list[Offer] = []
        self._refused: list[RefusedRow] = []
        self._cases: list[ReviewCase] = []
        self._first: dict[str, int] = {}
        self._drift, self._rows = Drift(), 0

    def take(self, line: Line) -> None:
        """One row: an offer with its doubts, or a refusal."""
        self._rows += 1
        try:
            programme = self._programme(line)
            offer = self._finish(offer_of(programme))
        except InputErrors as bad:
            self._refuse(line, bad.located(source=self._source, line=line.line))
            return
        self._offers.append(offer)
        self._cases.extend(cases_of(programme, offer))

    def reading(self) -> Reading:
        """All rows; InputErrors where they show that the table is no longer the promised one."""
        found = self._drift.found(self._rows)
        if found:
            raise InputErrors(found)
        return Reading(tuple(self._offers), tuple(self._refused), tuple(self._cases))

    def _programme(self, line: Line) -> Programme:
        expected = len(column_names())
        if line.width != expected:
            widths = {"given": line.width, "expected": expected}
            raise InputErrors([InputError("row_length", "", widths)])
        programme = programme_of(line.cells)
        first = self._first.setdefault(programme.id_hash, line.line)
        if first != line.line:
            values: dict[str, object] = {"id": programme.id_hash, "first": first}
            raise InputErrors([InputError("duplicate_id", KEY, values)])
        return programme

    def _refuse(self, line: Line, bad: InputErrors) -> None:
        if not line.ended:
            raise InputErrors([InputError("truncated", "", {}, self._source, line.line)])
        self._drift.note(bad.errors)
        key = line.cells.get(KEY, "")[:60]
        self._refused.append(RefusedRow(line.line, key, raw_row(line.cells), bad.errors))


def raw_row(cells: Mapping[str, str]) -> str:
    """A row as `read_row` takes it: filled cells only, an overlong one whole or not at all."""
    kept = {name: cell for name, cell in cells.items() if 0 < len(cell) <= LONGEST_CELL}
    return json.dumps(kept, ensure_ascii=False)
