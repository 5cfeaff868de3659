"""The commands of jobs, and the scheduler as an operator starts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.fixtures.apps import NOW
from web.author import Author
from web.current import services_of
from web.jobs.registry import JOBS, by_name
from web.use_cases.jobs import locks, runs, standing, taking
from web.use_cases.jobs.results import RunOutcome

ROOT = Path(__file__).resolve().parents[2]
TOGETHER = ROOT / ".ci/together"
NAME = "retention"


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=list(words))
    return result.exit_code, result.output


def test_the_list_names_every_job_with_its_next_moment(app: Flask) -> None:
    code, output = run(app, "jobs", "list")
    assert code == 0
    assert [line.split(":")[0] for line in output.splitlines()] == [job.name for job in JOBS]
    assert f"{NAME}: next 2026-11-23 03:40:00, well never" in output


def test_a_job_run_by_hand_is_recorded(app: Flask) -> None:
    code, output = run(app, "jobs", "run", NAME)
    assert code == 0, output
    assert output.startswith(f"{NAME} is done: answers 0")
    code, output = run(app, "jobs", "runs", NAME)
    assert code == 0
    assert f"{NAME}  done" in output
    assert output.splitlines()[-1] == "1 of 1."


def test_a_job_that_runs_elsewhere_is_not_run_twice(app: Flask) -> None:
    engine = services_of(app).engine
    job = by_name(NAME)
    assert job is not None
    locks.register(engine, [NAME], now=NOW - timedelta(days=2))
    assert taking.claim(engine, job, holder="elsewhere", now=NOW) is not None
    assert run(app, "jobs", "run", NAME) == (1, f"{NAME} is being done just now.\n")


@pytest.mark.parametrize("words", [("run", "rm"), ("runs", "rm")])
def test_an_unknown_job_is_an_error_that_names_the_known(app: Flask, words: Sequence[str]) -> None:
    code, output = run(app, "jobs", *words)
    assert code == 1
    assert output.startswith("There is no job rm: ")
    assert NAME in output


def test_after_setting_up_somebody_should_do_the_jobs(app: Flask) -> None:
    assert run(app, "migrate")[0] == 0
    engine = services_of(app).engine
    late = standing.overdue(engine, JOBS, now=NOW + timedelta(days=2))
    assert late == tuple(job.name for job in JOBS)


@contextmanager
def started(*command: str | Path, database: Path | None = None) -> Iterator[subprocess.Popen[str]]:
    """A process of its own; killed if it does not end by itself."""
    kept = {name: value for name, value in os.environ.items() if "ANGEBOTSLOTSE" not in name}
    settings = {
        "ANGEBOTSLOTSE_SECRET_KEY": "a secret that only tests use, 42 characters",
        "ANGEBOTSLOTSE_HTTPS": "false",
        "ANGEBOTSLOTSE_IMPORTS": "false",
        "DATABASE_URL": f"sqlite:///{database}",
    }
    with subprocess.Popen(
        [str(word) for word in command],
        cwd=ROOT,
        env={**kept, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ask_for_all(engine: Engine) -> None:
    by = Author(actor="cli", now=NOW, kept_until_utc=NOW)
    for job in JOBS:
        standing.ask(engine, job, by=by)


def is_done(engine: Engine) -> bool:
    """Whether a run of the job is over, and was told in the log."""
    found = runs.page(engine, number=1, size=1, job=NAME).runs
    return any(run.outcome is RunOutcome.DONE for run in found)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_scheduler_works_until_it_is_told_to_stop(app: Flask, number: signal.Signals) -> None:
    held = services_of(app)
    ask_for_all(held.engine)
    database = Path(str(held.engine.url.database))
    flask = (sys.executable, "-m", "flask", "--app", "wsgi", "scheduler")
    with started(*flask, database=database) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"The scheduler watches {len(JOBS)} jobs.\n"
        deadline = time.monotonic() + 60
        while not is_done(held.engine):
            assert time.monotonic() < deadline
        process.send_signal(number)
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert output == "The scheduler has stopped.\n"
    assert '"message": "job ended"' in errors
    states = standing.states(held.engine, JOBS, now=held.clock.now())
    assert not any(state.is_running for state in states)


STRUCK_AT_EVERY_LINE = """
import signal, sys
from web.cli.jobs import told_by_signals

is_told = told_by_signals()

def strike(frame, event, argument):
    signal.raise_signal(signal.SIGTERM)
    return strike

sys.settrace(strike)
is_told(0.01)
sys.settrace(None)
"""


def test_a_signal_that_comes_while_the_scheduler_asks_for_it_stops_nothing_for_good() -> None:
    with started(sys.executable, "-c", STRUCK_AT_EVERY_LINE) as process:
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")


ENDLESS = """
import sys, threading
from datetime import timedelta
from flask.cli import ScriptInfo
import web.cli.jobs
from web.jobs.registry import Job
from web.jobs.scheduler import Scheduler
from web.schedules import Every
from wsgi import app

def run(held, author):
    sys.stdout.write("begun")
    sys.stdout.write(chr(10))
    sys.stdout.flush()
    threading.Event().wait()

job = Job(name="retention", schedule=Every(1), run=run, overdue_after=timedelta(1))
web.cli.jobs.jobs_of = lambda settings: (job,)
Scheduler.run.__kwdefaults__["patience"] = 0.1
web.cli.jobs.scheduler.main([], obj=ScriptInfo(create_app=lambda: app))
"""


def test_a_scheduler_with_work_that_does_not_end_hands_it_back_and_ends(app: Flask) -> None:
    held = services_of(app)
    ask_for_all(held.engine)
    database = Path(str(held.engine.url.database))
    with started(sys.executable, "-c", ENDLESS, database=database) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "The scheduler watches 1 jobs.\n"
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors
    assert '"message": "job handed back"' in errors


FOREVER = f"{sys.executable} -c 'import os, signal; os.write(1, bytes([49, 10])); signal.pause()'"


def test_of_two_that_run_together_both_end_when_told() -> None:
    with started(TOGETHER, FOREVER, FOREVER) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["1\n", "1\n"]
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)
    assert (process.returncode, output, errors) == (0, "", "")


@pytest.mark.parametrize("end", ["exit 0", "exit 3", "kill -9 $$"])
def test_of_two_that_run_together_the_end_of_one_is_told_and_ends_the_other(end: str) -> None:
    short = f"""bash -c 'read line; {end}'"""
    with started(TOGETHER, FOREVER, f"{short} < <(echo)") as process:
        output, errors = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "This has ended, so everything ends: bash" in errors
