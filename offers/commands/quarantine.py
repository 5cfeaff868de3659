"""`python -m offers retry`: rows that were refused, looked at, corrected or dismissed."""

from __future__ import annotations

import argparse
import sys

from models.session import reading
from offers import store
from offers.commands import databases
from offers.commands.parsing import EXIT_CODES, Commands
from offers.errors import InputError, InputErrors
from offers.intake import correct, dismiss
from offers.intake.locking import writing
from offers.jsonlines import read_text
from offers.store import KeptRow
from offers.terminal import OK

BY = "import"
_ALL = 1_000_000


def add_retry(commands: Commands) -> None:
    """The command with its four actions."""
    about = "list, show, correct or dismiss the rows that imports have refused"
    command = commands.add_parser("retry", help=about, description=about, epilog=EXIT_CODES)
    databases.add_database(command)
    actions = command.add_subparsers(required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="every row that waits, with what is wrong with it")
    listing.add_argument("--source", metavar="NAME", default=None)
    listing.set_defaults(run=_list)
    for name, run, about in (
        ("show", _show, "write the row as it came, to be corrected"),
        ("correct", _correct, "read the corrected row and store its offer"),
        ("dismiss", _dismiss, "leave the row out for good"),
    ):
        action = actions.add_parser(name, help=about, description=about, epilog=EXIT_CODES)
        action.add_argument("number", type=int, help="as `list` shows it")
        action.set_defaults(run=run)
        if name == "correct":
            action.add_argument("file", metavar="FILE", help="the row; '-' is the standard input")


def _list(options: argparse.Namespace) -> int:
    with databases.opened(options.database) as engine:
        databases.require_tables(engine)
        with reading(engine) as session:
            rows = store.refused_rows(session, limit=_ALL, source_id=options.source)
    for row in rows:
        sys.stdout.write(f"{_described(row)}\n")
    sys.stdout.write(f"{len(rows)} rows wait\n")
    return OK


def _described(row: KeptRow) -> str:
    problems = "; ".join(error.sentence() for error in row.errors)
    place = f"{row.source_id}, line {row.line}"
    return f"{row.id}: {place}{f' ({row.key})' if row.key else ''}: {problems}"


def _show(options: argparse.Namespace) -> int:
    with databases.opened(options.database) as engine:
        databases.require_tables(engine)
        with reading(engine) as session:
            row = store.refused_row(session, options.number)
    if row is None:
        values = {"given": options.number, "where": "the quarantine"}
        raise InputErrors([InputError("unknown_id", "", values)])
    sys.stdout.write(f"{row.raw}\n")
    return OK


def _correct(options: argparse.Namespace) -> int:
    raw = read_text(options.file).strip()
    with databases.opened(options.database) as engine:
        databases.require_tables(engine)
        with writing(engine) as session:
            offer_id = correct(session, options.number, raw, by=BY, now=databases.now())
    sys.stdout.write(f"stored {offer_id}\n")
    return OK


def _dismiss(options: argparse.Namespace) -> int:
    with databases.opened(options.database) as engine:
        databases.require_tables(engine)
        with writing(engine) as session:
            dismiss(session, options.number, by=BY, now=databases.now())
    sys.stdout.write(f"dismissed {options.number}\n")
    return OK
