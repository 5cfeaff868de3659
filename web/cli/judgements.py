"""`flask judgements`: out for training, in from lists that were graded elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from web.cli.failures import fails_clearly
from web.current import services
from web.judgement_lists import read_graded, write_for_training
from web.use_cases.firms import judgements

_INPUT = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUTPUT = click.Path(dir_okay=False, path_type=Path)


@click.group("judgements")
def judgements_group() -> None:
    """What people say of offers for a company."""


@judgements_group.command("export")
@click.option("--profiles", required=True, type=_OUTPUT, help="Where companies go, JSON Lines.")
@click.option("--judgments", required=True, type=_OUTPUT, help="Where judgments go, JSON Lines.")
@fails_clearly
def export(profiles: Path, judgments: Path) -> None:
    """Write all judgements with their companies, as `python -m matcher train` reads them.

    The files hold answers of companies: delete them after training. Judgements on offers that are
    gone are left out.
    """
    if profiles.resolve() == judgments.resolve():
        raise click.UsageError("Companies and judgments need a file each.")
    held = services()
    known = held.snapshot.current()
    found = judgements.all_judged(held.engine)
    kept = [each for each in found if known.offer(each.judgment.offer) is not None]
    companies, written = write_for_training(kept, profiles=profiles, judgments=judgments)
    click.echo(f"Written: {written} judgements of {companies} companies.")
    if len(kept) < len(found):
        click.echo(f"Left out: {len(found) - len(kept)} on offers that are gone.")


@judgements_group.command("import")
@click.argument("file", type=_INPUT)
@fails_clearly
def take_in(file: Path) -> None:
    """Take graded pairs from the JSON Lines FILE; all lines or none.

    A line holds `profile` (the company as in the interchange format), `offer` (an id), `grade`
    (0 to 3) and, where known, excluded, judge (a key, no name), judged_on, verified. The same file
    again changes nothing.
    """
    held = services()
    known = frozenset(offer.id for offer in held.snapshot.current().offers)
    judged = read_graded(file, offers=known)
    done = judgements.store_graded(held.engine, judged, now=held.clock.now())
    click.echo(f"Judgements: {done.new} new, {done.changed} changed, {done.unchanged} unchanged.")


@judgements_group.command("forget")
@click.argument("judge")
@fails_clearly
def forget(judge: str) -> None:
    """Delete all that came from lists of JUDGE, the key of a person ('' for nobody's)."""
    gone = judgements.forget_judge(services().engine, judge)
    click.echo(f"Deleted: {gone} judgements.")
