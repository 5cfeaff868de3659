"""The scheduler, and jobs looked at and run by hand."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from queue import Empty, SimpleQueue

import click
from flask.cli import with_appcontext

from web.cli.failures import fails_clearly
from web.clock import BERLIN
from web.current import author, services
from web.jobs import turns
from web.jobs.registry import Job, by_name, jobs_of
from web.jobs.scheduler import Scheduler
from web.use_cases.jobs import results, runs, standing, taking
from web.use_cases.jobs.results import RunOutcome

_RUNS_SHOWN = 20


@click.command("scheduler")
@with_appcontext
def scheduler() -> None:
    """Do the jobs at their times until SIGTERM or SIGINT; several may run beside each other."""
    is_told_to_stop = told_by_signals()
    jobs = jobs_of(services().settings)
    click.echo(f"The scheduler watches {len(jobs)} jobs.")
    sys.stdout.flush()
    if not Scheduler(services(), jobs).run(is_told_to_stop):
        logging.shutdown()
        # Threads still work on what was handed back: they must not meet whoever takes it.
        os._exit(0)
    click.echo("The scheduler has stopped.")


def told_by_signals() -> Callable[[float], bool]:
    """From now on: whether SIGTERM or SIGINT came, after waiting so many seconds at most.

    `put` may interrupt `get` of this queue. Setting an Event while the very thread waits for it
    may stop that thread for good.
    """
    told: SimpleQueue[int] = SimpleQueue()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: told.put(number))

    def is_told(seconds: float) -> bool:
        try:
            told.get(timeout=seconds)
        except Empty:
            return False
        return True

    return is_told


@click.group("jobs")
def jobs_group() -> None:
    """Work that runs at its time."""


@jobs_group.command("list")
@fails_clearly
def list_jobs() -> None:
    """Show every job: next moment, last time it went well, overdue."""
    held = services()
    for state in standing.states(held.engine, jobs_of(held.settings), now=held.clock.now()):
        marks = (
            (" running", state.is_running),
            (" asked for", state.is_asked_for),
            (" OVERDUE", state.is_overdue),
        )
        seen = _moment(state.seen_utc) if state.seen_utc else "never"
        words = ",".join(word for word, is_so in marks if is_so)
        click.echo(f"{state.name}: next {_moment(state.next_utc)}, well {seen}{words}")


@jobs_group.command("run")
@click.argument("name")
@fails_clearly
def run_job(name: str) -> None:
    """Run the job NAME now; exit code 1 if it fails or runs elsewhere just now."""
    held, job = services(), _known(name)
    turn = taking.claim_by_hand(held.engine, job, holder=turns.new_holder(), by=author("cli"))
    if turn is None:
        click.echo(f"{name} is being done just now.", err=True)
        sys.exit(1)
    result = turns.do(held, job, turn)
    results.settle(held.engine, turn, result, now=held.clock.now())
    if result.outcome is not RunOutcome.DONE:
        click.echo(f"{name} failed ({result.error}).", err=True)
        sys.exit(1)
    click.echo(f"{name} is done: {_counts(result.counts)}.")


@jobs_group.command("runs")
@click.argument("name", required=False)
@fails_clearly
def list_runs(name: str | None) -> None:
    """Show the last runs, of all jobs or of NAME, newest first."""
    job = _known(name).name if name else None
    found = runs.page(services().engine, number=1, size=_RUNS_SHOWN, job=job)
    for run in found.runs:
        seconds = f"{run.duration.total_seconds():.1f} s" if run.duration is not None else "-"
        error = f" {run.error}" if run.error else ""
        click.echo(
            f"{_moment(run.started_utc)}  {run.job}  {run.outcome.value}{error}  {seconds}  "
            f"{_counts(run.counts)}"
        )
    click.echo(f"{len(found.runs)} of {found.total}.")


def _known(name: str) -> Job:
    jobs = jobs_of(services().settings)
    job = by_name(name, jobs)
    if job is None:
        click.echo(f"There is no job {name}: {', '.join(job.name for job in jobs)}.", err=True)
        sys.exit(1)
    return job


def _moment(moment: datetime) -> str:
    return moment.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M:%S")


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "nothing to count"
