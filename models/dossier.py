"""Dossiers: how an advisor arranges the offers for a talk, and each one that was given out."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime


class DossierAudience(StrEnum):
    """ADVISOR: the consultation dossier. FIRM: the Digitale Mappe, for readers outside."""

    ADVISOR = "advisor"
    FIRM = "firm"


class DossierPlan(SQLModel, table=True):
    """The arrangement in work, one a file: `offers` in their order, each with a comment.

    An entry is {"offer": id, "comment": text}. `dropped` are ids that must not come back by
    themselves. `preface` is what the advisor says first.
    """

    __tablename__ = "dossier_plan"

    file_id: int = Field(primary_key=True, foreign_key="company_file.id", ondelete="CASCADE")
    offers: list[dict[str, Any]] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    dropped: list[str] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    preface: str = Field(default="", sa_column=Column(Text(), nullable=False))
    changed_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    version: int = 1


class DossierIssue(SQLModel, table=True):
    """One dossier as it was given out: `document` is all that its pages are made of.

    The same document makes the same PDF. `token_hash`: of the secret address at which the firm
    reads its folder, until it expires or is withdrawn.
    """

    __tablename__ = "dossier_issue"

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(max_length=43, unique=True)
    file_id: int = Field(foreign_key="company_file.id", ondelete="CASCADE", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    audience: str = Field(max_length=20)
    language: str = Field(max_length=5)
    catalogue_version: str = Field(max_length=50)
    model_version: str = Field(max_length=100)
    document: dict[str, Any] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    made_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    token_hash: str | None = Field(default=None, max_length=64, unique=True)
    expires_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
