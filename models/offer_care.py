"""What the care of offers needs to remember: drafts, pairs, links, views."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime


class DraftState(StrEnum):
    """Where a draft stands; with four eyes another person publishes what was submitted."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class PairState(StrEnum):
    """What a person decided about two offers that look alike."""

    OPEN = "open"
    MERGED = "merged"
    DISTINCT = "distinct"


class OfferDraft(SQLModel, table=True):
    """Somebody's unpublished wording of an offer; `content` may still lack what is required.

    `base_version` is the version that it began with (0: a new offer); `revision` grows with each
    saving, so that of two who save the same one the second is told.
    """

    __tablename__ = "offer_draft"

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(max_length=40, unique=True)
    offer_id: str | None = Field(default=None, max_length=200, index=True)
    base_version: int = 0
    content: dict[str, Any] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    note: str = Field(default="", max_length=500)
    revision: int = 1
    state: str = Field(default=DraftState.DRAFT.value, max_length=20, index=True)
    created_by: str = Field(max_length=200)
    updated_by: str = Field(max_length=200)
    submitted_by: str = Field(default="", max_length=200)
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    updated_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


class OfferPair(SQLModel, table=True):
    """Two offers that may be one, `first_id` < `second_id`; a decision stays until it is undone."""

    __tablename__ = "offer_pair"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    id: int | None = Field(default=None, primary_key=True)
    first_id: str = Field(max_length=200)
    second_id: str = Field(max_length=200, index=True)
    score: float
    evidence: list[Any] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    state: str = Field(default=PairState.OPEN.value, max_length=20, index=True)
    # Of a merge: which one stayed, and its version before.
    kept_id: str | None = Field(default=None, max_length=200)
    kept_version: int | None = None
    decided_by: str = Field(default="", max_length=200)
    found_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    decided_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )


class CheckedLink(SQLModel, table=True):
    """An address that offers name, and what its server last said."""

    __tablename__ = "checked_link"

    # SHA-256 of the address: PostgreSQL cannot index addresses of any length.
    fingerprint: str = Field(primary_key=True, max_length=64)
    url: str = Field(max_length=2000)
    host: str = Field(max_length=255, index=True)
    # One of `offers.quality.links.LinkState`.
    state: str = Field(default="unchecked", max_length=20, index=True)
    answer: str = Field(default="", max_length=60)
    # On how many different days in a row it failed, and since when.
    failed_days: int = 0
    failing_since_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
    checked_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
    due_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))


class OfferViews(SQLModel, table=True):
    """How often an offer's page was opened on a day; nobody's name, nobody's address."""

    __tablename__ = "offer_views"

    offer_id: str = Field(primary_key=True, max_length=200)
    day: date = Field(primary_key=True)
    views: int
