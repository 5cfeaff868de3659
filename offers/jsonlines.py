"""JSON Lines read strictly: one mapping a line, and every bad line with its number.

The only reader of JSON Lines in the house; it knows lines, not offers or profiles.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from offers.charsets import what_else
from offers.errors import InputError, InputErrors

STDIN = "-"
DEEPEST = 400
"""Levels of brackets; the C scanner fails a little above twice that."""
BOM = b"\xef\xbb\xbf"
LARGEST_FILE = 300_000_000
"""Bytes; far more than any catalogue, and what a machine can still hold."""
LONGEST_LINE = 2_000_000
"""Characters; the longest offers that we know have a hundredth."""
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_BRACKET_OR_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]')

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True)
class Row:
    """One line's object; lines count from 1."""

    line: int
    fields: Mapping[str, Any]


class _BadLine(Exception):
    """A line that is no object; carries the error without its place."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.error = InputError(code, "", values)


def read_text(path: str) -> str:
    """The text of a file, or of the standard input for '-'; a byte order mark is dropped.

    InputErrors where the file cannot be read, is not UTF-8 or holds nothing but white space.
    """
    return text_of(read_bytes(path), source=source_name(path))


def text_of(content: bytes, *, source: str) -> str:
    """The text of a file's bytes, as `read_text` gives it."""
    content = content.removeprefix(BOM)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _other_encoding(content, error.start, source) from None
    first_nul = text.find("\0")
    if first_nul >= 0 and what_else(content):
        raise _other_encoding(content, first_nul, source)
    if not text.strip():
        raise InputErrors([InputError("empty_file", source=source)])
    return text


def _other_encoding(content: bytes, position: int, source: str) -> InputErrors:
    line, given = content.count(b"\n", 0, position) + 1, what_else(content)
    values = {"position": position, "given": given}
    code = "other_encoding" if given else "not_utf8"
    return InputErrors([InputError(code, "", values, source, line)])


def source_name(path: str) -> str:
    """How messages call the input."""
    return "standard input" if path == STDIN else path


def scan_rows(path: str) -> Iterator[Row | InputError]:
    """Every line that is not blank, as a row or as what is wrong with it, in order.

    InputErrors where the whole file cannot be read.
    """
    name = source_name(path)
    for number, text in enumerate(read_text(path).split("\n"), start=1):
        if not text.strip():
            continue
        yield row_of(text, line=number, source=name)


def row_of(text: str, *, line: int, source: str) -> Row | InputError:
    """The row of one line, or what is wrong with it."""
    if len(text) > LONGEST_LINE:
        return InputError("too_long", "", {"limit": LONGEST_LINE}, source, line)
    try:
        return Row(line, _object(text))
    except _BadLine as bad:
        return InputError(bad.error.code, bad.error.field, bad.error.values, source, line)


def parse_rows(
    path: str, parse: Callable[[Mapping[str, Any]], RecordT]
) -> Iterator[tuple[int, RecordT | InputErrors]]:
    """Every line as (number, record or what is wrong with it), errors with file and line."""
    name = source_name(path)
    for row in scan_rows(path):
        if isinstance(row, InputError):
            yield row.line or 0, InputErrors([row])
            continue
        try:
            yield row.line, parse(row.fields)
        except InputErrors as errors:
            yield row.line, errors.located(source=name, line=row.line)


def read_records(
    path: str,
    parse: Callable[[Mapping[str, Any]], RecordT],
    key: Callable[[RecordT], str],
) -> tuple[tuple[int, RecordT], ...]:
    """All records with their line numbers; InputErrors with every bad line and repeated key."""
    records, errors = list[tuple[int, RecordT]](), list[InputError]()
    for line, outcome in without_repeats(parse_rows(path, parse), key, source=source_name(path)):
        if isinstance(outcome, InputErrors):
            errors.extend(outcome.errors)
        else:
            records.append((line, outcome))
    if errors:
        raise InputErrors(errors)
    return tuple(records)


def without_repeats(
    rows: Iterable[tuple[int, RecordT | InputErrors]],
    key: Callable[[RecordT], str],
    *,
    source: str,
) -> Iterator[tuple[int, RecordT | InputErrors]]:
    """The rows, with an error in place of a record whose key an earlier line holds."""
    first: dict[str, int] = {}
    for line, outcome in rows:
        if isinstance(outcome, InputErrors):
            yield line, outcome
            continue
        name = key(outcome)
        if first.setdefault(name, line) == line:
            yield line, outcome
        else:
            values = {"id": name, "first": first[name]}
            yield line, InputErrors([InputError("duplicate_id", "id", values, source, line)])


def read_bytes(path: str) -> bytes:
    """The bytes of a file, or of the standard input for '-'; InputErrors where it fails."""
    try:
        if path == STDIN:
            content = sys.stdin.buffer.read(LARGEST_FILE + 1)
        else:
            with Path(path).open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        values = {"problem": problem}
        raise InputErrors([InputError("unreadable", "", values, source_name(path))]) from None
    if len(content) > LARGEST_FILE:
        values = {"limit": LARGEST_FILE}
        raise InputErrors([InputError("too_large", "", values, source_name(path))])
    return content


def _object(text: str) -> Mapping[str, Any]:
    if _depth(text) > DEEPEST:
        raise _BadLine("too_deep", limit=DEEPEST)
    try:
        found = json.loads(
            text,
            object_pairs_hook=_without_duplicates,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
    except json.JSONDecodeError as error:
        raise _BadLine("invalid_json", problem=f"{error.msg}, column {error.colno}") from None
    except RecursionError:
        raise _BadLine("too_deep", limit=DEEPEST) from None
    except ValueError as error:
        raise _BadLine("invalid_json", problem=str(error)) from None
    if not isinstance(found, dict):
        raise _BadLine("not_an_object")
    if _SURROGATE.search(text) and not _is_unicode(found):
        raise _BadLine("invalid_json", problem="half of a surrogate pair")
    return found


def _depth(text: str) -> int:
    """The deepest nesting of brackets outside texts."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return 0
    deepest = level = 0
    for found in _BRACKET_OR_TEXT.finditer(text):
        level += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found.group(), 0)
        deepest = max(deepest, level)
    return deepest


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        ((repeated, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise _BadLine("duplicate_key", key=_writable(repeated[:60]))
    return found


def _writable(text: str) -> str:
    """The text with halves of surrogate pairs spelt out: no encoding can hold them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _no_constant(name: str) -> NoReturn:
    raise _BadLine("invalid_json", problem=f"{name} is no number of JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _BadLine("invalid_json", problem=f"the number {text[:20]} is too large")
    return number


def _is_unicode(found: Mapping[str, Any]) -> bool:
    try:
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
