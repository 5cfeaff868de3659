"""From the first tables to those of today, with data in every table of every version."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine

from models import migration
from tests.models.stored_rows import (
    VERSIONS,
    columns_of,
    columns_that_stay,
    fill,
    kept_by,
    rows_of,
)

COMPANY = (
    "INSERT INTO company_profile (id, token_hash, answers, state, language, skipped, remembered,"
    " dismissed, created_utc, updated_utc, expires_utc) VALUES (7, 'x', '{\"wz\": \"25\"}',"
    " 'finished', 'de', '[]', '[\"a\"]', '[]', '2026-11-01', '2026-11-01', '2027-11-01')"
)
JUDGEMENT = (
    "INSERT INTO judgement (id, company_id, subject, profile, offer_id, opinion, excluded, judge,"
    " verified, judged_utc) VALUES (1, {company}, '{subject}', '{{}}', 'a', 'fits', false, 'firm',"
    " false, '2026-11-02')"
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def at_first(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database at the first migration with one company in it."""
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    migration.downgrade(engine, revision="0001")
    with engine.begin() as connection:
        connection.exec_driver_sql(COMPANY)
    yield engine
    migration.upgrade(engine)


def number(connection: Connection, table: str) -> int:
    """How many rows a table has."""
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def test_what_companies_answered_stays_when_the_new_tables_come(at_first: Engine) -> None:
    migration.upgrade(at_first)

    with at_first.connect() as connection:
        found = connection.exec_driver_sql("SELECT id, token_hash FROM company_profile").all()
        assert [tuple(row) for row in found] == [(7, "x")]
        assert migration.differences(connection) == ()


def test_a_company_takes_its_judgements_with_it_whoever_deletes_it(at_first: Engine) -> None:
    migration.upgrade(at_first)
    with at_first.begin() as connection:
        connection.exec_driver_sql(JUDGEMENT.format(company=7, subject="firm:7"))
        before = number(connection, "judgement")
        connection.exec_driver_sql("DELETE FROM company_profile WHERE id = 7")

        assert (before, number(connection, "judgement")) == (1, 0)


def test_a_judgement_from_a_list_stays_when_companies_go(at_first: Engine) -> None:
    migration.upgrade(at_first)
    with at_first.begin() as connection:
        connection.exec_driver_sql(JUDGEMENT.format(company="NULL", subject="list:x"))
        connection.exec_driver_sql("DELETE FROM company_profile")

        assert number(connection, "judgement") == 1


def test_going_back_leaves_the_companies(at_first: Engine) -> None:
    migration.upgrade(at_first)
    migration.downgrade(at_first, revision="0001")

    with at_first.connect() as connection:
        assert number(connection, "company_profile") == 1


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty_database(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database before the first migration."""
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    migration.downgrade(engine)
    yield engine
    migration.upgrade(engine)


def test_every_version_has_rows_for_all_tables_that_it_brought(empty_database: Engine) -> None:
    assert VERSIONS[-1] == migration.head(), (
        "add a file for the new migration to tests/models/stored"
    )

    for version in VERSIONS:
        migration.upgrade(empty_database, revision=version)
        with empty_database.begin() as connection:
            fill(connection, version)
            rows = rows_of(connection, columns_of(connection))

        assert [table for table, found in rows.items() if not found] == []


def test_no_row_is_lost_or_changed_from_version_to_version(empty_database: Engine) -> None:
    for version in VERSIONS:
        with empty_database.begin() as connection:
            columns = kept_by(version, columns_of(connection))
            before = rows_of(connection, columns)
        migration.upgrade(empty_database, revision=version)
        with empty_database.begin() as connection:
            assert rows_of(connection, columns) == before, f"{version} changed what was there"
            fill(connection, version)

    with empty_database.connect() as connection:
        assert migration.differences(connection) == ()


def test_no_row_is_lost_when_all_migrations_run_at_once(empty_database: Engine) -> None:
    migration.upgrade(empty_database, revision="0001")
    with empty_database.begin() as connection:
        fill(connection, "0001")
        columns = columns_that_stay(columns_of(connection))
        before = rows_of(connection, columns)

    migration.upgrade(empty_database)

    with empty_database.connect() as connection:
        assert rows_of(connection, columns) == before


def test_an_offer_that_was_kept_from_the_bundle_says_who_feeds_it(empty_database: Engine) -> None:
    migration.upgrade(empty_database, revision="0001")
    with empty_database.begin() as connection:
        fill(connection, "0001")

    migration.upgrade(empty_database)

    with empty_database.connect() as connection:
        found = connection.exec_driver_sql("SELECT id, source_id FROM offer").all()
        base = connection.exec_driver_sql("SELECT source_content IS NOT NULL FROM offer").scalar()
    assert [tuple(row) for row in found] == [("förder-1", "x")]
    assert base
