"""What becomes of files when a person or an organisation goes, within the transaction of that."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from models.company_file import CompanyFile, EventKind, FileEvent


def release_of_person(session: Session, person_id: int, *, now: datetime) -> int:
    """Give the files of an advisor back to the organisation; how many there were."""
    return _release(session, col(CompanyFile.advisor_id) == person_id, now=now)


def release_of_organisation(session: Session, organisation_id: str, *, now: datetime) -> int:
    """Let the files of an organisation that closes wait to be assigned anew; how many there were.

    A file of the same firm that waits already stays beside it: nothing is thrown away.
    """
    of_organisation = col(CompanyFile.organisation_id) == organisation_id
    count = _release(session, of_organisation, now=now)
    for file in session.exec(select(CompanyFile).where(of_organisation)):
        file.organisation_id, file.dispatched_utc = None, file.dispatched_utc or now
        session.add(file)
    return count


def _release(session: Session, which: ColumnElement[bool], *, now: datetime) -> int:
    files = session.exec(
        select(CompanyFile).where(which).order_by(col(CompanyFile.id)).with_for_update()
    ).all()
    for file in files:
        assert file.id is not None
        file.advisor_id = None
        file.version += 1
        session.add(file)
        session.add(FileEvent(file_id=file.id, happened_utc=now, kind=EventKind.GIVEN_BACK.value))
    return len(files)
