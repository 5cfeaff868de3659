"""Sessions of people who are signed in, and the log of attempts to sign in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class SignInSession(SQLModel, table=True):
    """One signed-in browser: only the hash of its cookie is kept.

    It ends at `expires_utc`, after too long without a request since `seen_utc`, or when its row is
    deleted. `is_complete` is false between the password and the second factor.
    """

    __tablename__ = "sign_in_session"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    is_complete: bool = False
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    seen_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    expires_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))


class SignInAttempt(SQLModel, table=True):
    """One attempt: `address_hash` and `network_hash` are keyed hashes (HMAC), never the things.

    People type passwords into the wrong field, so what was typed is not kept in the clear.
    `device_hash` names a browser that had signed in to this account before; '' for any other.
    """

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_sign_in_attempt_address_hash_tried_utc", "address_hash", "tried_utc"),
        Index("ix_sign_in_attempt_network_hash_tried_utc", "network_hash", "tried_utc"),
        Index("ix_sign_in_attempt_person_id_tried_utc", "person_id", "tried_utc"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE")
    address_hash: str = Field(max_length=64)
    network_hash: str = Field(max_length=64)
    device_hash: str = Field(default="", max_length=64)
    outcome: str = Field(max_length=30)
    tried_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
