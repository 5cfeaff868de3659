"""SQLite: a compact copy while others write, and a copy put in the place of what was there."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from models.migration import upgrade
from models.session import BUSY_TIMEOUT_MS, make_engine
from web.use_cases.backups.archive import sync_folder
from web.use_cases.backups.contents import Contents, contents
from web.use_cases.backups.refusal import BackupError

_SIDE_FILES = ("-wal", "-shm", "-journal")


def path_of(engine: Engine) -> Path:
    """The file of the database; BackupError for one in memory."""
    name = engine.url.database
    if not name or name == ":memory:":
        raise BackupError("A database in memory cannot be backed up or restored.")
    return Path(name)


def dump(engine: Engine, target: Path) -> Contents:
    """Copy the database as of one moment; what was deleted is not in the copy's free pages."""
    try:
        with _opened(path_of(engine)) as source:
            source.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        raise BackupError(f"The database cannot be copied: {error}.") from error
    return _looked_into(target)


def prepare(copy: Path) -> Contents:
    """What is in a copy, once it is known to be sound."""
    try:
        with _opened(copy) as opened:
            verdict = opened.execute("PRAGMA integrity_check").fetchone()[0]
        found = _looked_into(copy)
    except (sqlite3.DatabaseError, DatabaseError) as error:
        raise BackupError("The database in this backup is damaged.") from error
    if verdict != "ok":
        raise BackupError("The database in this backup is damaged.")
    return found


def migrate_up(copy: Path) -> None:
    """Bring a copy to the tables of this version, in one file."""
    with _engine(copy) as engine:
        upgrade(engine)
    with _opened(copy) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")


def put(copy: Path, engine: Engine, *, now: datetime) -> Path | None:
    """Bring the copy into the place of the database: in one transaction of SQLite.

    A file that SQLite cannot read is kept under another name, which is returned.
    """
    target = path_of(engine)
    try:
        with _opened(copy) as source, _opened(target) as destination:
            source.backup(destination)
    except sqlite3.OperationalError as error:
        raise BackupError(f"The database cannot be written: {error}.") from error
    except sqlite3.DatabaseError:
        return _replace(copy, target, now)
    return None


def _replace(copy: Path, target: Path, now: datetime) -> Path:
    kept = target.with_name(f"{target.name}.damaged-{now:%Y%m%dT%H%M%S}")
    for side in _SIDE_FILES:
        beside = target.with_name(target.name + side)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + side))
    target.rename(kept)
    os.chmod(copy, kept.stat().st_mode)
    copy.replace(target)
    sync_folder(target.parent)
    return kept


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    seconds = BUSY_TIMEOUT_MS / 1000
    with closing(sqlite3.connect(path, timeout=seconds, isolation_level=None)) as connection:
        yield connection


@contextmanager
def _engine(path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{path}")
    try:
        yield engine
    finally:
        engine.dispose()


def _looked_into(path: Path) -> Contents:
    with _engine(path) as engine, engine.connect() as connection:
        return contents(connection)
