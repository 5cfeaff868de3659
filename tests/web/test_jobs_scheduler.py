"""The scheduler: does what is due, outlives its database, stops cleanly."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from models.session import make_engine
from tests.fixtures.apps import NOW, make_settings
from tests.fixtures.clocks import StoppedClock
from tests.web.job_world import DONE, NIGHTLY, World, make_job
from web.author import Author
from web.catalogue_snapshot import CatalogueSnapshot
from web.jobs.registry import Job
from web.jobs.scheduler import Looking, Scheduler
from web.ranking_snapshot import RankingSnapshot
from web.schedules import Every
from web.services import Services
from web.use_cases.catalogue.views import ViewCounter
from web.use_cases.jobs import locks, results

SECOND = timedelta(seconds=1)


def services_on(engine: Engine, moment: datetime = NOW) -> Services:
    settings = make_settings(engine.url.render_as_string(hide_password=False))
    return Services(
        settings=settings,
        engine=engine,
        clock=StoppedClock(moment),
        snapshot=CatalogueSnapshot(engine, check_seconds=5),
        ranking=RankingSnapshot(engine, check_seconds=5),
        views=ViewCounter(engine),
    )


def due_world(engine: Engine, job: Job) -> World:
    """A job whose moment of the last night is not done."""
    locks.register(engine, [job.name], now=NOW - timedelta(days=3))
    return World(engine, job)


def test_what_is_due_is_done_by_the_job_as_author(engine: Engine) -> None:
    seen: list[Author] = []

    def run(held: Services, author: Author) -> Mapping[str, int]:
        seen.append(author)
        return {"rows": 3}

    world = due_world(engine, make_job(run=run))
    scheduler = Scheduler(services_on(engine), (world.job,))
    scheduler.look(world.job)
    scheduler.look(world.job)
    (row,) = world.runs()
    assert (row.outcome, row.counts) == ("done", {"rows": 3})
    assert [author.actor for author in seen] == ["job:nightly"]
    assert seen[0].request_id == "nightly@20261122T013000.000000Z"
    assert len(seen[0].request_id) <= 64


def test_a_job_that_raises_is_recorded_without_its_words(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    def run(held: Services, author: Author) -> Mapping[str, int]:
        raise ValueError("firma@example.org")

    world = due_world(engine, make_job(run=run))
    with caplog.at_level(logging.INFO):
        Scheduler(services_on(engine), (world.job,)).look(world.job)
    (row,) = world.runs()
    assert (row.outcome, row.error) == ("failed", "ValueError")
    assert not any("firma@example.org" in record.getMessage() for record in caplog.records)


def test_a_job_that_the_database_stood_in_the_way_of_is_done_again_three_times_at_most(
    engine: Engine,
) -> None:
    begun: list[str] = []

    def run(held: Services, author: Author) -> Mapping[str, int]:
        begun.append(author.request_id)
        raise OperationalError("SELECT 1", {}, Exception("locked"))

    world = due_world(engine, make_job(run=run))
    scheduler = Scheduler(services_on(engine), (world.job,))
    seen = []
    for _ in range(4):
        scheduler.look(world.job)
        seen += [(row.outcome, row.attempts) for row in world.runs()]
    assert seen == [("abandoned", 1), ("abandoned", 2), ("failed", 3), ("failed", 3)]
    assert len(begun) == 3
    assert len(set(begun)) == 1


def test_the_lock_is_renewed_while_the_job_works(sqlite_engine: Engine) -> None:
    def run(held: Services, author: Author) -> Mapping[str, int]:
        before = world.lock().until_utc
        deadline = time.monotonic() + 20
        while world.lock().until_utc == before:
            assert time.monotonic() < deadline
        return {}

    class RunningClock:
        def now(self) -> datetime:
            return datetime.now(UTC)

    world = due_world(sqlite_engine, make_job(run=run, lock_seconds=1))
    held = services_on(sqlite_engine)
    moving = Services(
        settings=held.settings,
        engine=held.engine,
        clock=RunningClock(),
        snapshot=held.snapshot,
        ranking=held.ranking,
        views=held.views,
    )
    Scheduler(moving, (world.job,)).look(world.job)
    assert [row.outcome for row in world.runs()] == ["done"]


@pytest.fixture
def away(sqlite_engine: Engine) -> Path:
    """Where the file of the database can be moved to."""
    return Path(f"{sqlite_engine.url.database}.away")


def move(engine: Engine, *, away: Path, back: bool) -> None:
    here = Path(str(engine.url.database))
    if back:
        away.replace(here)
        return
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
        connection.exec_driver_sql("BEGIN")
    here.replace(away)


def test_a_database_that_is_away_is_told_once_and_waited_for(
    sqlite_engine: Engine, away: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world = due_world(sqlite_engine, make_job())
    scheduler = Scheduler(services_on(sqlite_engine), (world.job,))
    move(sqlite_engine, away=away, back=False)
    with caplog.at_level(logging.INFO):
        for _ in range(5):
            scheduler.look(world.job)
        move(sqlite_engine, away=away, back=True)
        scheduler.look(world.job)
    messages = [record.getMessage() for record in caplog.records]
    assert messages == ["database is away", "job ended", "database is back"]
    assert [row.outcome for row in world.runs()] == ["done"]


def test_a_run_that_ends_while_the_database_is_away_is_recorded_later_and_not_repeated(
    sqlite_engine: Engine, away: Path
) -> None:
    began: list[str] = []

    def run(held: Services, author: Author) -> Mapping[str, int]:
        began.append(author.request_id)
        move(sqlite_engine, away=away, back=False)
        return {"rows": 7}

    world = due_world(sqlite_engine, make_job(run=run))
    scheduler = Scheduler(services_on(sqlite_engine), (world.job,))
    scheduler.look(world.job)
    scheduler.look(world.job)
    move(sqlite_engine, away=away, back=True)
    scheduler.look(world.job)
    (row,) = world.runs()
    assert (row.outcome, row.counts, len(began)) == ("done", {"rows": 7}, 1)


@pytest.mark.postgresql
def test_a_server_that_cuts_all_connections_is_connected_to_again(
    postgresql_engine: Engine,
) -> None:
    world = due_world(postgresql_engine, make_job())
    scheduler = Scheduler(services_on(postgresql_engine), (world.job,))
    assert world.lock() is not None  # A connection waits in the pool.
    other = make_engine(postgresql_engine.url.render_as_string(hide_password=False))
    with other.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND usename = current_user"
            )
        )
    other.dispose()
    scheduler.look(world.job)
    assert [row.outcome for row in world.runs()] == ["done"]


@pytest.mark.postgresql
def test_a_lock_that_another_looks_at_in_this_instant_is_not_waited_for(
    postgresql_engine: Engine,
) -> None:
    url = postgresql_engine.url.update_query_dict({"options": "-c lock_timeout=2s"})
    impatient = make_engine(url.render_as_string(hide_password=False))
    world = due_world(impatient, make_job())
    other = due_world(impatient, make_job("other"))
    with postgresql_engine.begin() as connection:
        connection.execute(text("SELECT * FROM job_lock WHERE job = 'nightly' FOR UPDATE"))
        assert world.claim(NOW) is None
        assert other.claim(NOW) is not None
    assert world.claim(NOW) is not None
    impatient.dispose()


@pytest.mark.postgresql
def test_who_records_waits_for_who_looks(postgresql_engine: Engine) -> None:
    world = due_world(postgresql_engine, make_job())
    turn = world.claim(NOW)
    assert turn is not None
    with ThreadPoolExecutor(1) as pool:
        with postgresql_engine.begin() as connection:
            connection.execute(text("SELECT * FROM job_lock WHERE job = 'nightly' FOR UPDATE"))
            recorded = pool.submit(results.settle, postgresql_engine, turn, DONE, now=NOW + SECOND)
            assert world.runs()[0].outcome == "running"
        assert recorded.result(timeout=20)


def test_running_it_does_the_work_and_stopping_waits_for_it(sqlite_engine: Engine) -> None:
    begun, stop = threading.Event(), threading.Event()

    def run(held: Services, author: Author) -> Mapping[str, int]:
        begun.set()
        assert stop.wait(20)
        return {"rows": 1}

    world = due_world(sqlite_engine, make_job(run=run))
    scheduler = Scheduler(services_on(sqlite_engine), (world.job,))
    scheduler.start()
    assert begun.wait(20)
    stop.set()
    assert scheduler.stop(patience=20)
    assert [row.outcome for row in world.runs()] == ["done"]


def test_who_is_told_to_stop_hands_back_what_does_not_end(sqlite_engine: Engine) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def run(held: Services, author: Author) -> Mapping[str, int]:
        begun.set()
        assert may_end.wait(20)
        return {}

    world = due_world(sqlite_engine, make_job(run=run, lock_seconds=3600))
    scheduler = Scheduler(services_on(sqlite_engine), (world.job,))
    scheduler.start()
    assert begun.wait(20)
    assert not scheduler.stop(patience=0)
    heir = world.claim(NOW + 6 * SECOND, "b")
    may_end.set()
    assert heir is not None
    assert [(row.attempts, row.holder) for row in world.runs()] == [(1, "b")]


def test_a_turn_taken_while_the_process_is_told_to_stop_is_handed_back(
    sqlite_engine: Engine,
) -> None:
    begun: list[str] = []

    class StopsMeanwhile:
        def due(self, now: datetime, *, last: datetime | None) -> datetime:
            scheduler._is_stopping.set()
            return NIGHTLY.due(now, last=last)

    def run(held: Services, author: Author) -> Mapping[str, int]:
        begun.append(author.request_id)
        return {}

    job = make_job(run=run, schedule=StopsMeanwhile())  # type: ignore[arg-type]
    world = due_world(sqlite_engine, job)
    scheduler = Scheduler(services_on(sqlite_engine), (job,))
    scheduler.look(job)
    assert begun == []
    assert world.lock().holder.endswith(":ended")


def test_a_scheduler_that_stops_takes_nothing_more(sqlite_engine: Engine) -> None:
    world = due_world(sqlite_engine, make_job())
    scheduler = Scheduler(services_on(sqlite_engine), ())
    scheduler.start()
    assert scheduler.stop(patience=0)
    scheduler.look(world.job)
    assert world.runs() == []


def test_looks_come_at_the_moments_and_every_few_seconds() -> None:
    now = datetime(2026, 11, 22, 1, 29, 58, tzinfo=UTC)  # Two seconds before 02:30.
    assert Looking(NIGHTLY, 5 * SECOND).get_next_fire_time(None, now) == now + 2 * SECOND
    assert Looking(NIGHTLY, SECOND).get_next_fire_time(None, now) == now + SECOND
    assert Looking(Every(3), 5 * SECOND).get_next_fire_time(None, now) == now + 3 * SECOND


def test_looks_that_lie_in_a_future_that_was_taken_back_are_brought_forward(
    sqlite_engine: Engine,
) -> None:
    looked = threading.Event()
    lock = threading.Lock()

    class Watched(Scheduler):
        def look(self, job: Job) -> None:
            with lock:
                looked.set()

    scheduler = Watched(services_on(sqlite_engine), (make_job(),), look_every=3600 * SECOND)
    waits: list[float] = []

    def is_told_to_stop(seconds: float) -> bool:
        assert looked.wait(20)
        waits.append(seconds)
        if len(waits) == 1:
            looked.clear()
            scheduler._look_every = 5 * SECOND
        return len(waits) == 2

    assert scheduler.run(is_told_to_stop, patience=20)
