"""The formats that the catalogue is given away in, as bytes into a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, TypeAlias

from offers.export import csv_file, jsonl, xlsx_file
from offers.schema import Offer

Lines: TypeAlias = Callable[[Iterable[Offer]], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """How a file is called to programs; `lines` where it can be given away piece by piece."""

    name: str
    media_type: str
    lines: Lines | None = None


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("jsonl", "application/jsonl; charset=utf-8", jsonl.lines),
        Format("csv", "text/csv; charset=utf-8; header=present", csv_file.lines),
        Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    )
}


def write(offers: Iterable[Offer], name: str, stream: IO[bytes], *, made: datetime) -> None:
    """All offers into the stream; `name` is one of FORMATS, `made` stands in a workbook."""
    lines = FORMATS[name].lines
    if lines is None:
        xlsx_file.write(offers, stream, made=made)
        return
    for line in lines(offers):
        stream.write(line.encode("utf-8"))
