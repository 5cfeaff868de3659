"""One line of a table, before anything is known of its columns."""

from __future__ import annotations

from dataclasses import dataclass

MOST_ROWS = 5_000
"""Firms of one list."""
MOST_COLUMNS = 100
MOST_LINES = 20_000
"""Lines that are looked at, blank ones as well: more than any list that is taken has."""
LOOKED_AT = 10
"""Lines among which the headings are: titles may stand above them."""
ENOUGH = MOST_ROWS + LOOKED_AT + 1
"""Lines that say something; whoever has so many has too many firms, and no more are read."""


@dataclass(frozen=True, slots=True)
class Line:
    """Cells as texts; `number` as spreadsheet programs count. A broken line has no cells."""

    number: int
    cells: tuple[str, ...]
    is_broken: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing."""
        return not self.is_broken and not any(cell.strip() for cell in self.cells)
