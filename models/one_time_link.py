"""Links that work once: invitations, new passwords, confirmed addresses, sign-in of firms."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class LinkPurpose(StrEnum):
    """What a link is good for; it is good for nothing else."""

    INVITATION = "invitation"
    NEW_PASSWORD = "new_password"
    CONFIRM_ADDRESS = "confirm_address"
    FIRM_SIGN_IN = "firm_sign_in"
    CONFIRM_NEWS = "confirm_news"


class OneTimeLink(SQLModel, table=True):
    """One link that was sent: only the hash of its secret is kept; used or past, it is nothing."""

    __tablename__ = "one_time_link"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    purpose: str = Field(max_length=30)
    person_id: int | None = Field(
        default=None, foreign_key="person.id", ondelete="CASCADE", index=True
    )
    company_id: int | None = Field(
        default=None, foreign_key="company_profile.id", ondelete="CASCADE", index=True
    )
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    expires_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    used_utc: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
