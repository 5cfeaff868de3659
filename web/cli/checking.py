"""Look an installation over; print the reference of its settings."""

from __future__ import annotations

import sys

import click

from web import checks
from web.checks import Finding, Severity
from web.cli.failures import fails_clearly
from web.cli.model import refusal_sentence
from web.config.reference import as_markdown
from web.current import services
from web.services import Services
from web.use_cases.operation import readiness

_WORDS = {Severity.SERIOUS: "Problem", Severity.NOTE: "Note"}


@click.command()
@fails_clearly
def check() -> None:
    """Say everything that is wrong or not set up yet; exit code 1 if anything is serious.

    It asks database, mail server and mailbox, and changes nothing.
    """
    held = services()
    found = (*checks.look(held), *_refused_models(held))
    for finding in found:
        click.echo(f"{_WORDS[finding.severity]}: {finding.sentence}", err=True)
    if any(finding.severity is Severity.SERIOUS for finding in found):
        sys.exit(1)
    click.echo("The service can run.")


def _refused_models(held: Services) -> tuple[Finding, ...]:
    if not readiness.look(held.engine).migrations:
        return ()
    refused = held.ranking.current().refused
    return tuple(
        Finding(Severity.NOTE, "model_refused", refusal_sentence(each)) for each in refused
    )


@click.command("settings")
def show_settings() -> None:
    """Print every setting with its default and meaning, as Markdown."""
    click.echo(as_markdown(), nl=False)


COMMANDS = (check, show_settings)
