"""The commands of `flask`: a shell around use cases. Exit codes: 0, 1 (bad input), 2 (usage)."""

from flask import Flask

from web.cli.judgements import judgements_group
from web.cli.model import model_group
from web.cli.service import COMMANDS

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    for command in (*COMMANDS, model_group, judgements_group):
        app.cli.add_command(command)
