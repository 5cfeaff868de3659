"""Rows of every table as each version of the product stored them: literal SQL in `stored/`.

A new migration gets a file of its own; what older versions wrote stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, inspect

Rows = dict[str, list[tuple[object, ...]]]

DROPPED = {"0006": {"offer": ("kept_from_bundle",)}}
"""Columns that a version did away with; what they said stands elsewhere, with a test of its own."""
STORED = Path(__file__).parent / "stored"
VERSIONS = tuple(sorted(path.stem for path in STORED.glob("*.sql")))


def fill(connection: Connection, version: str) -> None:
    """Store what a database of this version holds beyond the versions before it."""
    text = (STORED / f"{version}.sql").read_text(encoding="utf-8")
    for statement in text.split(";\n")[:-1]:
        connection.exec_driver_sql(statement)


def columns_of(connection: Connection) -> dict[str, list[str]]:
    """The columns of every table, without Alembic's own."""
    inspector = inspect(connection)
    return {
        table: sorted(column["name"] for column in inspector.get_columns(table))
        for table in sorted(set(inspector.get_table_names()) - {"alembic_version"})
    }


def rows_of(connection: Connection, columns: Mapping[str, list[str]]) -> Rows:
    """What stands in these columns, every row of every table in a fixed order."""
    found = {}
    for table, names in columns.items():
        listed = ", ".join(f'"{name}"' for name in names)
        rows = connection.exec_driver_sql(f'SELECT {listed} FROM "{table}"').all()
        found[table] = sorted((tuple(row) for row in rows), key=repr)
    return found


def kept_by(version: str, columns: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The columns that are still there after the migration to a version."""
    gone = DROPPED.get(version, {})
    return {
        table: [name for name in names if name not in gone.get(table, ())]
        for table, names in columns.items()
    }


def columns_that_stay(columns: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
    """The columns that are still there after all migrations."""
    for version in VERSIONS:
        columns = kept_by(version, columns)
    return columns
