"""An operator's CSV of organisations, read and checked; nothing is stored here.

Columns: `id`, `name`, `kind`, `territories`, and if known `topics`, `phone`, `email`, `url`.
Several territories or topics in one cell are separated by `|`. Comma or semicolon between cells.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from offers.errors import InputError, InputErrors
from offers.schema.records import has_controls
from offers.taxonomy.needs import NEED_KEYS
from offers.taxonomy.regions import resolve_territory

REQUIRED = ("id", "name", "kind", "territories")
COLUMNS = (*REQUIRED, "topics", "phone", "email", "url")
_SLUG = re.compile(r"[a-z0-9-]{1,200}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation; no topics means all, None is not known."""

    id: str
    name: str
    kind: str
    territories: tuple[str, ...]
    topics: tuple[str, ...]
    phone: str | None
    email: str | None
    url: str | None
    source_name: str


def read_rows(path: Path) -> tuple[OrganisationRow, ...]:
    """The rows of the file; InputErrors with line and field of everything that is wrong."""
    source = path.name
    text = _text(path, source)
    try:
        cells = list(_cells(text, source))
    except csv.Error as error:
        raise InputErrors([_error("unreadable", source, problem=str(error))]) from None
    errors = [error for line, row in cells for error in _errors_of(row, source, line)]
    errors += _duplicates(cells, source)
    if not cells:
        errors.append(_error("empty_file", source))
    if errors:
        raise InputErrors(sorted(errors, key=lambda error: error.line or 0))
    return tuple(_row(row, source) for _, row in cells)


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


def _errors_of(row: Mapping[str, str], source: str, line: int) -> Iterator[InputError]:
    for name in REQUIRED:
        if not row[name]:
            yield _error("missing", source, line, name)
    for name, is_right, expected in (
        ("id", _SLUG.fullmatch, "small letters, digits and hyphens"),
        ("email", _EMAIL.fullmatch, "an address such as info@example.org"),
        ("url", _is_web_address, "an address that begins with https://"),
    ):
        value = row.get(name, "")
        if value and not is_right(value):
            yield _error("wrong_form", source, line, name, given=value[:80], expected=expected)
    for name in resolve_territory(_parts(row["territories"])).unresolved:
        yield _error("unknown_territory", source, line, "territories", given=name)
    for topic in _parts(row.get("topics", "")):
        if topic not in NEED_KEYS:
            allowed = ", ".join(NEED_KEYS)
            yield _error("unknown_word", source, line, "topics", given=topic, allowed=allowed)


def _duplicates(
    cells: Iterable[tuple[int, Mapping[str, str]]], source: str
) -> Iterator[InputError]:
    first: dict[str, int] = {}
    for line, row in cells:
        if row["id"] in first:
            yield _error("duplicate_id", source, line, "id", id=row["id"], first=first[row["id"]])
        first.setdefault(row["id"], line)


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _row(row: Mapping[str, str], source: str) -> OrganisationRow:
    return OrganisationRow(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        territories=_parts(row["territories"]),
        topics=_parts(row.get("topics", "")),
        phone=row.get("phone") or None,
        email=row.get("email") or None,
        url=row.get("url") or None,
        source_name=source,
    )
