"""Cells as values of our fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from babel.numbers import NumberFormatError, parse_decimal

from offers.errors import InputError
from offers.importers.table.days import iso_date
from offers.importers.table.fields import FIELDS, Cell
from offers.importers.table.mapping import Column, TableMapping

_UNITS = re.compile(r"\s*(?:€|EUR|Euro|%|Prozent)\s*", re.I)
# Short cells may hold numbers that no memory does: '1E99999999'.
_WRITABLE = re.compile(r"[^eE]{1,40}(?:[eE][+-]?[0-9]{1,2})?")
_FLAGS: Mapping[str, bool] = {
    "ja": True, "nein": False, "true": True, "false": False, "wahr": True, "falsch": False,
    "yes": True, "no": False, "1": True, "0": False, "x": True,
}  # fmt: skip
_JOINT = "\n\n"


class BadCellError(Exception):
    """A cell that cannot be read; `error` names neither row nor field."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.error = InputError(code, "", values)


def cell_text(column: Column, cells: Mapping[str, str], mapping: TableMapping) -> str:
    """What the row says for a field; '' where it says nothing or that it is not known."""
    texts = (cells[name].replace("\r\n", "\n").strip() for name in column.columns)
    return _JOINT.join(text for text in texts if text and text not in mapping.unknown)


def value_of(field: str, text: str, column: Column, mapping: TableMapping) -> object:
    """The value of a text that is not empty, None if it is left out; BadCellError."""
    kind = FIELDS[field]
    if not column.separator:
        found = [_one(kind, text, column, mapping)]
    else:
        parts = [part.strip() for part in text.split(column.separator)]
        found = [_one(kind, part, column, mapping) for part in parts if part]
    known = [value for value in found if value not in (None, "")]
    if kind in _WRAPPED:
        return [_WRAPPED[kind](value) for value in dict.fromkeys(known)] or None
    return known[0] if known else None


_WRAPPED: Mapping[Cell, Callable[[object], object]] = {
    Cell.LIST: lambda value: value,
    Cell.DAYS: lambda value: {"date": value},
}


def _one(kind: Cell, text: str, column: Column, mapping: TableMapping) -> str | int | float | bool:
    if not column.values:
        return _READ[kind](text, mapping)
    table = mapping.values[column.values]
    value = table.get(text, column.otherwise)
    if value is None:
        raise BadCellError("unknown_word", given=text[:60], allowed=", ".join(table))
    return value


def _text(text: str, mapping: TableMapping) -> str:
    return text


def _day(text: str, mapping: TableMapping) -> str:
    found = iso_date(text, mapping.dates)
    if found is None:
        raise BadCellError("not_a_date", given=text[:40])
    return found


def _flag(text: str, mapping: TableMapping) -> bool:
    found = _FLAGS.get(text.lower())
    if found is None:
        raise BadCellError("unknown_word", given=text[:60], allowed=", ".join(_FLAGS))
    return found


def _whole(text: str, mapping: TableMapping) -> int:
    number = _number(text, mapping)
    if number != number.to_integral_value():
        raise BadCellError("wrong_type", expected="a whole number", given=text[:40])
    return int(number)


def _decimal(text: str, mapping: TableMapping) -> float:
    return float(_number(text, mapping))


def _number(text: str, mapping: TableMapping) -> Decimal:
    bare = _UNITS.sub("", text)
    if not _WRITABLE.fullmatch(bare):
        raise BadCellError("not_a_number", given=text[:40])
    try:
        number = parse_decimal(bare, locale=mapping.numbers, strict=True)
    except NumberFormatError:
        raise BadCellError("not_a_number", given=text[:40]) from None
    if not number.is_finite():
        raise BadCellError("not_a_number", given=text[:40])
    return number


_READ: Mapping[Cell, Callable[[str, TableMapping], str | int | float | bool]] = {
    Cell.TEXT: _text,
    Cell.LIST: _text,
    Cell.WHOLE: _whole,
    Cell.DECIMAL: _decimal,
    Cell.FLAG: _flag,
    Cell.DAY: _day,
    Cell.DAYS: _day,
}
