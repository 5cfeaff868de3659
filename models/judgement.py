"""What people say of an offer for a company: the examples a ranking model learns from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime


class Judgement(SQLModel, table=True):
    """One opinion of one judge on one offer for one company, replaced when judged anew.

    `profile` holds the answers as they stood, without an id: later answers must not change what
    was judged. The row of a company that answered here goes with its answers; the database sees to
    that. `company_id` is null for lists that were graded elsewhere. `grade` is null where it
    follows from `opinion`. `because` names the condition that stands against it, or the offer that
    is better, '' for none. `file_id`: in which file an advisor said so; `disputes`: what of the
    catalogue it contradicts, '' for nothing.
    """

    __tablename__ = "judgement"
    __table_args__ = (UniqueConstraint("subject", "offer_id", "judge"),)

    id: int | None = Field(default=None, primary_key=True)
    company_id: int | None = Field(
        default=None, foreign_key="company_profile.id", ondelete="CASCADE", index=True
    )
    # Who was judged: 'firm:<company_id>', or 'list:<id of the profile in the list>'.
    subject: str = Field(max_length=250)
    profile: dict[str, Any] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    # No foreign key: a judgement may outlive its offer.
    offer_id: str = Field(max_length=200)
    opinion: str = Field(max_length=30)
    because: str = Field(
        default="", max_length=100, sa_column_kwargs={"server_default": text("''")}
    )
    file_id: int | None = Field(
        default=None, foreign_key="company_file.id", ondelete="SET NULL", index=True
    )
    disputes: str = Field(
        default="", max_length=100, sa_column_kwargs={"server_default": text("''")}
    )
    grade: float | None = None
    excluded: bool = False
    # A pseudonymous key, never a name.
    judge: str = Field(max_length=100)
    verified: bool = False
    judged_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
