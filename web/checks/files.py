"""Disk space, and who can read what lies in files."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import make_url

from web.checks.findings import Finding, note, serious
from web.config import Settings, variable_of

KEY = Path("instance/secret_key")
"""Where `make run` keeps the secret key."""
LITTLE_SPACE = 1_000_000_000
NO_SPACE = 200_000_000
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_WAYS_IN = ((stat.S_IRGRP, stat.S_IXGRP), (stat.S_IROTH, stat.S_IXOTH))
_MEGABYTE = 1_000_000


def of_files(settings: Settings, *, key: Path = KEY) -> Iterator[Finding]:
    """What is wrong with the places that the settings name; places that do not exist are fine."""
    database = _database(settings)
    for folder in {_folder(database or Path.cwd()), _folder(Path(settings.mail_folder or "."))}:
        yield from of_space(folder, free=shutil.disk_usage(folder).free)
    if _is_open(key):
        yield serious("key_readable", f"Others can read {key}: chmod 600 {key}.")
    if database is not None and _is_open(database):
        yield note("database_readable", f"Others can read {database}: chmod 600 {database}.")
    if settings.mail_folder is not None:
        yield from _mail_folder(Path(settings.mail_folder))


def of_space(folder: Path, *, free: int) -> Iterator[Finding]:
    """Whether there is room for what is written."""
    sentence = f"Only {free // _MEGABYTE} MB are free where {folder} is."
    if free < NO_SPACE:
        yield serious("no_space", sentence)
    elif free < LITTLE_SPACE:
        yield note("little_space", sentence)


def _database(settings: Settings) -> Path | None:
    url = make_url(settings.database_url)
    is_file = url.drivername.startswith("sqlite") and url.database not in {None, "", ":memory:"}
    return Path(str(url.database)) if is_file else None


def _folder(path: Path) -> Path:
    """The nearest folder above or at the path that exists."""
    absolute = path.absolute()
    return next(each for each in (absolute, *absolute.parents) if each.is_dir())


def _is_open(path: Path) -> bool:
    """Whether others can read the file, by its own mode and that of its folder."""
    if not path.is_file():
        return False
    own, folder = path.stat().st_mode, path.parent.stat().st_mode
    return any(own & read and folder & enter for read, enter in _WAYS_IN)


def _mail_folder(folder: Path) -> Iterator[Finding]:
    if not os.access(_folder(folder), os.W_OK):
        yield serious("mail_folder_closed", f"{variable_of('mail_folder')} cannot be written.")
    elif folder.is_dir() and folder.stat().st_mode & _OTHERS:
        yield note("mails_readable", f"Others can read the mails in {folder}: chmod 700 {folder}.")
