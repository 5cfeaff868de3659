"""The file of companies, cut into chunks that are read and parsed one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from matcher.profile import Asked, parse_profile
from offers.errors import InputError, InputErrors
from offers.jsonlines import BOM, Row, row_of, without_repeats


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some lines of a file: `lines` of them from `first_line` on, `size` bytes from `start` on."""

    number: int
    first_line: int
    lines: int
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Companies:
    """A file of companies in chunks; `digest` is the SHA-256 of its bytes."""

    path: str
    digest: str
    chunks: tuple[Chunk, ...]

    def read(self, chunk: Chunk) -> Lines:
        """The lines of a chunk."""
        with _reading(self.path), Path(self.path).open("rb") as stream:
            stream.seek(chunk.start)
            return Lines(self.path, chunk.first_line, stream.read(chunk.size))


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a file as they are sent to who works on them."""

    source: str
    first_line: int
    content: bytes


def scan(path: str, *, per_chunk: int) -> Companies:
    """The chunks of a file, so many lines each; InputErrors where it cannot be read or is empty."""
    chunks, whole = list[Chunk](), hashlib.sha256()
    line, start = 1, 0
    with _reading(path), Path(path).open("rb") as stream:
        while rows := list(islice(stream, per_chunk)):
            content = b"".join(rows)
            whole.update(content)
            chunks.append(Chunk(len(chunks), line, len(rows), start, len(content)))
            line, start = line + len(rows), start + len(content)
    if not start:
        raise InputErrors([InputError("empty_file", source=path)])
    return Companies(path, whole.hexdigest(), tuple(chunks))


def parse(lines: Lines, *, today: date | None) -> Iterator[tuple[int, Asked | InputErrors]]:
    """Every line that is not blank: its number with the company, or with what is wrong with it.

    An id that occurs twice among these lines is an error; `today` counts where it is given.
    """
    rows = ((line, _asked(row, lines, today)) for line, row in _rows(lines))
    return without_repeats(rows, lambda asked: asked.profile.id, source=lines.source)


def _asked(row: Row | InputErrors, lines: Lines, today: date | None) -> Asked | InputErrors:
    if isinstance(row, InputErrors):
        return row
    try:
        profile = parse_profile(row.fields)
    except InputErrors as errors:
        return errors.located(source=lines.source, line=row.line)
    day = today or profile.today
    if day is None:
        return InputErrors([InputError("no_day", "today", {}, lines.source, row.line)])
    return Asked(profile, day)


def _rows(lines: Lines) -> Iterator[tuple[int, Row | InputErrors]]:
    content = lines.content.removeprefix(BOM) if lines.first_line == 1 else lines.content
    for line, raw in enumerate(content.split(b"\n"), start=lines.first_line):
        if not raw.strip():
            continue
        try:
            row = row_of(raw.decode("utf-8"), line=line, source=lines.source)
        except UnicodeDecodeError as error:
            values = {"position": error.start}
            row = InputError("not_utf8", "", values, lines.source, line)
        yield line, InputErrors([row]) if isinstance(row, InputError) else row


@contextmanager
def _reading(path: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise InputErrors([InputError("unreadable", "", {"problem": problem}, path)]) from None
