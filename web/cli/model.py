"""`flask model`: which ranking model serves, and the way to another one and back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from offers.errors import InputErrors
from web.cli.failures import fails_clearly
from web.clock import day_in_berlin
from web.current import services
from web.ranking_snapshot import ADOPTED, BUNDLED, READABLE, Refusal, shown
from web.use_cases.operation import ranking_models

_MEANS = {
    ADOPTED: "the adopted model",
    BUNDLED: "the model of the package",
    READABLE: "readable weights, nothing learned",
}
_INSTEAD = {
    ADOPTED: "Adopt another one or go back: flask model back.",
    BUNDLED: "The package should carry one that fits it.",
}


@click.group("model")
def model_group() -> None:
    """The ranking model: what serves, another one, the way back."""


@model_group.command("show")
@fails_clearly
def show() -> None:
    """Say which model serves, what it learned from and how good it was found."""
    serving = services().ranking.current()
    click.echo(f"In use: {serving.name} ({_MEANS[serving.origin]}).")
    if found := serving.artefact:
        learned_from = f"{found.fitted_on.pairs} pairs of {len(found.fitted_on.profiles)} companies"
        click.echo(f"Made on {found.made_on} from {learned_from}.")
        for name, value in sorted(found.metrics.items()):
            click.echo(f"  {name}: {value:g}")
    for refusal in serving.refused:
        click.echo(f"Note: {refusal_sentence(refusal)}", err=True)


@model_group.command("adopt")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@fails_clearly
def adopt(file: Path) -> None:
    """Use the model in FILE from now on; all workers notice without a restart.

    It must have been trained against the model that serves: python -m matcher train --model ...
    """
    held = services()
    serves = held.ranking.current().artefact
    serving = "" if serves is None else serves.fingerprint
    try:
        done = ranking_models.adopt(
            held.engine, file.read_bytes(), serving=serving, now=held.clock.now()
        )
    except InputErrors as errors:
        raise errors.located(source=str(file), line=None) from None
    name = shown(done.artefact.fingerprint)
    if not done.is_new:
        click.echo(f"{name} is in use already.")
        return
    seconds = held.settings.catalogue_check_seconds
    click.echo(f"{name} is in use; every worker takes it within {seconds:g} seconds.")


@model_group.command("back")
@fails_clearly
def back() -> None:
    """Use the model before this one; before the first adopted one stands that of the package."""
    held = services()
    if not ranking_models.back(held.engine, now=held.clock.now()):
        click.echo("No adopted model is in use: there is nothing to go back from.", err=True)
        sys.exit(1)
    serving = held.ranking.current()
    click.echo(f"In use: {serving.name} ({_MEANS[serving.origin]}).")


@model_group.command("history")
@fails_clearly
def history() -> None:
    """Show every step, newest first: number, day, what was done, the model in use after it."""
    for step in ranking_models.history(services().engine):
        day = day_in_berlin(step.taken_utc).isoformat()
        name = shown(step.fingerprint) if step.fingerprint else "model of the package"
        click.echo(f"{step.number}  {day}  {'back to' if step.is_back else 'adopted'} {name}")


def refusal_sentence(refusal: Refusal) -> str:
    """Which model is not used, why, and what to do."""
    problem = f"{_MEANS[refusal.origin]} {refusal.error.problem()} and is not used."
    return f"{problem[:1].upper()}{problem[1:]} {_INSTEAD[refusal.origin]}"
