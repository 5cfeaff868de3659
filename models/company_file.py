"""What an organisation knows of a firm: its file, what happened, what was noted and agreed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime


class FileState(StrEnum):
    """How far the advice has come; the last three are its outcomes, and close the file."""

    NEW = "new"
    TAKEN = "taken"
    APPOINTMENT = "appointment"
    ADVISED = "advised"
    HELPED = "helped"
    UNFIT = "unfit"
    UNREACHABLE = "unreachable"


class FileOrigin(StrEnum):
    """REQUEST: the firm asked. ENTERED: an advisor met it elsewhere. LIST: of an imported list."""

    REQUEST = "request"
    ENTERED = "entered"
    LIST = "list"


class FilePart(StrEnum):
    """INFORMED: another organisation is responsible, this one knows of the request."""

    RESPONSIBLE = "responsible"
    INFORMED = "informed"


class EventKind(StrEnum):
    """What happened to a file. `values` of an event are codes, keys and names, by kind."""

    ASKED = "asked"
    INFORMED = "informed"
    ENTERED = "entered"
    IMPORTED = "imported"
    ASSIGNED = "assigned"
    TAKEN = "taken"
    HANDED_OVER = "handed_over"
    GIVEN_BACK = "given_back"
    STATE = "state"
    CONTACT = "contact"
    ANSWERED = "answered"
    NOTE = "note"
    STEP = "step"
    STEP_DONE = "step_done"
    JUDGED = "judged"
    APPLICATION = "application"
    AID = "aid"
    DOSSIER = "dossier"
    FOLDER = "folder"
    NEWS = "news"
    REMINDED = "reminded"


class CompanyFile(SQLModel, table=True):
    """One firm at one organisation; without one it waits until an administrator assigns it.

    The answers stand in `company_profile` and go together with the file. `needs` are the keys of
    the needs between spaces (' a b '), `search_text` is what the search looks at, normalised; both
    follow from the rest whenever it is stored. `dispatched_utc`: since when a request waits;
    `acted_utc`: the first deed since; `reminded`: how many reminders went out meanwhile. `version`
    grows with every change: who changes an older one is told.

    No index but the unique one begins with the organisation: SQLite would read the files of a city
    in the order of that index, one page of the disk for each, and take four times as long.
    """

    __tablename__ = "company_file"
    __table_args__ = (
        UniqueConstraint("organisation_id", "company_id"),
        Index("ix_company_file_state_dispatched_utc", "state", "dispatched_utc"),
    )

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(max_length=43, unique=True)
    company_id: int = Field(foreign_key="company_profile.id", ondelete="CASCADE", index=True)
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id", max_length=200)
    advisor_id: int | None = Field(
        default=None, foreign_key="person.id", ondelete="SET NULL", index=True
    )
    part: str = Field(default=FilePart.RESPONSIBLE.value, max_length=20)
    origin: str = Field(max_length=20)
    state: str = Field(default=FileState.NEW.value, max_length=20)
    name: str = Field(max_length=200)
    contact_name: str = Field(default="", max_length=200)
    email: str = Field(default="", max_length=320, index=True)
    phone: str = Field(default="", max_length=100)
    preferred_way: str = Field(default="", max_length=20)
    times: str = Field(default="", max_length=500)
    town: str = Field(default="", max_length=200)
    needs: str = Field(default="", max_length=1500)
    search_text: str = Field(default="", max_length=1500)
    appointment_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
    dispatched_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
    acted_utc: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    reminded: int = 0
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    touched_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    closed_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
    version: int = 1


class FileEvent(SQLModel, table=True):
    """One line of the timeline. Without a person the firm or the service did it."""

    __tablename__ = "file_event"
    __table_args__ = (Index("ix_file_event_file_id_id", "file_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    file_id: int = Field(foreign_key="company_file.id", ondelete="CASCADE")
    happened_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    kind: str = Field(max_length=30)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    values: list[Any] = Field(
        default_factory=list, sa_column=Column("details", JSON_DOCUMENT, nullable=False)
    )


class FileNote(SQLModel, table=True):
    """What advisors wrote down (Markdown): for the organisation that wrote it and nobody else."""

    __tablename__ = "file_note"

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(max_length=43, unique=True)
    file_id: int = Field(foreign_key="company_file.id", ondelete="CASCADE", index=True)
    organisation_id: str = Field(foreign_key="organisation.id", max_length=200)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    text: str = Field(sa_column=Column(Text(), nullable=False))
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    updated_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    version: int = 1


class StepBy(StrEnum):
    """Who takes an agreed step."""

    FIRM = "firm"
    ADVISOR = "advisor"


class FileStep(SQLModel, table=True):
    """A next step that firm and advisor agreed on, perhaps with a day and about an offer."""

    __tablename__ = "file_step"

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(max_length=43, unique=True)
    file_id: int = Field(foreign_key="company_file.id", ondelete="CASCADE", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    title: str = Field(max_length=300)
    taken_by: str = Field(max_length=20)
    # No foreign key: an agreement may outlive the offer.
    offer_id: str = Field(default="", max_length=200)
    due_on: date | None = None
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    done_utc: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
