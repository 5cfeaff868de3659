"""The lock of a job: who holds it, whether that one still lives, and how it goes on without it.

A lock ends by itself unless its holder gives a sign of life. Nobody believes that at the first
look: a clock that is put forward makes every lock look ended. Only one that is still silent half a
lock later has lost it.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models.job import JobLock
from models.session import reading, transaction
from web.schedules import Schedule

_LONGEST_LEAD = 2
"""How many locks long one may still run; more was read off a clock that has been put back."""


class Work(Protocol):
    """What a use case needs to know about a job."""

    @property
    def name(self) -> str: ...

    @property
    def schedule(self) -> Schedule: ...

    @property
    def lock_seconds(self) -> int: ...

    @property
    def overdue_after(self) -> timedelta: ...


class Hold(Enum):
    """DOUBTFUL: past its end, and nobody has noted that yet. LOST: and silent for long since."""

    FREE = auto()
    HELD = auto()
    DOUBTFUL = auto()
    LOST = auto()


def register(engine: Engine, names: Iterable[str], *, now: datetime) -> None:
    """Make jobs known from `now` on; what was due before is nobody's fault. Known ones stay."""
    with reading(engine) as session:
        known = set(session.exec(select(JobLock.job)))
    for name in sorted(set(names) - known):
        # Another scheduler that starts in the same moment stores the same.
        with suppress(IntegrityError), transaction(engine) as session:
            session.add(JobLock(job=name, watched_since_utc=now))


def locked(session: Session, job: str, *, waits: bool) -> JobLock | None:
    """The lock, ours until the transaction ends; None: unknown, or (unless it waits) in use."""
    query = select(JobLock).where(col(JobLock.job) == job)
    return session.exec(query.with_for_update(skip_locked=not waits)).one_or_none()


def hold_of(lock: JobLock, *, lock_seconds: int, now: datetime) -> Hold:
    """How things stand with the lock."""
    if not lock.holder:
        return Hold.FREE
    length = timedelta(seconds=lock_seconds)
    if lock.until_utc is not None and now < lock.until_utc <= now + _LONGEST_LEAD * length:
        return Hold.HELD
    if lock.doubted_utc is None or lock.doubted_utc > now:
        return Hold.DOUBTFUL
    return Hold.LOST if now - lock.doubted_utc >= length / 2 else Hold.HELD


def take(lock: JobLock, *, holder: str, lock_seconds: int, now: datetime) -> None:
    """Give the lock to this holder, or give its holder more time."""
    lock.holder = holder
    lock.until_utc = now + timedelta(seconds=lock_seconds)
    lock.doubted_utc = None


def release(lock: JobLock) -> None:
    """Take the lock from whoever holds it."""
    lock.holder = ""
    lock.until_utc = None
    lock.doubted_utc = None


def renew(engine: Engine, job: str, *, holder: str, lock_seconds: int, now: datetime) -> bool:
    """Give a sign of life; False if the lock is somebody else's by now."""
    with transaction(engine) as session:
        lock = locked(session, job, waits=True)
        if lock is None or lock.holder != holder:
            return False
        take(lock, holder=holder, lock_seconds=lock_seconds, now=now)
        session.add(lock)
        return True
