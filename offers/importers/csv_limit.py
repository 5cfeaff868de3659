"""The csv module's limit of a cell: one for all threads of a process, so one number for everybody.

What is too long for a format its reader counts itself.
"""

from __future__ import annotations

import csv

WIDEST_CELL = 16_000_000
"""Characters; no cell of any table comes near, and memory holds it."""


def lift() -> None:
    """Let cells be as wide as any reader here takes them."""
    csv.field_size_limit(WIDEST_CELL)
