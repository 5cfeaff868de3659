"""The audit trail: one entry a deed, written in the transaction of the deed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from models.audit import AuditEntry
from models.session import transaction
from web.author import Author


def note(
    session: Session, by: Author, action: str, subject: str, *, details: Sequence[str] = ()
) -> None:
    """Add an entry. `details` are codes and names of fields, never what stands in them.

    `action` is one of `web.pages.audit.words`; a test fails on one that has no words there.
    """
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


def numbered(kind: str, number: int | None, begun: datetime) -> str:
    """A row as a subject: SQLite gives the number of a deleted row out again, the moment not."""
    return f"{kind}:{number}-{begun:%Y%m%dT%H%M%S%f}"


def note_reading(
    engine: Engine, by: Author, action: str, subject: str, *, details: Sequence[str] = ()
) -> None:
    """Note that somebody reads personal data, before it is shown; a transaction of its own."""
    with transaction(engine) as session:
        note(session, by, action, subject, details=details)
