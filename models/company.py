"""What a firm has answered, found again only by who holds the secret address."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, text
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime


class AnswerState(StrEnum):
    """Whether the firm has gone through all topics."""

    UNFINISHED = "unfinished"
    FINISHED = "finished"


class CompanyProfile(SQLModel, table=True):
    """One questionnaire: its answers and what the firm marked in its list.

    Only the SHA-256 of the address' secret is kept. `answers` is the interchange profile.
    `noted` says of each answer who gave it and when: {field: {"by": source, "at": moment}}, without
    an entry for answers of before that was kept: those are the firm's own.
    A row whose `expires_utc` is past counts as gone, whether or not it was purged already.
    """

    __tablename__ = "company_profile"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    answers: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSON_DOCUMENT, nullable=False)
    )
    noted: dict[str, Any] = Field(
        default_factory=dict,
        sa_column=Column(JSON_DOCUMENT, nullable=False, server_default=text("'{}'")),
    )
    state: str = Field(default=AnswerState.UNFINISHED.value, max_length=20)
    language: str = Field(default="de", max_length=5)
    # Profile fields that were answered with "I don't know": they are not asked again.
    skipped: list[str] = Field(
        default_factory=list, sa_column=Column(JSON_DOCUMENT, nullable=False)
    )
    remembered: list[str] = Field(
        default_factory=list, sa_column=Column(JSON_DOCUMENT, nullable=False)
    )
    dismissed: list[str] = Field(
        default_factory=list, sa_column=Column(JSON_DOCUMENT, nullable=False)
    )
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    updated_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    expires_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
