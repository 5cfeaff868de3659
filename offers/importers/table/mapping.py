"""The mapping file of a table: which column fills which field, and how its cells are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from offers.errors import InputError, InputErrors
from offers.importers.table.days import is_pattern
from offers.importers.table.fields import FIELDS, SEVERAL, Cell, put
from offers.schema import parse_offer
from offers.schema.records import FilledText, Record, Text, parse_record
from offers.yaml_files import read_records

_REQUIRED = ("title", "provider")
_ANY: Mapping[str, object] = {"id": "a", "title": "a", "provider": "a"}
Plain = str | int | float | bool
Several = Field(strict=False, min_length=1)


def _columns(raw: object) -> object:
    """'Titel' and ['Titel', 'Untertitel'] are short for a column without anything else."""
    if isinstance(raw, str):
        return {"columns": [raw]}
    return {"columns": raw} if isinstance(raw, list) else raw


class Column(Record):
    """Where a field comes from; cells of several columns are joined with an empty line between.

    `values` names a value table; `otherwise` is taken for a word that is not in it ('' leaves it
    out), and without `otherwise` such a row is refused.
    """

    columns: Annotated[tuple[FilledText, ...], Several]
    separator: Text = ""
    values: Text = ""
    otherwise: Plain | None = None


class IdRule(Record):
    """The id of a row: the prefix, then its cells as a slug. It must stay the same for ever."""

    columns: Annotated[tuple[FilledText, ...], Several]
    prefix: Annotated[str, Field(pattern=r"^[a-z0-9-]*$", max_length=60)] = ""


class TableMapping(Record):
    """How a table is read; `offers/importers/README.md` explains it with an example."""

    id: IdRule
    fields: dict[str, Annotated[Column, BeforeValidator(_columns)]]
    constants: dict[str, Any] = {}
    values: dict[str, dict[str, Plain]] = {}
    encoding: Literal["utf-8", "cp1252"] = "utf-8"
    delimiter: Literal[",", ";", "tab"] = ","
    numbers: Literal["de", "en"] = "de"
    dates: Annotated[tuple[str, ...], Field(strict=False)] = ("DD.MM.YYYY", "MM.YYYY")
    unknown: Annotated[tuple[str, ...], Field(strict=False)] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, each once."""
        named = [
            *self.id.columns,
            *(name for each in self.fields.values() for name in each.columns),
        ]
        return tuple(dict.fromkeys(named))


def load_mapping(path: str) -> TableMapping:
    """The mapping of a YAML file; InputErrors with every bad place, its line and field."""
    record, *others = read_records(path)
    if others:
        raise InputErrors([InputError("too_many", "", {"limit": 1}, path, others[0].line)])
    try:
        return parse_mapping(record.fields)
    except InputErrors as errors:
        raise record.located(errors, source=path) from None


def parse_mapping(raw: object) -> TableMapping:
    """The mapping of plain values; InputErrors with every bad field."""
    mapping = parse_record(TableMapping, raw)
    errors = [
        *_unknown_fields(mapping),
        *_missing_fields(mapping),
        *_bad_dates(mapping),
        *_bad_columns(mapping),
    ]
    if not errors:
        errors += [*_bad_constants(mapping), *_bad_values(mapping)]
    if errors:
        raise InputErrors(errors)
    return mapping


def _unknown_fields(mapping: TableMapping) -> Iterator[InputError]:
    allowed = {"allowed": ", ".join(FIELDS)}
    for name in mapping.fields:
        if name not in FIELDS:
            yield InputError("unknown_word", f"fields.{name}", {"given": name, **allowed})
        elif name.partition(".")[0] in mapping.constants:
            yield InputError("duplicate_key", f"constants.{name}", {"key": name})


def _missing_fields(mapping: TableMapping) -> Iterator[InputError]:
    for name in _REQUIRED:
        if name not in mapping.fields and name not in mapping.constants:
            yield InputError("missing", f"fields.{name}")


def _bad_dates(mapping: TableMapping) -> Iterator[InputError]:
    for number, pattern in enumerate(mapping.dates):
        if not is_pattern(pattern):
            values = {"given": pattern[:60], "expected": "a pattern such as DD.MM.YYYY"}
            yield InputError("wrong_form", f"dates.{number}", values)


def _bad_columns(mapping: TableMapping) -> Iterator[InputError]:
    for name, column in mapping.fields.items():
        if column.separator and FIELDS.get(name) not in SEVERAL:
            yield InputError("unknown_key", f"fields.{name}.separator")
        if column.values and column.values not in mapping.values:
            values = {"given": column.values[:60], "where": "values"}
            yield InputError("unknown_id", f"fields.{name}.values", values)


def _bad_constants(mapping: TableMapping) -> Iterator[InputError]:
    yield from _refused({**_ANY, **mapping.constants}, "constants")


def _bad_values(mapping: TableMapping) -> Iterator[InputError]:
    """Words of value tables that their fields do not take."""
    for name, column in mapping.fields.items():
        table = mapping.values.get(column.values, {})
        for word, value in table.items():
            if value == "":
                continue
            yield from _refused(_with(name, value), f"values.{column.values}.{word}", whole=name)
        if column.otherwise not in (None, ""):
            yield from _refused(
                _with(name, column.otherwise), f"fields.{name}.otherwise", whole=name
            )


def _with(name: str, value: object) -> dict[str, object]:
    fields: dict[str, object] = {**_ANY}
    put(fields, name, [value] if FIELDS[name] is Cell.LIST else value)
    return fields


def _refused(fields: Mapping[str, object], place: str, *, whole: str = "") -> Iterator[InputError]:
    """What the offer format says against the fields; `whole`: the place stands for that field."""
    try:
        parse_offer(fields)
    except InputErrors as found:
        for error in found.errors:
            field = place if whole else f"{place}.{error.field}"
            yield InputError(error.code, field, error.values)
