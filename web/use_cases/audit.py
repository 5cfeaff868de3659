"""The audit trail: one entry a deed, written in the transaction of the deed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from models.audit import AuditEntry
from web.author import Author


def note(
    session: Session, by: Author, action: str, subject: str, *, details: Sequence[str] = ()
) -> None:
    """Add an entry. `details` are codes and names of fields, never what stands in them."""
    session.add(
        AuditEntry(
            done_utc=by.now,
            actor=by.actor,
            action=action,
            subject=subject,
            details=list(details),
            request_id=by.request_id,
            ends_utc=by.kept_until_utc,
        )
    )
