"""The database that a command works on; its failures as messages."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from models.migration import current, is_at_head, upgrade
from models.session import database_url, make_engine
from offers.errors import InputError, InputErrors

DEFAULT_DATABASE = "sqlite:///instance/angebotslotse.sqlite3"
"""The service's own default, see web/config; a test holds the two together."""


def add_database(command: argparse.ArgumentParser) -> None:
    """The option that names the database."""
    command.add_argument(
        "--database", metavar="URL", type=address, default=None,
        help=f"SQLite or PostgreSQL (default: DATABASE_URL, else {DEFAULT_DATABASE})",
    )  # fmt: skip


def address(text: str) -> str:
    """The address as given; an empty one stands for that of the environment."""
    try:
        database_url(text or DEFAULT_DATABASE)
    except (ValueError, ArgumentError) as error:
        raise argparse.ArgumentTypeError("no address of a SQLite or PostgreSQL database") from error
    return text


@contextmanager
def opened(url: str | None) -> Iterator[Engine]:
    """The engine of a URL, of DATABASE_URL or of the default; its failures as input errors."""
    engine = _engine(url or os.environ.get("DATABASE_URL") or DEFAULT_DATABASE)
    try:
        yield engine
    except SQLAlchemyError as error:
        problem = str(getattr(error, "orig", None) or type(error).__name__).strip()
        raise _error(problem.splitlines()[0]) from None
    finally:
        engine.dispose()


def fill_with_tables(engine: Engine) -> None:
    """An empty database gets its tables; an older one is left to whoever runs the service."""
    with engine.connect() as connection:
        is_empty = current(connection) is None
    if is_empty:
        upgrade(engine)
    require_tables(engine)


def require_tables(engine: Engine) -> None:
    """Nothing; InputErrors where the tables are not those of this version."""
    with engine.connect() as connection:
        if not is_at_head(connection):
            raise _error("its tables are not those of this version; migrate it first")


def now() -> datetime:
    """The moment; the one place where a command of offers reads the clock."""
    return datetime.now(UTC)  # noqa: TID251


def _engine(address: str) -> Engine:
    try:
        return make_engine(address)
    except (OSError, ValueError, ArgumentError) as error:
        raise _error(str(error)) from None


def _error(problem: str) -> InputErrors:
    return InputErrors([InputError("unreadable", "", {"problem": problem}, "database")])
