"""`python -m offers import`: a file or an address into the database."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

from offers.commands import databases
from offers.commands.parsing import EXIT_CODES, Commands
from offers.errors import InputError, InputErrors
from offers.importers.formats import FORMATS
from offers.intake import Order, Taken, order_of, take_in
from offers.sources import Source, by_name, load_sources
from offers.terminal import BAD_INPUT, OK, report, say

SOURCES_VARIABLE = "ANGEBOTSLOTSE_SOURCES_FILE"
"""The service's own setting; a test holds the two together."""
BY = "import"
_NAME = re.compile(r"[a-z0-9-]{1,40}")
_SHOWN = 200
_LISTED = ("new", "changed", "gone", "proposed")
_MORE = (
    "Good rows are written even if others are refused: those are listed, kept in quarantine (see "
    "`retry`), and the exit code is then 1. With --strict one bad row is enough and nothing is "
    "written. "
)


def add_import(commands: Commands) -> None:
    """The command with its options."""
    about = "bring the offers of a file or an address into the database, in one transaction"
    command = commands.add_parser(
        "import", help=about, description=about, epilog=_MORE + EXIT_CODES
    )
    command.add_argument("--format", choices=tuple(FORMATS), help="not needed with --source")
    command.add_argument(
        "file", metavar="FILE-or-URL", nargs="?",
        help="'-' is the standard input; without it, the address of --source",
    )  # fmt: skip
    command.add_argument(
        "--source", metavar="NAME", type=_name,
        help="whose offers these are: one of the configured sources, or any name for a file",
    )  # fmt: skip
    command.add_argument("--mapping", metavar="FILE", help="how to read a table (YAML)")
    command.add_argument("--strict", action="store_true", help="write nothing if a row is bad")
    command.add_argument("--dry-run", action="store_true", help="say what would be, write nothing")
    command.add_argument("--anew", action="store_true", help="fetch it even if it did not change")
    command.add_argument(
        "--allow-shrinking", action="store_true",
        help="take a complete source even if many of its offers are missing",
    )  # fmt: skip
    databases.add_database(command)
    command.set_defaults(run=lambda options: _import(command, options))


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise argparse.ArgumentTypeError("a name has a-z, 0-9 and '-', at most 40 of them")
    return text


def _import(command: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    if options.source is None and (options.format is None or options.file is None):
        command.error("give --format and FILE-or-URL, or --source")
    order = _order(options)
    with databases.opened(options.database) as engine:
        taken = take_in(
            engine, order, by=BY, clock=databases.now, prepare=databases.fill_with_tables
        )
    report(taken.reading.errors)
    for line in _told(taken):
        sys.stdout.write(f"{line}\n")
    if order.is_trial:
        say("nothing was written: this was a trial")
    return BAD_INPUT if taken.reading.refused else OK


def _order(options: argparse.Namespace) -> Order:
    sources = load_sources(os.environ.get(SOURCES_VARIABLE) or None)
    source = _source(options, sources)
    order = order_of(
        source,
        sources,
        location=options.file,
        format=options.format or "",
        mapping=options.mapping,
    )
    if not order.format:
        raise InputErrors([InputError("missing", "--format")])
    return replace(
        order,
        source_id=options.source or order.source_id,
        is_strict=options.strict,
        is_trial=options.dry_run,
        is_anew=options.anew,
        may_shrink=options.allow_shrinking,
    )


def _source(options: argparse.Namespace, sources: Sequence[Source]) -> Source | None:
    """The configured source of that name; None for a name that only a file may have."""
    if options.source is None:
        return None
    is_known = any(source.name == options.source for source in sources)
    if not is_known and options.file is not None:
        return None
    return by_name(sources, options.source)


def _told(taken: Taken) -> Iterator[str]:
    """The offers by what became of them, as far as anybody reads, and the numbers."""
    if taken.is_unchanged:
        yield "unchanged since it was last imported"
        return
    for word in _LISTED:
        ids = getattr(taken.report, word)
        yield from (f"{word} {offer_id}" for offer_id in ids[:_SHOWN])
        if len(ids) > _SHOWN:
            yield f"{word} {len(ids) - _SHOWN} more"
    yield from (f"foreign {offer_id}" for offer_id in taken.report.refused[:_SHOWN])
    counts = {**taken.counts}
    numbers = [f"{counts.pop(name)} {name}" for name in ("new", "changed", "unchanged")]
    refused = counts.pop("refused_rows")
    rest = [f"{count} {name}" for name, count in counts.items() if count]
    rest.append(f"{refused} refused")
    yield ", ".join([*numbers, *rest])
