"""An operator's CSV of organisations, read and checked; nothing is stored here.

Columns: `id`, `name`, `kind`, `territories`, and if known `topics`, `phone`, `email`, `url`.
Several territories or topics in one cell are separated by `|`. Comma or semicolon between cells.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from offers.errors import InputError, InputErrors
from offers.importers import csv_limit
from offers.organisations import Organisation, parse_organisation
from offers.schema.records import has_controls

REQUIRED = ("id", "name", "kind", "territories")
COLUMNS = (*REQUIRED, "topics", "phone", "email", "url")
SEVERAL = ("territories", "topics")
LONGEST_SOURCE = 200


def read_rows(path: Path) -> tuple[Organisation, ...]:
    """The rows of the file; InputErrors with line and field of everything that is wrong."""
    source = path.name
    text = _text(path, source)
    try:
        cells = list(_cells(text, source))
    except csv.Error as error:
        raise InputErrors([_error("unreadable", source, problem=str(error))]) from None
    rows, errors = list[Organisation](), list(_duplicates(cells, source))
    for line, row in cells:
        try:
            rows.append(_organisation(row, source))
        except InputErrors as bad:
            located = bad.located(source=source, line=line)
            errors.extend(_by_column(error) for error in located.errors)
    if not cells:
        errors.append(_error("empty_file", source))
    if errors:
        raise InputErrors(sorted(errors, key=lambda error: error.line or 0))
    return tuple(rows)


def _text(path: Path, source: str) -> str:
    """What the file holds; no database takes all control characters, so none are let in."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputErrors([_error("unreadable", source, problem=error.strerror)]) from None
    except UnicodeDecodeError as error:
        raise InputErrors([_error("not_utf8", source, position=error.start)]) from None
    lines = enumerate(text.split("\n"), 1)
    bad = [_error("control_characters", source, line) for line, part in lines if has_controls(part)]
    if bad:
        raise InputErrors(bad)
    return text


def _error(
    code: str, source: str, line: int | None = None, field: str = "", **values: object
) -> InputError:
    return InputError(code=code, source=source, line=line, field=field, values=values)


def _cells(text: str, source: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Line number and cells of every row that is not blank."""
    csv_limit.lift()
    header = text.partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(text, newline=""),
        delimiter=";" if header.count(";") > header.count(",") else ",",
    )
    names = [name.strip() for name in reader.fieldnames or ()]
    reader.fieldnames = names
    bad = [_error("unknown_key", source, 1, name) for name in names if name not in COLUMNS]
    bad += [_error("missing", source, 1, name) for name in REQUIRED if name not in names]
    if names and bad:
        raise InputErrors(bad)
    for row in reader:
        if None in row:
            expected = f"{len(names)} cells in a row"
            raise InputErrors(
                [_error("wrong_form", source, reader.line_num, given="too many", expected=expected)]
            )
        cells = {name: (value or "").strip() for name, value in row.items()}
        if any(cells.values()):
            yield reader.line_num, cells


def _organisation(row: Mapping[str, str], source: str) -> Organisation:
    """The organisation of a row; a blank cell is not known."""
    cells = {name: _parts(cell) if name in SEVERAL else cell for name, cell in row.items()}
    filled = {name: value for name, value in cells.items() if value}
    return parse_organisation({**filled, "source": source[:LONGEST_SOURCE]})


def _by_column(error: InputError) -> InputError:
    """The error at its column: `topics.0` stands in `topics`."""
    return replace(error, field=error.field.partition(".")[0])


def _duplicates(
    cells: Iterable[tuple[int, Mapping[str, str]]], source: str
) -> Iterator[InputError]:
    first: dict[str, int] = {}
    for line, row in cells:
        if row["id"] in first:
            yield _error("duplicate_id", source, line, "id", id=row["id"], first=first[row["id"]])
        first.setdefault(row["id"], line)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
