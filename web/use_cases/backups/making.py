"""Make a backup of the database as it stands at one moment, while others go on writing."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from web.use_cases.backups import archive, postgresql_tools, sqlite_files
from web.use_cases.backups.manifest import FORMAT, Manifest
from web.use_cases.backups.refusal import BackupError
from web.version import VERSION


def make(engine: Engine, target: Path, *, now: datetime) -> Manifest:
    """Write the backup and say what is in it; BackupError, and no file, if that fails."""
    if target.exists():
        raise BackupError(f"{target} is there already; choose another name.")
    if not target.parent.is_dir():
        raise BackupError(f"The folder {target.parent} does not exist.")
    kind = engine.dialect.name
    tools = sqlite_files if kind == "sqlite" else postgresql_tools
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        dumped = Path(folder) / "database"
        found = tools.dump(engine, dumped)
        if found.migration is None:
            raise BackupError("The database is not migrated: there is nothing to back up.")
        manifest = Manifest(
            format=FORMAT,
            product=VERSION,
            kind=kind,
            migration=found.migration,
            made_utc=now,
            tables=dict(found.tables),
            sha256=archive.digest(dumped),
        )
        archive.write(target, manifest, dumped)
    return manifest
