"""What can be wrong with a list, as codes: with the file as a whole, or with one cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FileProblem(StrEnum):
    """Why a file cannot be taken at all."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_LINES = "too_many_lines"
    TOO_MANY_COLUMNS = "too_many_columns"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    NO_ROWS = "no_rows"
    NO_NAME_COLUMN = "no_name_column"
    SAME_HEADING_TWICE = "same_heading_twice"
    OPEN_QUOTE = "open_quote"
    UNKNOWN_LETTERS = "unknown_letters"
    BROKEN_WORKBOOK = "broken_workbook"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    OLD_EXCEL = "old_excel"
    BINARY_EXCEL = "binary_excel"
    OPEN_DOCUMENT = "open_document"
    WEB_PAGE = "web_page"
    PDF = "pdf"
    ZIP = "zip"
    NO_TABLE = "no_table"


class RowProblem(StrEnum):
    """What is wrong with a row or a cell; with one of REFUSED the row is no firm."""

    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    BROKEN_ROW = "broken_row"
    MORE_CELLS = "more_cells"
    TOO_LONG = "too_long"
    POSTAL_CODE = "postal_code"
    NUMBER = "number"
    YEAR = "year"
    SECTOR = "sector"
    EMAIL = "email"
    FORMULA = "formula"
    UNREADABLE = "unreadable"
    CODE_COUNTS = "code_counts"
    TOWN_COUNTS = "town_counts"
    PLACE_UNKNOWN = "place_unknown"


REFUSED = frozenset(
    {RowProblem.NO_NAME, RowProblem.LONG_NAME, RowProblem.BROKEN_ROW, RowProblem.MORE_CELLS}
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One place of a list that is not right: `field` is '' for a whole row, `given` what stands.

    `taken` is what counts instead, '' for nothing.
    """

    line: int
    code: RowProblem
    field: str = ""
    given: str = ""
    taken: str = ""


class UnreadableError(Exception):
    """A file that cannot be taken."""

    def __init__(self, problem: FileProblem, values: Mapping[str, object] | None = None) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.values = values or {}


@dataclass(slots=True)
class BadCellError(Exception):
    """A cell that says nothing that its field could take."""

    code: RowProblem
    given: str = field(default="")
