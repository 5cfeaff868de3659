"""What became of offers for a firm: applications, and aid that was granted."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class ApplicationState(StrEnum):
    """How far an application has come."""

    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"


class OfferApplication(SQLModel, table=True):
    """That the firm of a file applied for an offer, and with what success. Whole euros."""

    __tablename__ = "offer_application"
    __table_args__ = (UniqueConstraint("file_id", "offer_id"),)

    id: int | None = Field(default=None, primary_key=True)
    file_id: int = Field(foreign_key="company_file.id", ondelete="CASCADE")
    # No foreign key: an application may outlive its offer.
    offer_id: str = Field(max_length=200)
    state: str = Field(max_length=20)
    amount_eur: int | None = None
    # When it was sent, or decided.
    happened_on: date | None = None
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    changed_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


class AidAward(SQLModel, table=True):
    """De-minimis aid that the firm, or an enterprise that is one undertaking with it, was granted.

    The day is that on which the legal right to it was conferred. Whole euros, rounded up.
    `regulation` is a key of `matcher.de_minimis`; `recipient` names the linked enterprise, '' the
    firm itself.
    """

    __tablename__ = "aid_award"

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(max_length=43, unique=True)
    file_id: int = Field(foreign_key="company_file.id", ondelete="CASCADE", index=True)
    granted_on: date
    amount_eur: int
    regulation: str = Field(max_length=30)
    granted_by: str = Field(default="", max_length=300)
    recipient: str = Field(default="", max_length=300)
    offer_id: str = Field(default="", max_length=200)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    noted_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
