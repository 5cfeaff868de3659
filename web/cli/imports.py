"""`flask imports`: sources and how they stand, and rows that were refused."""

from __future__ import annotations

import sys
from typing import IO

import click

from offers.sources import load_sources
from offers.store import KeptRow, Run
from web.cli.failures import fails_clearly
from web.clock import BERLIN
from web.current import author, services
from web.use_cases.catalogue import importing

ACTOR = "cli"
_SHOWN = 100


@click.group("imports")
def imports_group() -> None:
    """Sources of offers; their imports are jobs: see `flask jobs`."""


@imports_group.command("list")
@fails_clearly
def list_sources() -> None:
    """Show every source: its last import and how many of its rows wait."""
    held = services()
    for state in importing.states(held.engine, load_sources(held.settings.sources_file)):
        last = _run(state.last_run) if state.last_run else "never imported"
        click.echo(f"{state.source.name} ({state.source.title}): {last}; {state.waiting} rows wait")


@imports_group.command("runs")
@click.argument("name", required=False)
@fails_clearly
def list_runs(name: str | None) -> None:
    """Show the last imports, of all sources or of NAME, newest first."""
    for run in importing.runs(services().engine, limit=_SHOWN, source_id=name):
        click.echo(f"{run.source_id}: {_run(run)}")


@imports_group.command("rows")
@click.argument("name", required=False)
@fails_clearly
def list_rows(name: str | None) -> None:
    """Show the refused rows that wait, of all sources or of NAME."""
    after = 0
    while found := importing.rows(services().engine, limit=_SHOWN, after=after, source_id=name):
        for row in found:
            click.echo(_row(row))
        after = found[-1].id


@imports_group.command("show")
@click.argument("number", type=int)
@fails_clearly
def show_row(number: int) -> None:
    """Write the refused row NUMBER as it came."""
    row = importing.row(services().engine, number)
    if row is None:
        click.echo(f"There is no row {number}.", err=True)
        sys.exit(1)
    click.echo(row.raw)


@imports_group.command("correct")
@click.argument("number", type=int)
@click.argument("file", type=click.File(encoding="utf-8"))
@fails_clearly
def correct_row(number: int, file: IO[str]) -> None:
    """Take the corrected row NUMBER from FILE ('-' is the standard input)."""
    raw = file.read().strip()
    offer_id = importing.correct(services().engine, number, raw, by=author(ACTOR))
    click.echo(f"Stored {offer_id}.")


@imports_group.command("dismiss")
@click.argument("number", type=int)
@fails_clearly
def dismiss_row(number: int) -> None:
    """Leave the refused row NUMBER out for good."""
    importing.dismiss(services().engine, number, by=author(ACTOR))
    click.echo(f"Dismissed {number}.")


def _run(run: Run) -> str:
    began = run.started_utc.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M")
    counts = ", ".join(f"{name} {count}" for name, count in run.counts.items() if count)
    told = run.problem.splitlines()[0] if run.problem else counts
    return f"{began} {run.outcome.value}{f': {told}' if told else ''}"


def _row(row: KeptRow) -> str:
    problems = "; ".join(error.sentence() for error in row.errors)
    return f"{row.id}  {row.source_id}, line {row.line}  {row.key}  {problems}"
