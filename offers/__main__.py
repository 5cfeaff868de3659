"""`python -m offers`: validate, import, export and count offers (shell: files, database, clock)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from models.session import reading
from offers.bundled import load_bundled, read_files, yaml_files
from offers.commands import databases, imports, quarantine
from offers.commands.parsing import EXIT_CODES, Commands
from offers.errors import InputError, InputErrors
from offers.export import formats as exports
from offers.importers import jsonl as jsonl_import
from offers.schema import Offer
from offers.statistics import Count, count
from offers.store import load_snapshot
from offers.terminal import OK, binary_output, day, guarded

BERLIN = ZoneInfo("Europe/Berlin")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    return guarded(lambda: int(options.run(options)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m offers", description=__doc__, epilog=EXIT_CODES
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_validate(commands)
    imports.add_import(commands)
    quarantine.add_retry(commands)
    _add_export(commands)
    _add_stats(commands)
    return parser


def _add_validate(commands: Commands) -> None:
    about = "check catalogue files and JSON Lines; every error with file, line and field"
    command = commands.add_parser("validate", help=about, description=about, epilog=EXIT_CODES)
    command.add_argument("paths", nargs="+", metavar="PATH", help="YAML or JSON Lines, or a folder")
    command.set_defaults(run=_validate)


def _add_export(commands: Commands) -> None:
    about = "write the bundled catalogue, or that of a database, to a file"
    command = commands.add_parser("export", help=about, description=about, epilog=EXIT_CODES)
    command.add_argument("--format", required=True, choices=tuple(exports.FORMATS))
    command.add_argument("--output", metavar="FILE", help="a file instead of the standard output")
    _add_source(command)
    command.set_defaults(run=_export)


def _add_stats(commands: Commands) -> None:
    about = "count offers by kind, need, region and age of their facts"
    command = commands.add_parser("stats", help=about, description=about, epilog=EXIT_CODES)
    command.add_argument("--today", type=day, default=None, metavar="YYYY-MM-DD")
    _add_source(command)
    command.set_defaults(run=_stats)


def _add_source(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--database", metavar="URL", type=databases.address, nargs="?", const="", default=None,
        help="the database (without URL: DATABASE_URL) instead of the bundled catalogue",
    )  # fmt: skip


def _validate(options: argparse.Namespace) -> int:
    errors, valid = list[InputError](), 0
    yaml_paths, jsonl_paths = _split(options.paths)
    for jsonl_path in jsonl_paths:
        try:
            valid += len(jsonl_import.read_offers(jsonl_path).strict())
        except InputErrors as found:
            errors.extend(found.errors)
    try:
        valid += len(read_files(yaml_paths))
    except InputErrors as found:
        errors.extend(found.errors)
    if errors:
        raise InputErrors(errors)
    sys.stdout.write(f"{valid} offers, all valid\n")
    return OK


def _split(names: Sequence[str]) -> tuple[list[Path], list[str]]:
    """The YAML files and the JSON Lines files of paths; a folder stands for its files."""
    yaml_paths, jsonl_paths = list[Path](), list[str]()
    for name in names:
        path = Path(name)
        if path.is_dir():
            inside = [*yaml_files(path)], [str(p) for p in sorted(path.glob("*.jsonl"))]
            if not any(inside):
                raise InputErrors([InputError("no_files", source=name)])
            yaml_paths += inside[0]
            jsonl_paths += inside[1]
        elif path.suffix in (".yaml", ".yml"):
            yaml_paths.append(path)
        else:
            jsonl_paths.append(name)
    return yaml_paths, jsonl_paths


def _export(options: argparse.Namespace) -> int:
    offers = _offers(options.database)
    with binary_output(options.output) as stream:
        exports.write(offers, options.format, stream, made=databases.now())
    return OK


def _stats(options: argparse.Namespace) -> int:
    offers = _offers(options.database)
    found = count(offers, today=options.today or databases.now().astimezone(BERLIN).date())
    sys.stdout.write(f"{found.offers} offers\n")
    for title, counts in (
        ("kind", found.kinds),
        ("need", found.needs),
        ("region", found.regions),
        ("age of as_of", found.ages),
    ):
        sys.stdout.write(f"\n{title}\n" + "".join(_line(entry) for entry in counts))
    return OK


def _line(entry: Count) -> str:
    return f"{entry.offers:6}  {entry.word}\n"


def _offers(database: str | None) -> tuple[Offer, ...]:
    """The bundled catalogue for None, else the offers of a database."""
    if database is None:
        return load_bundled()
    with databases.opened(database) as engine:
        databases.require_tables(engine)
        with reading(engine) as session:
            return load_snapshot(session)[1]


if __name__ == "__main__":
    sys.exit(main())
