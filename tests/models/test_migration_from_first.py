"""From the first tables to those with judgements and ranking models, with data in them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine

from models import migration

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
