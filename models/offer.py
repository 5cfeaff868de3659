"""Offers in versions: what stands now, what stood before, and what waits for a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime


class StoredOffer(SQLModel, table=True):
    """One offer under its slug; its content stands in the version `current_version`."""

    __tablename__ = "offer"

    id: str = Field(primary_key=True, max_length=200)
    current_version: int
    # Who feeds it: 'bundled', the name of a source or file, 'editor'. Others may only propose.
    source_id: str = Field(
        default="bundled",
        max_length=200,
        index=True,
        sa_column_kwargs={"server_default": "bundled"},
    )
    # What that source last said: fields in which the current content differs are a person's word.
    source_content: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON_DOCUMENT, nullable=True)
    )
    source_fingerprint: str | None = Field(default=None, max_length=64)
    # Fingerprint of the bundled content last applied or proposed; None: never bundled.
    bundled_fingerprint: str | None = Field(default=None, max_length=64)
    # Since when a complete reading of its source no longer holds it.
    missing_since_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
    # Out of the catalogue since then, history kept; `merged_into`: the offer that took its place.
    archived_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
    merged_into: str | None = Field(default=None, max_length=200)
    # The versions of the catalogue in which it came in (last, if it came back) and was archived
    # (last, also if it came back since).
    entered_at: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    archived_at: int | None = None
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    updated_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


class OfferVersion(SQLModel, table=True):
    """One state of an offer, never changed once written. `content` is the interchange mapping."""

    __tablename__ = "offer_version"
    __table_args__ = (UniqueConstraint("offer_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    offer_id: str = Field(foreign_key="offer.id", max_length=200)
    number: int
    content: dict[str, Any] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    fingerprint: str = Field(max_length=64)
    source_name: str = Field(max_length=200)
    created_by: str = Field(max_length=200)
    # The version of the catalogue that it first belongs to.
    catalogue_version: int = Field(
        default=0, index=True, sa_column_kwargs={"server_default": text("0")}
    )
    # The import that brought it, and why a person wrote it, where there is anything to say.
    run_id: int | None = Field(default=None, index=True)
    note: str = Field(default="", max_length=500, sa_column_kwargs={"server_default": text("''")})
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


class CatalogueState(SQLModel, table=True):
    """The one row (id 1) whose version grows in the transaction that changes any offer."""

    __tablename__ = "catalogue_state"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    version: int = 0
    changed_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )


class OfferProposal(SQLModel, table=True):
    """What a source says against a person's word, or the bundle against another source."""

    __tablename__ = "offer_proposal"
    __table_args__ = (UniqueConstraint("offer_id", "fingerprint"),)

    id: int | None = Field(default=None, primary_key=True)
    offer_id: str = Field(foreign_key="offer.id", max_length=200)
    source_id: str = Field(
        default="bundled", max_length=200, sa_column_kwargs={"server_default": "bundled"}
    )
    content: dict[str, Any] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    # The fields that the source contests; None: the whole offer is proposed.
    fields: list[str] | None = Field(default=None, sa_column=Column(JSON_DOCUMENT, nullable=True))
    fingerprint: str = Field(max_length=64)
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    decided_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )


class OfferReview(SQLModel, table=True):
    """A person has looked at one version of an offer; rows are only added."""

    __tablename__ = "offer_review"

    id: int | None = Field(default=None, primary_key=True)
    offer_id: str = Field(foreign_key="offer.id", max_length=200, index=True)
    version: int
    outcome: str = Field(max_length=20)
    reviewed_by: str = Field(max_length=200)
    reviewed_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
