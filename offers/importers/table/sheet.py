"""The rows of a CSV file: header checked, every row with its line."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from offers.errors import InputError, InputErrors
from offers.importers import csv_limit
from offers.importers.table.mapping import TableMapping
from offers.jsonlines import read_bytes, source_name, text_of

LONGEST_CELL = 200_000
"""Characters; what is longer is most often a quotation mark that nobody closed."""
LONGEST_LINE = 5_000_000
"""Characters between two line breaks: nothing but commas would be as many cells."""
_DELIMITERS = {"tab": "\t"}
_UNENDED = "unexpected end of data"
_UTF8 = "utf-8"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row by column; `error` says what is wrong with its form, lines count from 1."""

    line: int
    cells: Mapping[str, str]
    error: InputError | None = None


def read_rows(path: str, mapping: TableMapping) -> Iterator[SheetRow]:
    """Every row that is not blank. InputErrors where the table as a whole cannot be taken.

    That is: another encoding, a column that is missing or there twice, a quote that never ends.
    """
    source = source_name(path)
    csv_limit.lift()
    lines = csv.reader(
        _lines(_text(path, mapping), source),
        delimiter=_DELIMITERS.get(mapping.delimiter, mapping.delimiter),
        strict=True,
    )
    header = _header(lines, mapping, source)
    while True:
        line = lines.line_num + 1
        try:
            row = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield SheetRow(line, {}, _broken(error, line, source))
            continue
        _refuse_endless(row, line, source)
        if any(cell.strip() for cell in row):
            yield _sheet_row(row, header, line, source)


def _lines(text: str, source: str) -> Iterator[str]:
    """The lines with their ends; InputErrors for one whose cells no memory holds."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > LONGEST_LINE:
            values = {"limit": LONGEST_LINE}
            raise InputErrors([InputError("too_long", "", values, source, number)])
        yield line


def _text(path: str, mapping: TableMapping) -> str:
    source, content = source_name(path), read_bytes(path)
    if mapping.encoding == _UTF8:
        return text_of(content, source=source)
    try:
        # Text of Windows-1252 with an umlaut is hardly ever valid UTF-8 by chance.
        is_other = not content.decode(_UTF8).isascii()
    except UnicodeDecodeError:
        is_other = False
    if is_other:
        values = {"given": "UTF-8", "expected": f"the encoding {mapping.encoding} of the mapping"}
        raise InputErrors([InputError("wrong_form", "", values, source)])
    try:
        return content.decode(mapping.encoding)
    except UnicodeDecodeError as error:
        values = {"given": f"byte {error.start}", "expected": "Windows-1252"}
        raise InputErrors([InputError("wrong_form", "", values, source)]) from None


def _header(lines: Iterator[list[str]], mapping: TableMapping, source: str) -> list[str]:
    try:
        names = [name.strip() for name in next(lines)]
    except StopIteration:
        raise InputErrors([InputError("empty_file", source=source)]) from None
    except csv.Error as error:
        raise InputErrors([_broken(error, 1, source)]) from None
    _refuse_endless(names, 1, source)
    given = ", ".join(names)[:200]
    errors = [
        InputError("duplicate_column", "", {"column": name[:60]}, source, 1)
        for name, count in Counter(names).items()
        if name and count > 1
    ]
    errors += [
        InputError("missing_column", "", {"column": name[:60], "given": given}, source, 1)
        for name in mapping.columns
        if name not in names
    ]
    if errors:
        raise InputErrors(errors)
    return names


def _broken(error: csv.Error, line: int, source: str) -> InputError:
    """What is wrong with a row's form; InputErrors where all that follows would be lost with it."""
    problem = str(error)
    if _UNENDED in problem or "field limit" in problem:
        raise InputErrors([InputError("open_quote", "", {}, source, line)])
    values = {"given": problem[:60], "expected": "cells in double quotes, doubled within"}
    return InputError("wrong_form", "", values, source, line)


def _refuse_endless(row: list[str], line: int, source: str) -> None:
    """Nothing where all cells are of a length that people write; else InputErrors."""
    if max(map(len, row), default=0) > LONGEST_CELL:
        raise InputErrors([InputError("open_quote", "", {}, source, line)])


def _sheet_row(row: list[str], header: list[str], line: int, source: str) -> SheetRow:
    cells = dict(zip(header, row, strict=False))
    # Programs pad rows with empty cells, and that does no harm.
    if len(row) >= len(header) and not any(cell.strip() for cell in row[len(header) :]):
        return SheetRow(line, cells)
    values = {"given": len(row), "expected": len(header)}
    return SheetRow(line, cells, InputError("row_length", "", values, source, line))
