"""The file of a backup: a zip with the manifest and the database, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path

from pydantic import ValidationError

from web.use_cases.backups.manifest import FORMAT, Manifest
from web.use_cases.backups.refusal import BackupError

MANIFEST = "manifest.json"
DATABASE = "database"
_CHUNK = 1 << 20
_LONGEST_MANIFEST = 1_000_000
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValidationError,
)


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(target: Path, manifest: Manifest, database: Path) -> None:
    """Write the archive beside its place and move it there when it is on the disk, mode 0600."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
                archive.writestr(MANIFEST, manifest.model_dump_json(indent=2))
                archive.write(database, DATABASE)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(target.parent)


def read(source: Path, database: Path) -> Manifest:
    """The manifest, and the database of the archive written to `database`.

    BackupError for everything that is no whole backup: the check sum decides.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _manifest(archive)
            with archive.open(DATABASE) as packed, database.open("xb") as file:
                shutil.copyfileobj(packed, file, _CHUNK)
                file.flush()
                os.fsync(file.fileno())
    except _DAMAGED as error:
        raise BackupError(f"{source} is no backup, or it is damaged.") from error
    if digest(database) != manifest.sha256:
        raise BackupError(f"{source} is damaged: its check sum is wrong.")
    return manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > _LONGEST_MANIFEST:
        raise zipfile.BadZipFile
    manifest = Manifest.model_validate_json(archive.read(MANIFEST))
    if manifest.format != FORMAT:
        raise BackupError("This backup has a format that this version does not know.")
    return manifest


def sync_folder(folder: Path) -> None:
    """Make sure that a name in the folder survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
