"""Turns of jobs: one for each moment, made up once, taken over from the dead."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import select

from models.audit import AuditEntry
from models.session import reading
from tests.web.job_world import DONE, FAILED, NOTHING, START, World, berlin, known_world
from web.author import Author
from web.schedules import Every
from web.use_cases.jobs import locks, results, standing, taking

DUE = berlin("2026-03-03T02:30+01:00")
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def by(actor: str = "cli") -> Author:
    return Author(actor=actor, now=DUE, kept_until_utc=DUE + 30 * DAY)


def outcomes(world: World) -> list[str]:
    return [run.outcome for run in world.runs()]


def test_what_was_due_before_the_job_was_known_is_nobodys_work(engine: Engine) -> None:
    world = known_world(engine)
    assert world.claim(START + SECOND) is None
    assert world.claim(DUE - SECOND) is None


def test_a_moment_has_one_run_with_counts_and_duration(engine: Engine) -> None:
    world = known_world(engine)
    turn = world.claim(DUE + SECOND)
    assert turn is not None
    assert (turn.due_utc, turn.key) == (DUE, "nightly@20260303T013000.000000Z")
    assert results.settle(engine, turn, DONE, now=DUE + 5 * SECOND)
    assert world.claim(DUE + 6 * SECOND, "b") is None
    (run,) = world.runs()
    assert (run.outcome, run.counts, run.attempts) == ("done", {"rows": 1}, 1)
    assert (run.started_utc, run.ended_utc) == (DUE + SECOND, DUE + 5 * SECOND)


def test_while_one_works_another_gets_nothing(engine: Engine) -> None:
    world = known_world(engine)
    assert world.claim(DUE) is not None
    assert world.claim(DUE + 59 * SECOND, "b") is None


def test_of_many_missed_moments_only_the_latest_is_made_up(engine: Engine) -> None:
    world = known_world(engine)
    turn = world.work(DUE + 5 * DAY + SECOND)
    assert turn is not None
    assert turn.due_utc == DUE + 5 * DAY
    assert world.claim(DUE + 5 * DAY + 2 * SECOND) is None


def test_the_changes_to_and_from_summer_time_have_one_run_each(engine: Engine) -> None:
    world = known_world(engine)
    for night in ("2026-03-28T23:00+01:00", "2026-10-24T23:00+02:00"):
        start = berlin(night)
        world.work(start)  # Makes up what lies before.
        before = len(world.runs())
        for minutes in range(0, 7 * 60, 5):
            world.work(start + timedelta(minutes=minutes), f"p{minutes % 3}")
        assert len(world.runs()) == before + 1


def test_a_job_that_failed_waits_for_its_next_moment(engine: Engine) -> None:
    world = known_world(engine)
    assert world.work(DUE, result=FAILED) is not None
    assert world.claim(DUE + 60 * SECOND) is None
    assert world.work(DUE + DAY) is not None
    assert outcomes(world) == ["failed", "done"]
    assert world.runs()[0].error == "ValueError"


def test_a_sign_of_life_keeps_the_lock(engine: Engine) -> None:
    world = known_world(engine)
    turn = world.claim(DUE)
    assert turn is not None
    for step in range(1, 10):
        now = DUE + step * 20 * SECOND
        assert locks.renew(engine, "nightly", holder="a", lock_seconds=60, now=now)
        assert world.claim(now + 19 * SECOND, "b") is None


def test_the_run_of_a_dead_process_is_done_by_another(engine: Engine) -> None:
    world = known_world(engine)
    dead = world.claim(DUE)
    assert dead is not None
    heir = world.take_over(DUE + 61 * SECOND)
    assert heir is not None
    assert (heir.due_utc, heir.key) == (DUE, dead.key)
    assert results.settle(engine, heir, DONE, now=DUE + 100 * SECOND)
    (run,) = world.runs()
    assert (run.outcome, run.attempts, run.holder) == ("done", 2, "b")


def test_who_lost_the_lock_records_nothing(engine: Engine) -> None:
    world = known_world(engine)
    late = world.claim(DUE)
    assert late is not None
    assert world.take_over(DUE + 61 * SECOND) is not None
    now = DUE + 95 * SECOND
    assert not results.settle(engine, late, FAILED, now=now)
    assert not locks.renew(engine, "nightly", holder="a", lock_seconds=60, now=now)
    assert outcomes(world) == ["running"]


def test_a_clock_that_is_put_forward_costs_nobody_the_lock(engine: Engine) -> None:
    world = known_world(engine)
    assert world.claim(DUE) is not None
    jumped = DUE + timedelta(hours=5)
    assert world.claim(jumped, "b") is None
    assert locks.renew(engine, "nightly", holder="a", lock_seconds=60, now=jumped + 20 * SECOND)
    assert world.claim(jumped + 40 * SECOND, "b") is None


def test_a_lock_from_a_future_that_was_taken_back_is_taken_over(engine: Engine) -> None:
    world = known_world(engine)
    assert world.claim(DUE + timedelta(hours=5)) is not None
    heir = world.take_over(DUE + 60 * SECOND)
    assert heir is not None
    assert heir.due_utc == DUE


def test_a_job_first_seen_in_a_wrong_future_runs_nevertheless(engine: Engine) -> None:
    world = known_world(engine, since=START + 4 * 365 * DAY)
    assert world.claim(START) is None
    assert world.work(DUE) is not None


def test_a_clock_that_is_put_back_repeats_no_moment(engine: Engine) -> None:
    world = known_world(engine)
    assert world.work(DUE) is not None
    assert world.work(DUE - timedelta(minutes=5)) is None
    assert world.work(DUE) is None
    assert len(world.runs()) == 1


def test_a_moment_is_attempted_three_times_at_most(engine: Engine) -> None:
    world = known_world(engine)
    now = DUE
    for holder in ("a", "b", "c"):
        assert world.take_over(now, holder) is not None
        now += timedelta(minutes=5)
    assert world.take_over(now, "d") is None
    (run,) = world.runs()
    assert (run.outcome, run.attempts) == ("failed", 3)
    assert world.work(DUE + DAY) is not None


def test_a_turn_that_is_handed_back_is_taken_soon_and_not_counted(engine: Engine) -> None:
    world = known_world(engine)
    turn = world.claim(DUE)
    assert turn is not None
    results.hand_back(engine, turn, lock_seconds=60, now=DUE + SECOND)
    assert not locks.renew(engine, "nightly", holder="a", lock_seconds=60, now=DUE + SECOND)
    assert world.claim(DUE + 4 * SECOND, "b") is None
    assert world.claim(DUE + 7 * SECOND, "b") is not None
    assert [run.attempts for run in world.runs()] == [1]


def test_work_of_every_few_seconds_leaves_rows_only_of_what_happened(engine: Engine) -> None:
    world = known_world(engine, schedule=Every(10))
    for step, result in enumerate((NOTHING, NOTHING, DONE, NOTHING, FAILED, FAILED, FAILED)):
        assert world.work(START + step * 10 * SECOND, result=result) is not None
    assert [(run.outcome, run.attempts) for run in world.runs()] == [("done", 1), ("failed", 3)]
    assert world.lock().seen_utc == START + 30 * SECOND


def test_two_processes_share_an_interval(engine: Engine) -> None:
    world = known_world(engine, schedule=Every(10))
    assert world.work(START) is not None
    assert world.work(START + 5 * SECOND, "b") is None
    assert world.work(START + 10 * SECOND, "b") is not None


def test_work_of_every_few_seconds_goes_on_when_the_clock_is_put_back(engine: Engine) -> None:
    world = known_world(engine, schedule=Every(10))
    assert world.work(START) is not None
    back = START - timedelta(hours=1)
    assert world.work(back) is not None
    assert world.work(back + 5 * SECOND) is None
    assert world.work(back + 10 * SECOND) is not None


def test_a_death_within_a_few_seconds_work_is_recorded(engine: Engine) -> None:
    world = known_world(engine, schedule=Every(10))
    assert world.claim(START) is not None
    assert world.take_over(START + 61 * SECOND) is not None
    assert outcomes(world) == ["abandoned"]


def test_a_run_can_be_asked_for_once_at_a_time_and_is_noted(engine: Engine) -> None:
    world = known_world(engine)
    standing.ask(engine, world.job, by=by("person:x"))
    standing.ask(engine, world.job, by=by("person:y"))
    turn = world.work(START + SECOND)
    assert turn is not None
    assert turn.due_utc is None
    assert world.work(START + 2 * SECOND) is None
    with reading(engine) as session:
        (entry,) = session.exec(select(AuditEntry))
        session.expunge_all()
    assert (entry.actor, entry.action, entry.subject) == ("person:x", "job.ask", "job:nightly")


def test_a_run_by_hand_does_not_stand_for_the_schedule_and_waits_for_nobody(
    engine: Engine,
) -> None:
    world = known_world(engine)
    turn = taking.claim_by_hand(engine, world.job, holder="hand", by=by())
    assert turn is not None
    assert taking.claim_by_hand(engine, world.job, holder="other", by=by()) is None
    assert results.settle(engine, turn, DONE, now=DUE)
    assert world.work(DUE + SECOND) is not None
