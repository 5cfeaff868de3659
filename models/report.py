"""What readers say is wrong with an offer."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Text, text
from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class ReportState(StrEnum):
    """Whether someone has dealt with the report."""

    OPEN = "open"
    DONE = "done"


class OfferReport(SQLModel, table=True):
    """One message about one offer; `contact` only where the reader wants an answer.

    No foreign key to the offer: a report outlives the offer that it complains about. An offer that
    the catalogue lacks has none: `offer_id` is ''. What advisors say is counted in one open report
    a `topic`, which is null for readers' reports and for what is closed.
    """

    __tablename__ = "offer_report"

    id: int | None = Field(default=None, primary_key=True)
    offer_id: str = Field(max_length=200, index=True)
    field: str = Field(default="", max_length=100)
    topic: str | None = Field(default=None, max_length=320, unique=True, index=True)
    count: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
    message: str = Field(sa_column=Column(Text(), nullable=False))
    contact: str | None = Field(default=None, max_length=320)
    state: str = Field(default=ReportState.OPEN.value, max_length=20, index=True)
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    done_utc: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    # Who dealt with it, and what came of it.
    done_by: str = Field(
        default="", max_length=200, sa_column_kwargs={"server_default": text("''")}
    )
    note: str = Field(default="", max_length=500, sa_column_kwargs={"server_default": text("''")})
