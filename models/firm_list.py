"""Lists of firms that advisors import, and what the catalogue has for each firm."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime


class ListState(StrEnum):
    """PREVIEW: read, nothing done. WAITING: to be imported, or in work. DONE. DROPPED."""

    PREVIEW = "preview"
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"


class FirmList(SQLModel, table=True):
    """One uploaded file. `columns`: pairs of a heading and the field it was taken for, '' for none.

    What could not be read stands in `problems`, as codes and values, the first of them; `refused`
    counts the rows that are no firm. `total`: how many firms it has; from the confirmation on, how
    many of them are to be imported, of which `done` are, and `matched`.
    """

    __tablename__ = "firm_list"

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(max_length=43, unique=True)
    organisation_id: str = Field(foreign_key="organisation.id", max_length=200, index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    name: str = Field(max_length=200)
    state: str = Field(default=ListState.PREVIEW.value, max_length=20, index=True)
    columns: list[list[str]] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    problems: list[dict[str, Any]] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    refused: int = 0
    total: int
    done: int = 0
    matched: int = 0
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    finished_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )


class FirmListRow(SQLModel, table=True):
    """One firm of a list, in line `number`. `known_file_id`: the file of what seems the same firm.

    `same_as`: the line of this list that has it, too. `is_wanted`: whether it is still to be
    imported; `file_id` is the file it became.
    """

    __tablename__ = "firm_list_row"
    __table_args__ = (UniqueConstraint("list_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    list_id: int = Field(foreign_key="firm_list.id", ondelete="CASCADE")
    number: int
    answers: dict[str, Any] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    name: str = Field(max_length=200)
    contact_name: str = Field(default="", max_length=200)
    email: str = Field(default="", max_length=320)
    phone: str = Field(default="", max_length=100)
    is_wanted: bool = True
    same_as: int | None = None
    known_file_id: int | None = Field(
        default=None, foreign_key="company_file.id", ondelete="SET NULL", index=True
    )
    file_id: int | None = Field(
        default=None, foreign_key="company_file.id", ondelete="SET NULL", index=True
    )


class FirmMatch(SQLModel, table=True):
    """The best offers of a firm and the needs that nothing serves, as of one day and catalogue.

    It is made anew when the answers, the catalogue or the model have changed; `answers_utc` is when
    the answers that it was made of had been changed.
    """

    __tablename__ = "firm_match"

    company_id: int = Field(primary_key=True, foreign_key="company_profile.id", ondelete="CASCADE")
    catalogue_version: str = Field(max_length=50)
    model_version: str = Field(max_length=100)
    matched_on: date
    matched_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    answers_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    best: list[str] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    fitting: int
    unserved: list[str] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
