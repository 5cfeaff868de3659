"""Imports: what ran, what was fetched, the rows that are no offers yet, and what is in doubt."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime


class RunOutcome(StrEnum):
    """How an import ended; a run that was killed leaves no row."""

    DONE = "done"
    UNCHANGED = "unchanged"
    FAILED = "failed"


class RowState(StrEnum):
    """Whether somebody still has to look at a refused row."""

    OPEN = "open"
    DONE = "done"
    DISMISSED = "dismissed"


class ImportRun(SQLModel, table=True):
    """One import of one source, with numbers by name and, where it failed, why."""

    __tablename__ = "import_run"

    id: int | None = Field(default=None, primary_key=True)
    source_id: str = Field(max_length=200, index=True)
    format: str = Field(max_length=20)
    location: str = Field(max_length=500)
    started_by: str = Field(max_length=200)
    outcome: str = Field(max_length=20)
    counts: dict[str, Any] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    problem: str = Field(default="", sa_column=Column(Text(), nullable=False))
    started_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    finished_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


class FetchedSource(SQLModel, table=True):
    """What the server said of the file that was last imported: asked with it, it may say '304'."""

    __tablename__ = "fetched_source"

    source_id: str = Field(primary_key=True, max_length=200)
    location: str = Field(max_length=500)
    etag: str = Field(default="", max_length=500)
    last_modified: str = Field(default="", max_length=100)
    sha256: str = Field(max_length=64)
    fetched_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


class QuarantinedRow(SQLModel, table=True):
    """A row that was refused, kept as it came until it is corrected, dismissed or read well."""

    __tablename__ = "quarantined_row"
    __table_args__ = (UniqueConstraint("source_id", "fingerprint"),)

    id: int | None = Field(default=None, primary_key=True)
    source_id: str = Field(max_length=200)
    format: str = Field(max_length=20)
    # `row_key`: what the source calls the row, '' where it says nothing; `fingerprint`: of `raw`.
    row_key: str = Field(default="", max_length=200, index=True)
    fingerprint: str = Field(max_length=64)
    line: int
    raw: str = Field(sa_column=Column(Text(), nullable=False))
    errors: list[Any] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    state: str = Field(default=RowState.OPEN.value, max_length=20, index=True)
    first_seen_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    last_seen_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    decided_by: str = Field(default="", max_length=200)
    decided_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )


class OfferDoubt(SQLModel, table=True):
    """Something about an offer that a person should settle, as an importer or a check found it."""

    __tablename__ = "offer_doubt"
    __table_args__ = (UniqueConstraint("offer_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    offer_id: str = Field(max_length=200)
    code: str = Field(max_length=60)
    details: dict[str, Any] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    found_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    settled_by: str = Field(default="", max_length=200)
    settled_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
