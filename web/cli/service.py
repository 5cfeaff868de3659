"""Set up and look after the service: tables, catalogue, organisations, reports, privacy."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from models.migration import upgrade
from web.cli.failures import fails_clearly
from web.clock import day_in_berlin
from web.current import author, services
from web.jobs import retention
from web.jobs.registry import jobs_of
from web.use_cases.catalogue import loading, proposals, reports
from web.use_cases.jobs import locks
from web.use_cases.organisations import whom_to_ask


@click.command()
@fails_clearly
def migrate() -> None:
    """Bring the database to the tables of this version."""
    _migrate()


@click.command()
@fails_clearly
def load_catalogue() -> None:
    """Bring in the bundled offers; where an import says otherwise, changes become proposals."""
    _load_catalogue()


@click.command()
@fails_clearly
def set_up() -> None:
    """Do `migrate` and `load-catalogue`."""
    _migrate()
    _load_catalogue()


def _migrate() -> None:
    held = services()
    upgrade(held.engine)
    # From now on somebody should do them: without a scheduler they will be overdue.
    names = [job.name for job in jobs_of(held.settings)]
    locks.register(held.engine, names, now=held.clock.now())
    click.echo("The database is up to date.")


def _load_catalogue() -> None:
    held = services()
    done = loading.load_bundled_catalogue(held.engine, now=held.clock.now())
    click.echo(
        f"Catalogue: {len(done.new)} new, {len(done.changed)} changed, "
        f"{len(done.unchanged)} unchanged, {len(done.proposed)} proposed."
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@fails_clearly
def import_organisations(file: Path) -> None:
    """Take organisations from a CSV FILE; all rows or none.

    Columns: id, name, kind, territories and, where known, topics, phone, email, url. Separate
    several territories or topics by |. The same file again changes nothing.
    """
    done = whom_to_ask.import_file(services().engine, file)
    click.echo(
        f"Organisations: {done.new} new, {done.changed} changed, {done.unchanged} unchanged."
    )


@click.command()
@click.argument("offer_id")
@fails_clearly
def history(offer_id: str) -> None:
    """Show the versions of OFFER_ID, newest first: number, day, who, source."""
    found = loading.history(services().engine, offer_id)
    if not found:
        click.echo(f"There is no offer {offer_id}.", err=True)
        sys.exit(1)
    for version in found:
        day = day_in_berlin(version.created_utc).isoformat()
        click.echo(f"{version.number}  {day}  {version.created_by}  {version.source_name}")


@click.group("proposals")
def proposals_group() -> None:
    """What sources say against somebody's word."""


@proposals_group.command("list")
@fails_clearly
def list_proposals() -> None:
    """Show every proposal that waits: number, since when, offer, fields that differ."""
    found = proposals.open_proposals(services().engine)
    for proposal in found:
        day = day_in_berlin(proposal.created_utc).isoformat()
        fields = ", ".join(proposal.fields) or "nothing"
        click.echo(f"{proposal.id}  {day}  {proposal.offer.id}: {fields}")
    click.echo(f"{len(found)} open.")


@proposals_group.command("accept")
@click.argument("number", metavar="ID", type=int)
@fails_clearly
def accept_proposal(number: int) -> None:
    """Let what the proposal ID says stand from now on."""
    held = services()
    is_done = proposals.accept(held.engine, number, by=author("cli"))
    _say_decision(number, "accepted", is_done=is_done)


@proposals_group.command("reject")
@click.argument("number", metavar="ID", type=int)
@fails_clearly
def reject_proposal(number: int) -> None:
    """Keep what stands against the proposal ID; the same text is not proposed again."""
    held = services()
    is_done = proposals.reject(held.engine, number, by=author("cli"))
    _say_decision(number, "rejected", is_done=is_done)


def _say_decision(number: int, word: str, *, is_done: bool) -> None:
    if not is_done:
        click.echo(f"There is no open proposal {number}.", err=True)
        sys.exit(1)
    click.echo(f"Proposal {number} is {word}.")


@click.group("reports")
def reports_group() -> None:
    """What readers say is wrong with offers."""


@reports_group.command("list")
@fails_clearly
def list_reports() -> None:
    """Show every report that is open, oldest first."""
    found = reports.open_reports(services().engine)
    for report in found:
        day = day_in_berlin(report.created_utc).isoformat()
        contact = f" (answer to {report.contact})" if report.contact else ""
        field = f", {report.field}" if report.field else ""
        field += f", said {report.count} times" if report.count > 1 else ""
        click.echo(f"{report.id}  {day}  {report.offer_id}{field}{contact}\n    {report.message}")
    click.echo(f"{len(found)} open.")


@reports_group.command("done")
@click.argument("number", type=int)
@fails_clearly
def close_report(number: int) -> None:
    """Close the report NUMBER."""
    if not reports.close(services().engine, number, by=author("cli")):
        click.echo(f"There is no open report {number}.", err=True)
        sys.exit(1)
    click.echo(f"Report {number} is closed.")


@click.command()
@fails_clearly
def purge() -> None:
    """Delete what is past its date, as the job `retention` does every night."""
    gone = retention.run(services(), author("cli"))
    went = [f"{count} {kind.replace('_', ' ')}" for kind, count in gone.items() if count]
    click.echo(f"Deleted: {', '.join(went) or 'nothing'}.")


COMMANDS = (
    set_up,
    migrate,
    load_catalogue,
    import_organisations,
    history,
    proposals_group,
    reports_group,
    purge,
)
