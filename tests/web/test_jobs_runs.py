"""The record of runs: page by page, and deleted when its time is over."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine

from models.job import JobRun
from models.session import transaction
from tests.web.job_world import NIGHTLY, START, berlin, known_world, make_job
from web.schedules import At
from web.use_cases.jobs import runs, standing

DAY = timedelta(days=1)


def test_runs_older_than_their_days_go_and_the_others_stay(engine: Engine) -> None:
    world = known_world(engine)
    for days in range(1, 11):
        world.work(START + days * DAY)
    now = START + 10 * DAY
    assert runs.delete_past(engine, now=now, days=7) == 2
    assert runs.delete_past(engine, now=now, days=7) == 0
    assert len(world.runs()) == 8


def test_the_run_of_the_moment_taken_last_stays_so_that_it_is_not_done_again(
    engine: Engine,
) -> None:
    world = known_world(engine, schedule=At(2, 30, day_of_month=3))
    due = berlin("2026-03-03T02:30+01:00")
    assert world.work(due) is not None
    later = due + 20 * DAY
    assert runs.delete_past(engine, now=later, days=7) == 0
    assert world.claim(later) is None


def test_runs_come_newest_first_and_past_the_last_page_there_are_none(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add_all(
            JobRun(job=job, holder="x", started_utc=START + hour * timedelta(hours=1))
            for hour in range(5)
            for job in ("a", "b")
        )
    first = runs.page(engine, number=1, size=4)
    assert [run.job for run in first.runs] == ["b", "a", "b", "a"]
    assert (first.runs[0].started_utc, first.total) == (START + timedelta(hours=4), 10)
    assert [run.job for run in runs.page(engine, number=2, size=4, job="a").runs] == ["a"]
    assert runs.page(engine, number=9, size=4).runs == ()


def test_a_clock_put_back_during_a_run_makes_no_negative_duration(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(JobRun(job="a", holder="x", started_utc=START, ended_utc=START - DAY))
    (run,) = runs.page(engine, number=1, size=4).runs
    assert run.duration == timedelta()


def test_states_name_the_last_run_and_who_works_now(engine: Engine) -> None:
    world = known_world(engine)
    world.work(START + DAY)
    idle = make_job("idle")
    now = START + 2 * DAY
    assert world.claim(now) is not None
    working, unknown = standing.states(engine, (world.job, idle), now=now)
    assert working.is_running
    assert working.seen_utc == START + DAY
    assert working.last_run is not None
    assert working.last_run.outcome == "running"
    assert (unknown.is_running, unknown.last_run, unknown.is_overdue) == (False, None, False)
    assert unknown.next_utc == NIGHTLY.following(now)
