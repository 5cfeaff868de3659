"""How many messages are due is said as it is, by either database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.web.digest_world import MONDAY, WEEK, subscribe
from web.use_cases.digests import opening


@pytest.mark.parametrize("many", [1, 3])
def test_a_run_that_is_opened_counts_its_parts(engine: Engine, many: int) -> None:
    for number in range(many):
        subscribe(engine, number, confirmed_utc=MONDAY - timedelta(days=60))

    assert opening.open_due(engine, now=MONDAY + WEEK) == {"digest_runs": 1, "digest_parts": many}


def test_a_run_that_the_database_refuses_is_told_and_opened_later(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(2):
        subscribe(engine, number, confirmed_utc=MONDAY - timedelta(days=60))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE UNIQUE INDEX only_one ON digest_part (state)")

    refused = opening.open_due(engine, now=MONDAY + WEEK)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX only_one")
    opened = opening.open_due(engine, now=MONDAY + WEEK)

    assert refused == {"digest_runs": 0, "digest_parts": 0}
    assert [record.message for record in caplog.records] == ["run not opened"]
    assert opened == {"digest_runs": 1, "digest_parts": 2}
