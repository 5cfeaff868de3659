"""`python -m offers`: validate, import, export and count offers (shell: files, database, clock)."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from models.migration import current, is_at_head, upgrade
from models.session import database_url, make_engine, reading, transaction
from offers.bundled import load_bundled, read_files, yaml_files
from offers.errors import InputError, InputErrors
from offers.export import jsonl as jsonl_export
from offers.importers import jsonl as jsonl_import
from offers.schema import Offer
from offers.statistics import Count, count
from offers.store import ImportReport, load_snapshot, upsert
from offers.terminal import BAD_INPUT, OK, day, guarded, output, report

DEFAULT_DATABASE = "sqlite:///instance/angebotslotse.sqlite3"
"""The service's own default, see web/config.py; a test holds the two together."""
FORMATS = ("jsonl",)
BERLIN = ZoneInfo("Europe/Berlin")
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
LONGEST_ORIGIN = 200
EXIT_CODES = "Exit codes: 0 done; 1 bad input, named on stderr; 2 wrong usage; 130 interrupted."


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
    _add_import(commands)
    _add_export(commands)
    _add_stats(commands)
    return parser


def _add_validate(commands: Commands) -> None:
    about = "check catalogue files and JSON Lines; every error with file, line and field"
    command = commands.add_parser("validate", help=about, description=about, epilog=EXIT_CODES)
    command.add_argument("paths", nargs="+", metavar="PATH", help="YAML or JSON Lines, or a folder")
    command.set_defaults(run=_validate)


def _add_import(commands: Commands) -> None:
    about = "bring a file's offers into the database, in one transaction"
    more = (
        "Good rows are written even if others are refused: those are listed, and the exit code is "
        "then 1. With --strict one bad row is enough and nothing is written. "
    )
    command = commands.add_parser("import", help=about, description=about, epilog=more + EXIT_CODES)
    command.add_argument("--format", required=True, choices=FORMATS)
    command.add_argument("file", metavar="FILE", help="JSON Lines; '-' is the standard input")
    command.add_argument("--strict", action="store_true", help="write nothing if a row is bad")
    command.add_argument(
        "--database", metavar="URL", type=_url, default=None,
        help=f"SQLite or PostgreSQL (default: DATABASE_URL, else {DEFAULT_DATABASE})",
    )  # fmt: skip
    command.set_defaults(run=_import)


def _add_export(commands: Commands) -> None:
    about = "write the bundled catalogue, or that of a database, as JSON Lines"
    command = commands.add_parser("export", help=about, description=about, epilog=EXIT_CODES)
    command.add_argument("--format", required=True, choices=FORMATS)
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
        "--database", metavar="URL", type=_url, nargs="?", const="", default=None,
        help="the database (without URL: DATABASE_URL) instead of the bundled catalogue",
    )  # fmt: skip


def _url(text: str) -> str:
    """The address as given; an empty one stands for that of the environment."""
    try:
        database_url(text or DEFAULT_DATABASE)
    except (ValueError, ArgumentError) as error:
        raise argparse.ArgumentTypeError("no address of a SQLite or PostgreSQL database") from error
    return text


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


def _import(options: argparse.Namespace) -> int:
    read = jsonl_import.import_offers(options.file)
    offers = read.strict() if options.strict else read.offers
    with _database(options.database) as engine:
        _fill_with_tables(engine)
        _require_tables(engine)
        with transaction(engine) as session:
            done = upsert(session, offers, source_name=_origin(options), by="import", now=_now())
    report(read.errors)
    sys.stdout.write(_summary(done, refused=len(read.refused_lines)))
    return BAD_INPUT if read.errors else OK


def _origin(options: argparse.Namespace) -> str:
    """The format and the file's name, as far as the table holds it."""
    return f"{options.format}: {Path(options.file).name}"[:LONGEST_ORIGIN]


def _summary(done: ImportReport, *, refused: int) -> str:
    lines = [f"{word} {offer}\n" for word in ("new", "changed") for offer in getattr(done, word)]
    counts = [f"{len(getattr(done, word))} {word}" for word in ("new", "changed", "unchanged")]
    return "".join(lines) + ", ".join([*counts, f"{refused} refused"]) + "\n"


def _export(options: argparse.Namespace) -> int:
    offers = _offers(options.database)
    with output(options.output) as stream:
        stream.writelines(jsonl_export.lines(offers))
    return OK


def _stats(options: argparse.Namespace) -> int:
    offers = _offers(options.database)
    found = count(offers, today=options.today or _now().astimezone(BERLIN).date())
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
    with _database(database) as engine:
        _require_tables(engine)
        with reading(engine) as session:
            return load_snapshot(session)[1]


@contextmanager
def _database(url: str | None) -> Iterator[Engine]:
    """The engine of a URL, of DATABASE_URL or of the default; its failures as input errors."""
    engine = _engine(url or os.environ.get("DATABASE_URL") or DEFAULT_DATABASE)
    try:
        yield engine
    except SQLAlchemyError as error:
        problem = str(getattr(error, "orig", None) or type(error).__name__).strip()
        raise _database_error(problem.splitlines()[0]) from None
    finally:
        engine.dispose()


def _engine(address: str) -> Engine:
    try:
        return make_engine(address)
    except (OSError, ValueError, ArgumentError) as error:
        raise _database_error(str(error)) from None


def _fill_with_tables(engine: Engine) -> None:
    """An empty database gets its tables; an older one is left to whoever runs the service."""
    with engine.connect() as connection:
        is_empty = current(connection) is None
    if is_empty:
        upgrade(engine)


def _require_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        if not is_at_head(connection):
            raise _database_error("its tables are not those of this version; migrate it first")


def _database_error(problem: str) -> InputErrors:
    return InputErrors([InputError("unreadable", "", {"problem": problem}, "database")])


def _now() -> datetime:
    # The one place where a command of offers reads the clock; everything below takes it as a value.
    return datetime.now(UTC)  # noqa: TID251


if __name__ == "__main__":
    sys.exit(main())
