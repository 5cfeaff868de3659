"""The commands of `flask`: a shell around use cases. Exit codes: 0, 1 (bad input), 2 (usage)."""

from flask import Flask

from web.cli.backups import COMMANDS as BACKUP_COMMANDS
from web.cli.checking import COMMANDS as CHECKING_COMMANDS
from web.cli.digests import news_group
from web.cli.imports import imports_group
from web.cli.jobs import jobs_group, scheduler
from web.cli.judgements import judgements_group
from web.cli.mail import mail_group
from web.cli.model import model_group
from web.cli.people import people_group
from web.cli.service import COMMANDS

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    groups = (
        jobs_group,
        scheduler,
        mail_group,
        news_group,
        people_group,
        model_group,
        judgements_group,
        imports_group,
    )
    for command in (*COMMANDS, *BACKUP_COMMANDS, *CHECKING_COMMANDS, *groups):
        app.cli.add_command(command)
