"""How a firm can be reached, what it agreed to, and further keys to its answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class CompanyContact(SQLModel, table=True):
    """The e-mail address of a firm; nothing but its confirmation is sent before `confirmed_utc`."""

    __tablename__ = "company_contact"

    id: int | None = Field(default=None, primary_key=True)
    company_id: int = Field(foreign_key="company_profile.id", ondelete="CASCADE", unique=True)
    email: str = Field(max_length=320, index=True)
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    confirmed_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )


class CompanyKey(SQLModel, table=True):
    """A further secret address of the same answers, made by a sign-in link."""

    __tablename__ = "company_key"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    company_id: int = Field(foreign_key="company_profile.id", ondelete="CASCADE", index=True)
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


class Consent(SQLModel, table=True):
    """What a firm agreed to, in which version of the text, and when it took that back."""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("company_id", "purpose", "given_utc"),)

    id: int | None = Field(default=None, primary_key=True)
    company_id: int = Field(foreign_key="company_profile.id", ondelete="CASCADE")
    purpose: str = Field(max_length=50)
    text_version: str = Field(max_length=20)
    language: str = Field(max_length=5)
    given_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    withdrawn_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
