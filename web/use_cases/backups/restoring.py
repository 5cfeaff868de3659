"""Bring a backup back: nothing is touched before the whole file was found to be sound."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, OperationalError

from models.migration import head, knows
from web.use_cases.backups import archive, postgresql_tools, sqlite_files
from web.use_cases.backups.contents import Contents, contents
from web.use_cases.backups.manifest import Manifest
from web.use_cases.backups.refusal import BackupError


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back; `migration` is where the database stands now.

    `kept` is the damaged file that was in the way, under its new name.
    """

    manifest: Manifest
    migration: str
    kept: Path | None = None


def is_filled(engine: Engine) -> bool:
    """Whether a restore would take something away; a damaged database counts as filled."""
    try:
        with engine.connect() as connection:
            return contents(connection).is_filled
    except OperationalError:
        raise
    except DatabaseError:
        return True


def restore(engine: Engine, source: Path, *, now: datetime, may_replace: bool = False) -> Restored:
    """Put the backup into the place of the database and migrate it up; all of it or nothing.

    BackupError for a damaged file, another kind of database, a newer migration, and for a database
    with something in it unless `may_replace`. The service must not run meanwhile.
    """
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=_workplace(engine)) as folder:
        copy = Path(folder) / "database"
        manifest = archive.read(source, copy)
        _check(manifest, engine)
        if not may_replace and is_filled(engine):
            raise BackupError("The database holds something already: say --yes to replace it.")
        expected = Contents(manifest.migration, manifest.tables)
        put = _put_sqlite if manifest.kind == "sqlite" else _put_postgresql
        kept = put(copy, engine, expected, now)
    return Restored(manifest, head(), kept)


def _workplace(engine: Engine) -> Path | None:
    """Beside a SQLite file, so that a move stays on one disk; else where temporary files go."""
    return sqlite_files.path_of(engine).parent if engine.dialect.name == "sqlite" else None


def _check(manifest: Manifest, engine: Engine) -> None:
    if manifest.kind != engine.dialect.name:
        raise BackupError(
            f"This is a backup of {manifest.kind}, but the database is {engine.dialect.name}."
        )
    if not knows(manifest.migration):
        raise BackupError(
            f"This backup was made by a newer version (migration {manifest.migration})."
        )


def _put_sqlite(copy: Path, engine: Engine, expected: Contents, now: datetime) -> Path | None:
    if sqlite_files.prepare(copy) != expected:
        raise BackupError("The backup does not hold what it says it holds.")
    sqlite_files.migrate_up(copy)
    engine.dispose()
    return sqlite_files.put(copy, engine, now=now)


def _put_postgresql(copy: Path, engine: Engine, expected: Contents, now: datetime) -> None:
    script = copy.with_name("script.sql")
    postgresql_tools.script_of(copy, script)
    postgresql_tools.put(script, engine, expected)
