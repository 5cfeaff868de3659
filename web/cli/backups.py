"""Back up the database into one file, and bring it back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from web.cli.failures import fails_clearly
from web.current import services
from web.use_cases import backups
from web.use_cases.backups import BackupError, Manifest


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@fails_clearly
def backup(file: Path) -> None:
    """Write the whole database into FILE, while the service runs; only you can read it."""
    held = services()
    try:
        made = backups.make(held.engine, file, now=held.clock.now())
    except (BackupError, OSError) as error:
        _fail(error)
    else:
        click.echo(f"{file}: {_described(made)}.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Replace what the database holds now.")
@fails_clearly
def restore(file: Path, *, yes: bool) -> None:
    """Bring the backup FILE into the place of the database, and migrate it to this version.

    Stop the service and the scheduler before. All of it is brought back, or nothing is changed.
    """
    held = services()
    try:
        done = backups.restore(held.engine, file, now=held.clock.now(), may_replace=yes)
    except (BackupError, OSError) as error:
        _fail(error)
        return
    click.echo(f"Restored {_described(done.manifest)}; the database stands at {done.migration}.")
    if done.kept:
        click.echo(f"The damaged file was kept as {done.kept}.", err=True)


def _described(manifest: Manifest) -> str:
    rows = sum(manifest.tables.values())
    return (
        f"{rows} rows of {len(manifest.tables)} tables ({manifest.kind}, migration "
        f"{manifest.migration}, version {manifest.product}, {manifest.made_utc:%Y-%m-%d %H:%M} UTC)"
    )


def _fail(error: Exception) -> None:
    click.echo(str(error), err=True)
    sys.exit(1)


COMMANDS = (backup, restore)
