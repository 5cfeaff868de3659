"""`/health` turns red when a job is overdue; `/health/web` does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.fixtures.apps import NOW
from tests.web.job_world import DONE, FAILED, NOTHING, START, World, berlin, known_world, make_job
from web.current import services_of
from web.jobs.registry import by_name
from web.schedules import Every
from web.use_cases.jobs import locks, results, standing, taking
from web.use_cases.jobs.results import Result

DUE = berlin("2026-03-03T02:30+01:00")
MINUTE = timedelta(minutes=1)
CASES = [(DONE, False), (NOTHING, False), (FAILED, True)]


def is_overdue(world: World, now: object) -> bool:
    return standing.overdue(world.engine, (world.job,), now=now) == (world.job.name,)


def test_a_job_nobody_does_is_overdue_after_its_grace(engine: Engine) -> None:
    world = known_world(engine)
    assert not is_overdue(world, DUE + 59 * MINUTE)
    assert is_overdue(world, DUE + 60 * MINUTE)


@pytest.mark.parametrize(("result", "expected"), CASES)
def test_only_a_run_that_was_well_ends_it(
    engine: Engine, result: Result, *, expected: bool
) -> None:
    world = known_world(engine)
    world.work(DUE + 90 * MINUTE, result=result)
    assert is_overdue(world, DUE + 91 * MINUTE) is expected


def test_work_of_every_few_seconds_is_overdue_when_nobody_was_seen(engine: Engine) -> None:
    world = known_world(engine, schedule=Every(10))
    world.work(START, result=NOTHING)
    assert world.runs() == []
    assert not is_overdue(world, START + 59 * MINUTE)
    assert is_overdue(world, START + 61 * MINUTE)


def test_a_job_that_no_scheduler_knows_yet_is_not_overdue(engine: Engine) -> None:
    assert standing.overdue(engine, (make_job(),), now=START) == ()


def test_health_names_the_job_and_load_balancers_are_spared(app: Flask) -> None:
    engine = services_of(app).engine
    locks.register(engine, ["retention"], now=NOW - timedelta(days=2))
    client = app.test_client()
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.get_json()["status"] == "degraded"
    assert answer.get_json()["jobs"] == {"overdue": ["retention"]}
    assert client.get("/health/web").status_code == 200
    job = by_name("retention")
    assert job is not None
    turn = taking.claim(engine, job, holder="a", now=NOW)
    assert turn is not None
    results.settle(engine, turn, DONE, now=NOW)
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize("table", ["job_lock", "offer", "alembic_version"])
def test_health_is_red_and_does_not_fail_where_a_table_is_missing(app: Flask, table: str) -> None:
    with services_of(app).engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("BEGIN")
    answer = app.test_client().get("/health")
    assert (answer.status_code, answer.get_json()["status"]) == (503, "unavailable")
