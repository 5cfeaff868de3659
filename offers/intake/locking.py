"""Transactions of imports: they wait for each other, but not for ever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from models.session import transaction
from offers.errors import InputError, InputErrors

BUSY = "busy"
_PATIENCE = "60s"
_SQLITE_BUSY = "SQLITE_BUSY"
_POSTGRESQL_BUSY = "55P03"
"""lock_not_available"""


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A transaction; InputErrors saying 'busy' where another one does not let go in time.

    SQLite waits as long as for every writer, PostgreSQL for `_PATIENCE`.
    """
    try:
        with transaction(engine) as session:
            if engine.dialect.name == "postgresql":
                session.connection().exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
            yield session
    except OperationalError as error:
        if _is_busy(error):
            raise InputErrors([InputError(BUSY)]) from None
        raise


def _is_busy(error: OperationalError) -> bool:
    name = getattr(error.orig, "sqlite_errorname", "")
    return name.startswith(_SQLITE_BUSY) or (
        getattr(error.orig, "sqlstate", None) == _POSTGRESQL_BUSY
    )
