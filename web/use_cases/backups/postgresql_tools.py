"""PostgreSQL: its own tools make the dump and bring it back; passwords go by the environment."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import URL

from models.migration import hold_off, upgrade
from web.use_cases.backups.contents import Contents, contents
from web.use_cases.backups.refusal import BackupError

DEBIAN = Path("/usr/lib/postgresql")
BEFORE = "angebotslotse_before_restore"
"""The schema that keeps what was there until the restore has succeeded."""
# The dump itself makes `public` anew: pg_dump writes that wherever a schema is named.
_ASIDE = f"DROP SCHEMA IF EXISTS {BEFORE} CASCADE; ALTER SCHEMA public RENAME TO {BEFORE}"
_LONGEST_WORDS = 300


def find_tool(name: str) -> str:
    """The program on the path, else Debian's newest; BackupError where it is missing."""
    on_path = shutil.which(name)
    if on_path:
        return on_path
    found = [path for path in DEBIAN.glob(f"*/bin/{name}") if path.parts[-3].isdigit()]
    if not found:
        raise BackupError(
            f"{name} is not on this machine: install the client of PostgreSQL"
            " (Debian: postgresql-client), of the server's version or newer."
        )
    return str(max(found, key=lambda path: int(path.parts[-3])))


def dump(engine: Engine, target: Path) -> Contents:
    """Dump the database; rows are counted in the very snapshot that is dumped.

    A migration waits meanwhile, and does not keep everybody else waiting for its tables.
    """
    tool = find_tool("pg_dump")
    at_one_moment = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as guard, at_one_moment.connect() as connection:
        hold_off(guard)
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        found = contents(connection)
        _run(
            engine.url,
            *(tool, "--format=custom", "--schema=public", "--no-owner", "--no-privileges"),
            *(f"--snapshot={snapshot}", f"--file={target}"),
        )
    return found


def script_of(dumped: Path, target: Path) -> None:
    """Write the dump as a script; BackupError if it is damaged."""
    tool = find_tool("pg_restore")
    _run(
        None,
        tool,
        "--no-owner",
        "--no-privileges",
        "--no-comments",
        f"--file={target}",
        str(dumped),
    )


def put(script: Path, engine: Engine, expected: Contents) -> None:
    """Bring the script into the place of what is there, then migrate; all of it or nothing."""
    tool = find_tool("psql")
    engine.dispose()
    _run(
        engine.url,
        *(tool, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction"),
        *(f"--command={_ASIDE}", f"--file={script}"),
    )
    try:
        _check(engine, expected)
        upgrade(engine)
    except BaseException:
        _go_back(engine)
        raise
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {BEFORE} CASCADE")


def _check(engine: Engine, expected: Contents) -> None:
    with engine.connect() as connection:
        if contents(connection) != expected:
            raise BackupError("The backup does not hold what it says it holds.")


def _go_back(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql(f"ALTER SCHEMA {BEFORE} RENAME TO public")


def _run(url: URL | None, tool: str, *arguments: str) -> None:
    """Run a tool; BackupError with its last words if it fails."""
    connected = () if url is None else (f"--dbname={_without_password(url)}",)
    environment = {**os.environ, "LC_ALL": "C", "PGPASSWORD": _password(url)}
    done = subprocess.run(
        [tool, *connected, *arguments],
        env={name: value for name, value in environment.items() if value},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if "error" in line.lower()]
        words = (told or ["no reason given"])[0][:_LONGEST_WORDS]
        raise BackupError(f"{Path(tool).name} failed: {words}")


def _without_password(url: URL) -> str:
    """The address as libpq takes it; command lines can be read by everybody on the machine."""
    bare = URL.create(
        "postgresql",
        username=url.username,
        host=url.host,
        port=url.port,
        database=url.database,
        query={name: value for name, value in url.query.items() if name != "password"},
    )
    address, mark, options = bare.render_as_string(hide_password=False).partition("?")
    return f"{address}{mark}{options.replace('+', '%20')}"  # libpq takes a plus for a plus.


def _password(url: URL | None) -> str:
    if url is None:
        return ""
    in_query = url.query.get("password", "")
    return url.password or (in_query if isinstance(in_query, str) else in_query[0])
