"""The requests that belong to a file, and those that its organisation was told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from models.company_file import CompanyFile, EventKind, FileEvent
from models.consultation import ConsultationRequest
from web.use_cases.files.rows import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOnce:
    """One request as the firm sent it; `responsible` is '' where an administrator assigned it."""

    public_id: str
    file_id: int
    asked_utc: datetime
    topics: tuple[str, ...]
    message: str
    contact: Contact
    language: str
    responsible: str
    informed: tuple[str, ...]


def of_file(session: Session, file: CompanyFile) -> tuple[AskedOnce, ...]:
    """The requests of a file, newest first, in two queries.

    What the firm asked elsewhere is not among them.
    """
    query = select(ConsultationRequest).where(
        ConsultationRequest.company_id == file.company_id,
        or_(
            col(ConsultationRequest.file_id) == file.id,
            col(ConsultationRequest.public_id).in_(_told(session, file)),
        ),
    )
    rows = session.exec(query.order_by(col(ConsultationRequest.id).desc()))
    return tuple(asked_once(row) for row in rows)


def asked_once(row: ConsultationRequest) -> AskedOnce:
    """The value of a row."""
    return AskedOnce(
        public_id=row.public_id,
        file_id=row.file_id,
        asked_utc=row.asked_utc,
        topics=tuple(row.topics),
        message=row.message,
        contact=Contact(
            name=row.name,
            contact_name=row.contact_name,
            email=row.email,
            phone=row.phone,
            preferred_way=row.preferred_way,
            times=row.times,
        ),
        language=row.language,
        responsible=row.responsible,
        informed=tuple(row.informed),
    )


def _told(session: Session, file: CompanyFile) -> Sequence[str]:
    events = session.exec(
        select(FileEvent.values).where(
            FileEvent.file_id == file.id, FileEvent.kind == EventKind.INFORMED.value
        )
    )
    return [str(values[0]) for values in events if values]
