"""The files that a request goes into, within the transaction that sends it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from models.company_file import CompanyFile, EventKind, FileOrigin, FilePart, FileState
from models.consultation import ConsultationRequest
from web.use_cases.file_words import describe
from web.use_cases.files import rows
from web.use_cases.files.rows import Happened
from web.use_cases.requests.ask import Work
from web.use_cases.requests.letters import NoticeKind
from web.use_cases.requests.merging import bring
from web.use_cases.requests.telling import tell


def file_of_responsible(session: Session, work: Work) -> tuple[CompanyFile, NoticeKind]:
    """The file that the request belongs to, dispatched anew, and what the notice says of it."""
    file, organisation = None, work.found.responsible
    waiting = rows.of_company(session, work.company_id, None)
    if organisation is not None:
        file = rows.of_company(session, work.company_id, organisation.id)
    if waiting is not None:
        file = waiting if organisation is None else bring(session, waiting, organisation.id)
    again = "" if file is None else "reopened" if file.state in rows.CLOSED else "again"
    if file is None:
        where = None if organisation is None else organisation.id
        file = _new_file(session, work, where, FilePart.RESPONSIBLE)
    _dispatch(file, work)
    session.add(file)
    asked = Happened(EventKind.ASKED, (work.public_id, again))
    rows.tell(session, file, asked, person_id=None, now=work.now)
    if file.organisation_id is None:
        return file, NoticeKind.UNASSIGNED
    return file, NoticeKind.AGAIN if again else NoticeKind.ASKED


def _dispatch(file: CompanyFile, work: Work) -> None:
    """Let the file wait from now on, open, and be reached as the firm says now."""
    rows.set_contact(file, work.ask.contact)
    describe(file, work.company)
    wait(file, work.now)
    file.part = FilePart.RESPONSIBLE.value
    file.version += 1


def wait(file: CompanyFile, now: datetime) -> None:
    """Let somebody have to act on the file from now on; one that was done with is new again.

    So is one that nobody looks after any more; whoever looked after it still does.
    """
    is_left = file.state == FileState.TAKEN.value and file.advisor_id is None
    if is_left or file.state in (*rows.CLOSED, FileState.ADVISED.value):
        file.state, file.closed_utc = FileState.NEW.value, None
    file.dispatched_utc, file.acted_utc, file.reminded = now, None, 0
    file.touched_utc = now


def inform(session: Session, work: Work, organisation_id: str) -> None:
    """Let another organisation know; a file in which it is responsible itself stays so."""
    file = rows.of_company(session, work.company_id, organisation_id)
    if file is None:
        file = _new_file(session, work, organisation_id, FilePart.INFORMED)
    name = work.responsible
    happened = Happened(EventKind.INFORMED, (work.public_id, name))
    rows.tell(session, file, happened, person_id=None, now=work.now)
    rows.set_contact(file, work.ask.contact)
    describe(file, work.company)
    file.touched_utc, file.version = work.now, file.version + 1
    session.add(file)
    post = work.terms.post
    tell(session, file, NoticeKind.INFORMED, post, cause=work.public_id, responsible=name)


def _new_file(
    session: Session, work: Work, organisation_id: str | None, part: FilePart
) -> CompanyFile:
    file = rows.make(
        work.company,
        work.ask.contact,
        organisation_id=organisation_id,
        origin=FileOrigin.REQUEST,
        part=part,
        now=work.now,
    )
    session.add(file)
    session.flush()
    return file


def store(session: Session, work: Work, file: CompanyFile) -> None:
    assert file.id is not None
    ask, contact = work.ask, work.ask.contact
    session.add(
        ConsultationRequest(
            public_id=work.public_id,
            company_id=work.company_id,
            file_id=file.id,
            asked_utc=work.now,
            topics=list(ask.topics),
            message=ask.message,
            name=contact.name,
            contact_name=contact.contact_name,
            email=contact.email,
            phone=contact.phone,
            preferred_way=contact.preferred_way,
            times=contact.times,
            language=ask.language,
            responsible=work.responsible,
            informed=[each.name for each in work.found.informed],
        )
    )
