"""Requests for advice, as firms sent them, and when advisors are away."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime


class PreferredWay(StrEnum):
    """How the firm wants to be reached."""

    PHONE = "phone"
    VIDEO = "video"
    VISIT = "visit"
    WRITING = "writing"


class ConsultationRequest(SQLModel, table=True):
    """One request, never changed: a firm that asks again adds one to the same file.

    `file_id` is the file of the organisation that is responsible. `responsible` and `informed` are
    the names that the firm was told, '' where an administrator assigns it first.
    """

    __tablename__ = "consultation_request"

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(max_length=43, unique=True)
    company_id: int = Field(foreign_key="company_profile.id", ondelete="CASCADE", index=True)
    file_id: int = Field(foreign_key="company_file.id", ondelete="CASCADE", index=True)
    asked_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    topics: list[str] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    message: str = Field(sa_column=Column(Text(), nullable=False))
    name: str = Field(max_length=200)
    contact_name: str = Field(max_length=200)
    email: str = Field(max_length=320)
    phone: str = Field(max_length=100)
    preferred_way: str = Field(max_length=20)
    times: str = Field(max_length=500)
    language: str = Field(max_length=5)
    responsible: str = Field(max_length=300)
    informed: list[str] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))


class Absence(SQLModel, table=True):
    """The days, both included, on which an advisor is reminded of nothing; who stands in."""

    __tablename__ = "absence"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    deputy_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    first_day: date
    last_day: date = Field(index=True)
