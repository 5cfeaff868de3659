"""Tables in text: cells parted by semicolons, commas, tabs or bars."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import count

from offers.importers import csv_limit
from web.firm_tables.headings import how_many_known
from web.firm_tables.lines import ENOUGH, MOST_COLUMNS, MOST_LINES, Line
from web.firm_tables.problems import FileProblem, UnreadableError

_DELIMITERS = ";,\t|"
_SAID = "sep="
_FIRST_LINES = 10
_LONGEST_START = 50_000
"""Characters of the first lines in which headings are looked for."""
_UNENDED = "unexpected end of data"


def lines_of(text: str) -> Sequence[Line]:
    """The lines that are not blank, with the delimiter that makes most known headings of them.

    The first line may name it ('sep=;'), as spreadsheet programs write. Of a list that is too long
    only the first.
    """
    csv_limit.lift()
    first, _, rest = text.partition("\n")
    said = first.strip().lower()
    if said.startswith(_SAID) and len(said) == len(_SAID) + 1:
        return _lines(rest, said[-1], skipped=1)
    return _lines(text, _delimiter(text))


def _delimiter(text: str) -> str:
    """The delimiter; where no heading is known, the one that occurs most."""
    start = "\n".join(text[:_LONGEST_START].splitlines()[:_FIRST_LINES])
    return max(_DELIMITERS, key=lambda each: (_most_known(start, each), start.count(each)))


def _most_known(start: str, delimiter: str) -> int:
    try:
        rows = list(csv.reader(io.StringIO(start), delimiter=delimiter))
    except csv.Error:
        return 0
    return max(map(how_many_known, rows), default=0)


def _lines(text: str, delimiter: str, *, skipped: int = 0) -> Sequence[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found = list[Line]()
    for read in count(1):
        number = reader.line_num + 1 + skipped
        try:
            line = Line(number, _cells(next(reader), number))
        except StopIteration:
            break
        except csv.Error as error:
            if _UNENDED in str(error):
                raise UnreadableError(FileProblem.OPEN_QUOTE, {"line": number}) from None
            line = Line(number, (), is_broken=True)
        if not line.is_blank:
            found.append(line)
        if len(found) == ENOUGH:
            break
        if read > MOST_LINES:
            raise UnreadableError(FileProblem.TOO_MANY_LINES, {"limit": MOST_LINES})
    return found


def _cells(row: list[str], number: int) -> tuple[str, ...]:
    while row and not row[-1].strip():
        row.pop()
    if len(row) > MOST_COLUMNS:
        raise UnreadableError(FileProblem.TOO_MANY_COLUMNS, {"limit": MOST_COLUMNS})
    return tuple(row)
