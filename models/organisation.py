"""Whom a firm can ask, by place and topic."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Column, false
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime


class Organisation(SQLModel, table=True):
    """One place to ask. `territories` are region codes or names, `topics` need keys (empty: all).

    A closed one is named to nobody any more; the row stays for the accounts that belonged to it.
    With `needs_second_factor` its people cannot work without one.
    """

    __tablename__ = "organisation"

    id: str = Field(primary_key=True, max_length=200)
    name: str = Field(max_length=300)
    kind: str = Field(max_length=50)
    territories: list[str] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    topics: list[str] = Field(default_factory=list, sa_column=Column(JSON_DOCUMENT, nullable=False))
    phone: str | None = Field(default=None, max_length=100)
    email: str | None = Field(default=None, max_length=320)
    url: str | None = Field(default=None, max_length=2000)
    source_name: str = Field(max_length=200)
    closed_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
    needs_second_factor: bool = Field(
        default=False, sa_column=Column(Boolean(), nullable=False, server_default=false())
    )
