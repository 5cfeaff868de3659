"""The way to the tables, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect

from models import migration
from models.base import metadata
from models.session import make_engine


def test_tables_and_migrations_agree(engine: Engine) -> None:
    with engine.connect() as connection:
        assert migration.differences(connection) == ()


def test_a_migrated_database_stands_at_the_head(engine: Engine) -> None:
    with engine.connect() as connection:
        assert migration.is_at_head(connection)


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    migration.upgrade(engine)

    with engine.connect() as connection:
        assert migration.current(connection) == migration.head()


def test_every_constraint_has_a_name_so_that_a_later_migration_can_drop_it() -> None:
    nameless = [
        f"{table.name}: {constraint}"
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if constraint.name is None
    ]

    assert nameless == []


def test_an_empty_database_is_not_at_the_head(tmp_path: Path) -> None:
    with make_engine(f"sqlite:///{tmp_path}/empty.sqlite3").connect() as connection:
        assert not migration.is_at_head(connection)


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def test_going_back_leaves_no_table(kind: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(f"{kind}_engine")

    migration.downgrade(engine)
    left = set(inspect(engine).get_table_names())
    migration.upgrade(engine)

    assert left == {"alembic_version"}
