"""`flask mail`: pause and go on, look, lift a suppression, try again."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from web.cli.failures import fails_clearly
from web.clock import BERLIN
from web.current import author, services
from web.mail.outgoing import suppression_key
from web.use_cases.outbox import overview, pausing, settling, suppression
from web.use_cases.outbox.pausing import SwitchState
from web.use_cases.outbox.queueing import UnfitLetterError

ACTOR = "cli"


@click.group("mail")
def mail_group() -> None:
    """Mail that waits, was sent or was refused."""


@mail_group.command("pause")
@fails_clearly
def pause() -> None:
    """Stop all mail, at once and until `resume`; nothing is lost."""
    done = pausing.pause(services().engine, by=author(ACTOR))
    click.echo("Sending is paused." if done else "Sending was paused already.")


@mail_group.command("resume")
@fails_clearly
def resume() -> None:
    """Let mail go again, and try a server that failed at once."""
    done = pausing.resume(services().engine, by=author(ACTOR))
    click.echo("Sending goes on." if done else "Nothing stopped the sending.")


@mail_group.command("status")
@fails_clearly
def status() -> None:
    """Show how sending stands, and the last mails that were not taken."""
    held = services()
    found = overview.overview(held.engine, now=held.clock.now())
    click.echo(_switch_sentence(found.switch))
    click.echo(", ".join(f"{state} {count}" for state, count in found.counts.items()))
    click.echo(f"Oldest waiting: {_moment(found.oldest_waiting_utc)}")
    click.echo(f"Handed over more than once: {found.repeats}. Suppressed: {found.suppressed}.")
    for mail in found.refused:
        click.echo(
            f"{mail.id}  {_moment(mail.settled_utc)}  {mail.purpose}  {mail.domain}  "
            f"{mail.state}  {mail.reply}"
        )


@mail_group.command("retry")
@click.argument("mail_id", metavar="ID", type=int)
@fails_clearly
def retry(mail_id: int) -> None:
    """Let the mail ID, which was refused or suppressed, wait again."""
    if not settling.retry(services().engine, mail_id, by=author(ACTOR)):
        click.echo(f"There is no mail {mail_id} that was refused and whose text is kept.", err=True)
        sys.exit(1)
    click.echo(f"Mail {mail_id} is tried again.")


@mail_group.group("suppressed")
def suppressed_group() -> None:
    """Addresses that nothing is sent to."""


@suppressed_group.command("list")
@fails_clearly
def list_suppressed() -> None:
    """Show all entries: since when and why; the addresses are not kept."""
    found = suppression.all_suppressed(services().engine)
    for entry in found:
        click.echo(f"{entry.hash_start}  {_moment(entry.since_utc)}  {entry.reason}")
    click.echo(f"{len(found)} addresses.")


@suppressed_group.command("remove")
@click.argument("address")
@fails_clearly
def remove(address: str) -> None:
    """Send to ADDRESS again."""
    held = services()
    key = suppression_key(held.settings)
    try:
        done = suppression.allow(held.engine, address, key=key, by=author(ACTOR))
    except UnfitLetterError as error:
        raise click.UsageError("ADDRESS is no e-mail address.") from error
    click.echo("Mail goes there again." if done else "This address was not suppressed.")


def _switch_sentence(switch: SwitchState) -> str:
    if switch.is_paused:
        return "Sending is paused."
    if switch.resting_until_utc is not None:
        until = _moment(switch.resting_until_utc)
        return f"The server failed {switch.failures} times ({switch.failure}); next try {until}."
    return f"The last try failed ({switch.failure})." if switch.failures else "Sending works."


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M:%S") if moment else "-"
