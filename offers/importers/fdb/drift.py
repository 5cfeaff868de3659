"""Where the table is no longer the promised one: other columns, new codes, another datatype."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from offers.errors import InputError, InputErrors
from offers.importers.fdb.contract import closed_columns, column_names

MANY_ROWS, MANY_SHARE = 10, 0.01
"""So many rows and such a share of all that break one rule are no slips of single rows."""
_ALIKE = 70.0


def check_header(header: Sequence[str], *, source: str) -> None:
    """Nothing where the columns are the promised ones in any order; InputErrors lists the rest."""
    promised = column_names()
    if not set(header) & set(promised):
        raise InputErrors([InputError("no_table", "", {}, source, 1)])
    errors = [
        InputError(code, "", values, source, 1) for code, values in _changes(header, promised)
    ]
    if errors:
        raise InputErrors(errors)


def _changes(
    header: Sequence[str], promised: Sequence[str]
) -> Iterator[tuple[str, dict[str, object]]]:
    gone = [name for name in promised if name not in header]
    new = [name for name in dict.fromkeys(header) if name not in promised]
    for name in gone:
        follower = next((other for other in new if _renamed(name, other, header)), None)
        if follower is None:
            yield "column_gone", {"column": name}
        else:
            new.remove(follower)
            yield "column_renamed", {"column": name, "given": follower[:60]}
    for name in new:
        yield "column_new", {"column": name[:60]}
    for name, count in Counter(header).items():
        if count > 1:
            yield "duplicate_column", {"column": name[:60]}


def _renamed(gone: str, new: str, header: Sequence[str]) -> bool:
    """Whether a new column looks like a missing one, or stands in its place."""
    promised = column_names()
    in_place = len(header) == len(promised) and header.index(new) == promised.index(gone)
    return in_place or fuzz.ratio(gone, new) >= _ALIKE


@dataclass(slots=True)
class _Breach:
    """One rule that rows break."""

    error: InputError
    count: int = 0


class Drift:
    """Counts what refused rows break, until the whole table is known."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], _Breach] = {}
        self._rules: dict[tuple[str, str], _Breach] = {}

    def note(self, errors: Sequence[InputError]) -> None:
        """The errors of one row; each rule and each code counts once a row."""
        codes, rules = dict[tuple[str, str], InputError](), dict[tuple[str, str], InputError]()
        for error in errors:
            column = error.field.partition(".")[0]
            if _is_unknown_code(error):
                codes.setdefault((column, str(error.values["given"])), error)
            elif column:
                rules.setdefault((column, error.code), error)
        for found, counted in ((codes, self._codes), (rules, self._rules)):
            for key, error in found.items():
                counted.setdefault(key, _Breach(error)).count += 1

    def found(self, rows: int) -> tuple[InputError, ...]:
        """What is no longer as promised in a table of so many rows; () where nothing is."""
        unknown = (
            _error("unknown_code", key[0], breach, given=key[1])
            for key, breach in self._codes.items()
        )
        broken = (
            _error("column_broken", key[0], breach, rows=rows, problem=breach.error.problem())
            for key, breach in self._rules.items()
            if breach.count >= MANY_ROWS and breach.count > rows * MANY_SHARE
        )
        return (*unknown, *broken)


def _is_unknown_code(error: InputError) -> bool:
    return error.code == "unknown_word" and error.field.partition(".")[0] in closed_columns()


def _error(code: str, column: str, breach: _Breach, **values: object) -> InputError:
    first = breach.error
    values = {**values, "count": breach.count, "first": first.line}
    return InputError(code, column, values, first.source, first.line)
