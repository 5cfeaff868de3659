"""Rows that must be there, whoever writes them first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_missing(session: Session, table: type[SQLModel], **values: object) -> None:
    """Add the row unless one with its key is there; two who do it at once do not disturb."""
    statement = _insert(session, table).values(values)
    session.connection().execute(statement.on_conflict_do_nothing())


def upsert(
    session: Session, table: type[SQLModel], key: str, rows: Sequence[Mapping[str, object]]
) -> None:
    """Add the rows, and change those whose key is there already: one statement for all."""
    if not rows:
        return
    statement = _insert(session, table).values([dict(row) for row in rows])
    changed = {name: statement.excluded[name] for name in rows[0] if name != key}
    session.connection().execute(
        statement.on_conflict_do_update(index_elements=[key], set_=changed)
    )


def _insert(session: Session, table: type[SQLModel]) -> postgresql.Insert | sqlite.Insert:
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(table) if is_sqlite else postgresql.insert(table)
