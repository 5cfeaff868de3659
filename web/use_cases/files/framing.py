"""What stands at the head of each page of a file: whose it is and how far the advice has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.company_file import CompanyFile, FileOrigin, FilePart, FileState
from models.person import Person
from models.session import reading
from web.use_cases.file_stages import Stage, stage_of
from web.use_cases.files.desk import Desk
from web.use_cases.files.rows import CLOSED, Contact, contact_of

__all__ = ["FileFrame", "FileOrigin", "FilePart", "FileState", "Stage", "frame_of", "load"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFrame:
    """The head of a file; `advisor` is the name of who looks after it, '' for nobody."""

    file_id: int
    company_id: int
    public_id: str
    contact: Contact
    town: str
    state: FileState
    part: FilePart
    origin: FileOrigin
    advisor_id: int | None
    advisor: str
    appointment_utc: datetime | None
    dispatched_utc: datetime | None
    acted_utc: datetime | None
    created_utc: datetime
    touched_utc: datetime
    closed_utc: datetime | None
    version: int

    @property
    def stage(self) -> Stage:
        """How far the advice has come, in one word."""
        return stage_of(self.state, self.origin, self.dispatched_utc)

    @property
    def is_closed(self) -> bool:
        """Whether the advice has an outcome."""
        return self.state.value in CLOSED


def load(engine: Engine, desk: Desk, public_id: str, now: datetime) -> FileFrame | None:
    """The head of a file; None if there is none (any more), or it is another organisation's."""
    with reading(engine) as session:
        return frame_of(session, desk, public_id, now)


def frame_of(session: Session, desk: Desk, public_id: str, now: datetime) -> FileFrame | None:
    """The same, in one query of a transaction that reads more."""
    query = (
        select(CompanyFile, Person.name)
        .join(CompanyProfile, col(CompanyProfile.id) == col(CompanyFile.company_id))
        .join(Person, col(Person.id) == col(CompanyFile.advisor_id), isouter=True)
        .where(
            CompanyFile.public_id == public_id,
            CompanyFile.organisation_id == desk.organisation_id,
            CompanyProfile.expires_utc > now,
        )
    )
    found = session.exec(query).one_or_none()
    return None if found is None else _frame(*found)


def _frame(file: CompanyFile, advisor: str | None) -> FileFrame:
    assert file.id is not None
    return FileFrame(
        file_id=file.id,
        company_id=file.company_id,
        public_id=file.public_id,
        contact=contact_of(file),
        town=file.town,
        state=FileState(file.state),
        part=FilePart(file.part),
        origin=FileOrigin(file.origin),
        advisor_id=file.advisor_id,
        advisor=advisor or "",
        appointment_utc=file.appointment_utc,
        dispatched_utc=file.dispatched_utc,
        acted_utc=file.acted_utc,
        created_utc=file.created_utc,
        touched_utc=file.touched_utc,
        closed_utc=file.closed_utc,
        version=file.version,
    )
