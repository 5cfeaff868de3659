"""The whole database into one file and back, for SQLite and PostgreSQL."""

from web.use_cases.backups.making import make
from web.use_cases.backups.manifest import Manifest
from web.use_cases.backups.refusal import BackupError
from web.use_cases.backups.restoring import Restored, is_filled, restore

__all__ = ["BackupError", "Manifest", "Restored", "is_filled", "make", "restore"]
