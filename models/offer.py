"""Offers in versions: what stands now, what stood before, and what waits for a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime


class StoredOffer(SQLModel, table=True):
    """One offer under its slug; its content stands in the version `current_version`."""

    __tablename__ = "offer"

    id: str = Field(primary_key=True, max_length=200)
    current_version: int
    # True when the current content is somebody's word, an import of any kind: the bundle proposes.
    kept_from_bundle: bool = False
    # Fingerprint of the bundled content last applied or proposed; None: never bundled.
    bundled_fingerprint: str | None = Field(default=None, max_length=64)
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
    """A change of the bundled catalogue to an offer kept from the bundle: not applied."""

    __tablename__ = "offer_proposal"
    __table_args__ = (UniqueConstraint("offer_id", "fingerprint"),)

    id: int | None = Field(default=None, primary_key=True)
    offer_id: str = Field(foreign_key="offer.id", max_length=200)
    content: dict[str, Any] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    fingerprint: str = Field(max_length=64)
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    decided_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
