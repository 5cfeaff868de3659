"""Schedulers as processes of their own: they share the work, and survive each other's death."""

from __future__ import annotations

import random
import threading

import pytest
from sqlalchemy import Engine

from tests.forms import KILLS
from tests.web.job_processes import LOCK_SECONDS, Schedulers, no_twice, schedulers

pytestmark = pytest.mark.long

JOBS = 12
KILLS_A_NIGHT = 2
"""Fewer than a moment is attempted: every one of them must be done in the end."""
DEATHS = KILLS // 2
"""Half of them on each of the two databases."""
LONGEST_LIFE = 0.4


MOST_NIGHTS = 100
"""Until both have got hold of work; the second one may take some seconds to start."""


def processes_of(held: Schedulers) -> set[str]:
    return {holder.split(":")[1] for holder in held.texts("SELECT holder FROM job_run")}


def keys_done(held: Schedulers) -> list[str]:
    return held.texts("SELECT key FROM appended")


def test_two_share_the_work_and_do_nothing_twice(engine: Engine) -> None:
    nights = 0
    with schedulers(engine, count=JOBS) as held:
        held.start()
        held.start()
        while nights < 3 or len(processes_of(held)) < 2:
            nights += 1
            held.next_night()
            held.wait_for_done(nights * JOBS)
            assert nights < MOST_NIGHTS, "only one of them works"
        keys = keys_done(held)
    assert len(keys) == nights * JOBS
    assert no_twice(keys)


def test_the_work_of_one_that_is_killed_is_done_by_another(engine: Engine) -> None:
    with schedulers(engine, count=JOBS) as held:
        held.start()
        held.next_night()
        held.wait_until("SELECT count(*) FROM job_run WHERE outcome = 'running'", 1)
        held.kill(held.processes[0])
        left = held.ask("SELECT count(*) FROM job_run WHERE outcome = 'running'")
        held.start()
        held.wait_for_done(JOBS)
        again = held.ask("SELECT count(*) FROM job_run WHERE attempts = 2")
        keys = keys_done(held)
    assert again == left
    assert len(keys) == JOBS
    assert no_twice(keys)


def test_killed_at_random_again_and_again_every_moment_is_done_once(engine: Engine) -> None:
    least = -(-DEATHS // KILLS_A_NIGHT)
    nights = repeated = 0
    with schedulers(engine, count=JOBS) as held:
        held.start()
        held.start()
        # Few kills may all miss the work: some nights more then, so that the test says something.
        while nights < least or (not repeated and nights < 5 * least):
            nights += 1
            held.next_night()
            for _ in range(KILLS_A_NIGHT):
                threading.Event().wait(random.uniform(0, LONGEST_LIFE))
                held.kill(random.choice(held.processes))
                held.start()
            held.wait_for_done(nights * JOBS)
            repeated = held.ask("SELECT sum(attempts - 1) FROM job_run")
        keys = keys_done(held)
        runs = held.ask("SELECT count(*) FROM job_run")
    assert no_twice(keys)
    assert len(keys) == runs == nights * JOBS
    assert repeated > 0, f"no kill hit any work (locks of {LOCK_SECONDS} s)"
