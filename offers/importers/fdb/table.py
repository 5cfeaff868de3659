"""The rows of the CSV file as they stand, with what can be wrong about the file as a whole."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from offers.charsets import what_else
from offers.errors import InputError, InputErrors
from offers.importers import csv_limit
from offers.importers.fdb.drift import check_header
from offers.jsonlines import BOM, STDIN, source_name

LONGEST_LINE = 16_000_000
"""Bytes between two line breaks."""
# A page break or a 'next line' stood between two words, the rest is dirt: 'För\\x00derung'.
_BREAKS = re.compile(r"[\x0b\x0c\x1c-\x1e\x85]")
_DIRT = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one row by column; `width` how many there were, `line` where it begins.

    `ended` is false for the last row of a file that does not end with a line break.
    """

    line: int
    cells: Mapping[str, str]
    width: int
    ended: bool = True


def scan(path: str) -> Iterator[Line]:
    """The rows below the header, '-' being the standard input; control characters are taken out.

    InputErrors where the file cannot be read as the promised table: not there, not UTF-8, cut
    off, other columns.
    """
    source = source_name(path)
    with _opened(path) as handle:
        text = _Text(handle, source)
        try:
            count = yield from _rows(text)
        except csv.Error as error:
            raise _unreadable(str(error), text) from None
        if count == 0:
            raise InputErrors([InputError("empty_file", source=source)])


class _Text:
    """The lines of a file as text; `line` counts them, `ended` tells whether the last is whole."""

    def __init__(self, handle: IO[bytes], source: str) -> None:
        self.source, self.line, self.ended = source, 0, True
        self._handle, self._position = handle, 0

    def lines(self) -> Iterator[str]:
        """Every line with its end, decoded by itself: a break of a line never parts a letter."""
        while raw := self._handle.readline(LONGEST_LINE + 1):
            self.line += 1
            if len(raw) > LONGEST_LINE:
                raise self.error("too_long", limit=LONGEST_LINE)
            self.ended = raw.endswith(b"\n")
            bare = raw.removeprefix(BOM) if self.line == 1 else raw
            yield self._decoded(bare, len(raw) - len(bare))
            self._position += len(raw)

    def error(self, code: str, **values: object) -> InputErrors:
        """What is wrong with the file in the line that was read last."""
        return InputErrors([InputError(code, "", values, self.source, self.line or None)])

    def _decoded(self, raw: bytes, skipped: int) -> str:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            position, given = self._position + skipped + error.start, what_else(raw)
            code = "other_encoding" if given else "not_utf8"
            raise self.error(code, position=position, given=given) from None
        return without_dirt(text)


def without_dirt(text: str) -> str:
    """The text without control characters; those that part words become spaces."""
    return _DIRT.sub("", _BREAKS.sub(" ", text)) if _CONTROLS.search(text) else text


def _rows(text: _Text) -> Generator[Line, None, int]:
    """The rows; returns how many there were."""
    csv_limit.lift()
    reader = csv.reader(text.lines(), strict=True)
    header, count = next(reader, None), 0
    if header is None:
        return count
    check_header(header, source=text.source)
    begin = reader.line_num + 1
    for cells in reader:
        if cells:
            count += 1
            named = dict(zip(header, cells, strict=False))
            yield Line(begin, named, len(cells), text.ended)
        begin = reader.line_num + 1
    return count


def _unreadable(problem: str, text: _Text) -> InputErrors:
    if "unexpected end" in problem:
        return text.error("truncated")
    return text.error("invalid_csv", problem=problem)


@contextmanager
def _opened(path: str) -> Iterator[IO[bytes]]:
    if path == STDIN:
        yield sys.stdin.buffer
        return
    try:
        with Path(path).open("rb") as handle:
            yield handle
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise InputErrors([InputError("unreadable", "", {"problem": problem}, path)]) from None
