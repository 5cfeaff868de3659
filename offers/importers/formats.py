"""The formats that offers are imported from, each with the same three functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from offers.errors import InputError, InputErrors
from offers.importers import fdb, jsonl, table
from offers.importers.reading import Reading
from offers.schema import Offer

CSV = "csv"


@dataclass(frozen=True, slots=True)
class Format:
    """`read_row` takes the raw text of a refused row, `id_of` what the source calls a row."""

    read: Callable[[str], Reading]
    read_row: Callable[[str], Offer]
    id_of: Callable[[str], str]


def _itself(key: str) -> str:
    return key


def _of_programme(key: str) -> str:
    return f"fdb-{key}"


def _needs_mapping(path: str) -> Reading:
    raise InputErrors([InputError("no_mapping")])


FORMATS: Mapping[str, Format] = {
    "fdb": Format(fdb.import_offers, fdb.read_row, _of_programme),
    "jsonl": Format(jsonl.import_offers, jsonl.read_row, _itself),
    CSV: Format(_needs_mapping, table.read_row, _itself),
}


def reader_of(name: str, *, mapping: str | None = None) -> Callable[[str], Reading]:
    """What reads a file of this format; InputErrors where the mapping is bad, missing or unused."""
    if name != CSV:
        if mapping is not None:
            raise InputErrors([InputError("needless_mapping", "", {"given": name})])
        return FORMATS[name].read
    if mapping is None:
        raise InputErrors([InputError("no_mapping")])
    return partial(table.import_offers, mapping=table.load_mapping(mapping))
