"""Who read and wrote what: rows are added and, when their time is over, deleted; never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime


class AuditEntry(SQLModel, table=True):
    """One deed: `actor` did `action` to `subject`; triggers in the database refuse changes.

    `actor` and `subject` are 'kind:id' ('person:<public_id>', 'company:<id>-<begun>',
    'job:<name>', 'cli'): no names, and nothing that is given out twice. `details` holds codes and
    field names, never what stood in them. A row can be deleted from `ends_utc` on, by the clock of
    the database.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_subject_id", "subject", "id"),
        Index("ix_audit_entry_actor_id", "actor", "id"),
        Index("ix_audit_entry_action_id", "action", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    done_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    actor: str = Field(max_length=120)
    action: str = Field(max_length=60)
    subject: str = Field(max_length=250)
    details: list[str] = Field(
        default_factory=list, sa_column=Column(JSON_DOCUMENT, nullable=False)
    )
    request_id: str = Field(default="", max_length=64)
    ends_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
