"""What stands in a database: its migration and how many rows each table has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, inspect, select, table

from models.migration import current

_NOT_FILLED = {"alembic_version", "catalogue_state"}
"""Tables that hold a row in a database that nobody has used yet."""


@dataclass(frozen=True, slots=True)
class Contents:
    """`migration` is None for a database that was never migrated."""

    migration: str | None
    tables: Mapping[str, int]

    @property
    def is_filled(self) -> bool:
        """Whether anything would be lost with it."""
        return any(rows for name, rows in self.tables.items() if name not in _NOT_FILLED)


def contents(connection: Connection) -> Contents:
    """The rows of every table, as this transaction sees them."""
    names = sorted(inspect(connection).get_table_names())
    counts = {name: select(func.count()).select_from(table(name)) for name in names}
    tables = {name: connection.execute(count).scalar_one() for name, count in counts.items()}
    return Contents(current(connection), tables)
