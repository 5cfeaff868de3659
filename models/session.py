"""Engines and the two kinds of transaction: one that writes and one that cannot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool, StaticPool
from sqlmodel import Session, create_engine

BUSY_TIMEOUT_MS = 10_000
_NO_SILENCE = {
    "connect_timeout": "10",
    "tcp_user_timeout": "30000",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
}
"""Seconds, but for the second: milliseconds until sent bytes must have arrived."""
_WRITES = {"sqlite_begin": "BEGIN IMMEDIATE"}
_READS_SQLITE = {"sqlite_begin": "BEGIN"}
# One consistent view for all statements, and a refusal of every write.
_READS_POSTGRESQL = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def database_url(text: str) -> URL:
    """The URL with the driver this project uses; raises ValueError for other databases.

    `postgres://` and `postgresql://`, as hosters write them, both mean psycopg.
    """
    url = make_url(text)
    if url.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in {"sqlite", "sqlite+pysqlite"}:
        return url.set(drivername="sqlite")
    raise ValueError("only sqlite and postgresql are supported")


def make_engine(text: str) -> Engine:
    """An engine that is safe for threads, and for a fork while it holds no connection.

    Parameters of statements never appear in errors or logs: they hold people's answers.
    """
    url = database_url(text)
    return _sqlite_engine(url) if url.drivername == "sqlite" else _postgresql_engine(url)


def _postgresql_engine(url: URL) -> Engine:
    # A server that falls silent, or whose machine is gone, would hold every request for minutes.
    url = url.set(query={**_NO_SILENCE, **url.query})
    return create_engine(url, pool_pre_ping=True, pool_size=5, hide_parameters=True)


def _sqlite_engine(url: URL) -> Engine:
    in_memory = url.database in {None, "", ":memory:"}
    if not in_memory:
        # A folder that cannot be made shows when the first connection fails, as all trouble does.
        with suppress(OSError):
            Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=StaticPool if in_memory else NullPool,
        connect_args={"check_same_thread": False} if in_memory else {},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Switch off the driver's own transactions and switch on what SQLite leaves off."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Begin as the options say; a writer takes its lock at once, so it cannot fail halfway."""
    statement = connection.get_execution_options().get("sqlite_begin", "BEGIN IMMEDIATE")
    connection.exec_driver_sql(str(statement))


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A session whose changes are all stored at the end, or none of them if anything raises."""
    bound = engine.execution_options(**_WRITES)
    with Session(bound, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the database and in which every write is refused."""
    is_sqlite = engine.dialect.name == "sqlite"
    options = _READS_SQLITE if is_sqlite else _READS_POSTGRESQL
    with Session(engine.execution_options(**options), autoflush=False) as session:
        driver = session.connection()
        if is_sqlite:
            driver.exec_driver_sql("PRAGMA query_only=ON")
        try:
            yield session
        finally:
            if is_sqlite:
                driver.exec_driver_sql("PRAGMA query_only=OFF")
            session.rollback()
