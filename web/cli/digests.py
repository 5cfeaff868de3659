"""`flask news`: runs of news by e-mail, a preview, and a run written into a folder."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

import click

from web.cli.failures import fails_clearly
from web.clock import BERLIN, day_in_berlin
from web.current import author, retention, services
from web.mail.digests import write
from web.mail.eml_files import eml_of
from web.mail.messages import Writer
from web.mail.outgoing import suppression_key, writer_of
from web.mail.previews import loading, preview_of
from web.use_cases import audit
from web.use_cases.digests import overview, previewing, rehearsing
from web.use_cases.digests.computing import Tools
from web.use_cases.digests.kinds import RunKind
from web.use_cases.digests.prepared import RunFigures
from web.use_cases.digests.rehearsing import KINDS, Failed, Outcome, Settled, Written

ACTOR = "cli"


@click.group("news")
def news_group() -> None:
    """News by e-mail: runs, previews, a dry run."""


@news_group.command("runs")
@fails_clearly
def runs() -> None:
    """Show the last runs, newest first: parts by state, errors by class."""
    found = overview.runs(services().engine, 1)
    for run in found.items:
        click.echo(_run_line(run))
    click.echo(f"{len(found.items)} of {found.total}.")


@news_group.command("preview")
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@fails_clearly
def preview(number: int) -> None:
    """Print what the next mail of subscription NUMBER would say; links in it lead nowhere."""
    held = services()
    _check_address()
    entry = overview.find(held.engine, number)
    loaded = previewing.look(held.engine, number, loading()) if entry else None
    if entry is None or loaded is None:
        click.echo(f"There is no subscription {number} that mail could be sent to.", err=True)
        sys.exit(1)
    subject = audit.numbered("digest", entry.id, entry.since_utc)
    by = author(ACTOR)
    audit.note_reading(held.engine, by, "digest.preview", subject, details=[entry.audience])
    with held.context():
        shown = preview_of(previewing.for_others(loaded))
    if not shown.is_next:
        click.echo("There is nothing to say now: no mail would be sent.")
    if shown.is_next and shown.letter:
        click.echo(f"Subject: {shown.letter.subject}\n\n{shown.letter.text}", nl=False)


@news_group.command("dry-run")
@click.option(
    "--folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files go; it must be empty or not there.",
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in KINDS]),
    default=RunKind.WEEKLY.value,
    show_default=True,
)
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the run; default: today.")
@fails_clearly
def dry_run(folder: Path, kind: str, day: datetime | None) -> None:
    """Write the mails of a run as .eml files instead of sending them; nothing is stored.

    They are what would be sent, with addresses and working links: delete them afterwards.
    """
    held, writer = services(), writer_of(services().settings)
    _check_address()
    if writer is None:
        _fail("ANGEBOTSLOTSE_MAIL_FROM is not set: nobody writes mail.")
    if folder.exists() and any(folder.iterdir()):
        _fail(f"{folder} is not empty.")
    now = held.clock.now()
    run_day = day.date() if day else day_in_berlin(now)
    subject = f"digest:{kind}-{run_day}"
    audit.note_reading(held.engine, author(ACTOR), "digest.dry_run", subject)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with held.context():
        found = _outcomes(RunKind(kind), run_day, now)
        counts = Counter(_put(outcome, folder, writer, now) for outcome in found)
    said = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    click.echo(f"{said or 'Nobody belongs to this run'}.")


def _outcomes(kind: RunKind, day: date, now: datetime) -> Iterator[Outcome]:
    held = services()
    held.snapshot.renew()
    how = loading()
    tools = Tools(
        catalogue=held.snapshot.current(),
        scorer=held.ranking.current().scorer,
        compose=write,
        links=how.key,
        addresses=suppression_key(held.settings),
        home=how.home,
        retention=retention(),
    )
    return rehearsing.rehearse(held.engine, kind, day, tools, now=now)


def _put(outcome: Outcome, folder: Path, writer: Writer, now: datetime) -> str:
    """Write the file if there is a mail; what became of the part. Names tell the number only."""
    match outcome:
        case Written():
            return _write(outcome, folder, writer, now)
        case Settled():
            return outcome.state.value
        case Failed():
            return _failed(outcome, outcome.error)


def _write(outcome: Written, folder: Path, writer: Writer, now: datetime) -> str:
    try:
        content = eml_of(outcome.letter, writer, now=now)
    except ValueError as error:
        return _failed(outcome, type(error).__name__)
    path = folder / f"{outcome.part.subscription_id}.eml"
    path.touch(mode=0o600)
    path.write_bytes(content)
    return "written"


def _failed(outcome: Outcome, error: str) -> str:
    click.echo(f"{outcome.part.subscription_id}: {error}", err=True)
    return "failed"


def _run_line(run: RunFigures) -> str:
    parts = ", ".join(f"{state} {count}" for state, count in run.parts.items()) or "no parts"
    errors = "".join(f"  {name} {count}" for name, count in run.errors.items())
    finished = run.finished_utc.astimezone(BERLIN).strftime("%H:%M:%S") if run.finished_utc else "-"
    opened = run.opened_utc.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M:%S")
    return f"{run.day}  {run.kind}  {opened} to {finished}  {parts}{errors}"


def _check_address() -> None:
    if services().settings.public_url is None:
        _fail("ANGEBOTSLOTSE_PUBLIC_URL is not set: no link can be made.")


def _fail(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)
