"""In which condition the database is: what a check before the start wants to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, String, cast, func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from models.job import JobLock
from models.migration import current, head, knows
from models.person import Person, PersonState, Role
from models.session import reading
from offers import store

SQLITE = "sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Each fact is only meant if the ones before it are true.

    `clock_utc` is the time of a database server, `journal` how SQLite writes; else None.
    """

    is_reached: bool = False
    migration: str | None = None
    is_known: bool = False
    is_at_head: bool = False
    is_writable: bool = False
    clock_utc: datetime | None = None
    journal: str | None = None
    offers: int = 0
    administrators: int = 0
    has_scheduler: bool = False


def examine(engine: Engine) -> Condition:
    """The condition now; never raises because of it. It tries to write, and takes that back."""
    try:
        with reading(engine) as session:
            found = _looked_at(session)
    except (SQLAlchemyError, OSError):
        return Condition()
    if not found.is_at_head:
        return found
    return _with_contents(engine, found)


def _looked_at(session: Session) -> Condition:
    connection = session.connection()
    stands_at = current(connection)
    is_sqlite = connection.dialect.name == SQLITE
    return Condition(
        is_reached=True,
        migration=stands_at,
        is_known=stands_at is None or knows(stands_at),
        is_at_head=stands_at == head(),
        clock_utc=None if is_sqlite else _clock(connection),
        journal=_journal(connection) if is_sqlite else None,
    )


def _clock(connection: Connection) -> datetime:
    moment = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    assert isinstance(moment, datetime)
    return moment.astimezone(UTC)


def _journal(connection: Connection) -> str:
    return str(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one())


def _with_contents(engine: Engine, found: Condition) -> Condition:
    with reading(engine) as session:
        return Condition(
            is_reached=True,
            migration=found.migration,
            is_known=True,
            is_at_head=True,
            is_writable=_can_write(engine),
            clock_utc=found.clock_utc,
            journal=found.journal,
            offers=store.count_offers(session),
            administrators=_administrators(session),
            has_scheduler=session.exec(select(JobLock.job).limit(1)).first() is not None,
        )


def _can_write(engine: Engine) -> bool:
    """Whether a row can be changed; it keeps its value."""
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("UPDATE catalogue_state SET version = version")
            connection.rollback()
    except SQLAlchemyError:
        return False
    return True


def _administrators(session: Session) -> int:
    holds_role = cast(Person.roles, String).contains(f'"{Role.ADMINISTRATOR.value}"')
    counted = select(func.count(col(Person.id))).where(
        Person.state == PersonState.ACTIVE.value, holds_role
    )
    return session.exec(counted).one()
