"""Work that runs at its time: the lock that lets one process do it, and what every run did."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime


class RunOutcome(StrEnum):
    """ABANDONED: whoever ran it died, or lost its lock."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    ABANDONED = "abandoned"


class JobLock(SQLModel, table=True):
    """Who does a job just now; whoever is silent past `until_utc` loses it.

    `holder` names one turn of one process, '' is nobody. `doubted_utc`: since when somebody else
    has found the lock past its end; a sign of life clears it, so that a clock that is put forward
    costs nobody a lock. `taken_utc` is the moment of the schedule that was taken last, `seen_utc`
    when the last turn began that ended well, `asked_utc` when somebody asked for a run.
    `watched_since_utc` is when the job was first known here: what was due before does not count.
    """

    __tablename__ = "job_lock"

    job: str = Field(primary_key=True, max_length=60)
    holder: str = Field(default="", max_length=100)
    until_utc: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    doubted_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
    taken_utc: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    seen_utc: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    asked_utc: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    watched_since_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


class JobRun(SQLModel, table=True):
    """One run. `due_utc` is the moment of the schedule that it is for; null: asked for by hand.

    A moment of a schedule has one run, however many processes watch the clock; `attempts` counts
    how often it was begun. Of work that is due again within seconds only what did something or
    failed is a row, and the same failure again and again is one. `error` is the class of an
    exception, never its text.
    """

    __tablename__ = "job_run"
    __table_args__ = (
        UniqueConstraint("job", "due_utc"),
        Index("ix_job_run_job_started_utc", "job", "started_utc"),
    )

    id: int | None = Field(default=None, primary_key=True)
    job: str = Field(max_length=60)
    due_utc: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    holder: str = Field(max_length=100)
    attempts: int = 1
    outcome: str = Field(default=RunOutcome.RUNNING.value, max_length=20)
    counts: dict[str, int] = Field(
        default_factory=dict, sa_column=Column(JSON_DOCUMENT, nullable=False)
    )
    error: str = Field(default="", max_length=200)
    started_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    ended_utc: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
