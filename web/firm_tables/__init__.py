"""Lists of firms as people keep them in tables, read; and the empty table to begin with."""

from web.firm_tables.lines import MOST_ROWS
from web.firm_tables.problems import FileProblem, Problem, RowProblem, UnreadableError
from web.firm_tables.reading import FirmRow, FirmTable, read
from web.firm_tables.sheets import MOST_BYTES
from web.firm_tables.template import as_csv, as_workbook

__all__ = [
    "MOST_BYTES",
    "MOST_ROWS",
    "FileProblem",
    "FirmRow",
    "FirmTable",
    "Problem",
    "RowProblem",
    "UnreadableError",
    "as_csv",
    "as_workbook",
    "read",
]
