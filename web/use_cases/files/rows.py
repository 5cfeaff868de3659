"""The row of a file: found by who may see it, changed under a lock with a line in its timeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.company import CompanyProfile
from models.company_file import (
    CompanyFile,
    EventKind,
    FileEvent,
    FileOrigin,
    FilePart,
    FileState,
)
from models.session import transaction
from web.author import Author
from web.tokens import new_token
from web.use_cases.file_words import describe
from web.use_cases.files.desk import Desk

Row = TypeVar("Row", bound=SQLModel)
CLOSED = (FileState.HELPED.value, FileState.UNFIT.value, FileState.UNREACHABLE.value)


class Edited(StrEnum):
    """What became of a change. CONFLICT: somebody else changed the file meanwhile."""

    DONE = "done"
    CONFLICT = "conflict"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Happened:
    """A line for the timeline: `values` are codes, keys and names."""

    kind: EventKind
    values: Sequence[object] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How a firm is called and reached; normalised, '' for what is not known."""

    name: str
    contact_name: str = ""
    email: str = ""
    phone: str = ""
    preferred_way: str = ""
    times: str = ""


Change = Callable[[Session, CompanyFile, CompanyProfile], Happened | None]


def find(session: Session, desk: Desk, public_id: str) -> CompanyFile | None:
    """The file; None if there is none, or it is another organisation's."""
    return session.exec(_of_desk(desk, public_id)).one_or_none()


def _of_desk(desk: Desk, public_id: str) -> SelectOfScalar[CompanyFile]:
    return select(CompanyFile).where(
        CompanyFile.public_id == public_id, CompanyFile.organisation_id == desk.organisation_id
    )


def locked(
    session: Session, desk: Desk, public_id: str
) -> tuple[CompanyFile, CompanyProfile] | None:
    """File and answers, kept from other writers; None if there is no such file at the desk."""
    return locked_where(session, _of_desk(desk, public_id))


def locked_where(
    session: Session, wanted: SelectOfScalar[CompanyFile]
) -> tuple[CompanyFile, CompanyProfile] | None:
    """The same of the one file of a query, if it still meets it; the answers first, as everywhere.

    Whoever took the file first and wrote a mail about the firm would wait in a circle with others.
    """
    seen = session.exec(wanted).one_or_none()
    if seen is None:
        return None
    answers = select(CompanyProfile).where(CompanyProfile.id == seen.company_id)
    company = session.exec(_fresh(answers)).one_or_none()
    file = session.exec(_fresh(wanted)).one_or_none()
    return None if company is None or file is None else (file, company)


def _fresh(query: SelectOfScalar[Row]) -> SelectOfScalar[Row]:
    return query.with_for_update().execution_options(populate_existing=True)


def edit(
    engine: Engine,
    desk: Desk,
    public_id: str,
    change: Change,
    *,
    by: Author,
    seen_version: int | None = None,
) -> Edited:
    """Change a file in one transaction; what happened goes into its timeline and stops reminders.

    With `seen_version` only if nobody changed the file since. `change` returns None where nothing
    is to be done. Whatever it raises leaves everything as it was.
    """
    with transaction(engine) as session:
        found = locked(session, desk, public_id)
        if found is None or found[1].expires_utc <= by.now:
            return Edited.GONE
        file, company = found
        if seen_version is not None and file.version != seen_version:
            return Edited.CONFLICT
        happened = change(session, file, company)
        if happened is not None:
            tell(session, file, happened, person_id=desk.person_id, now=by.now)
            touch(file, company, now=by.now, kept_for=desk.kept_for)
            session.add_all((file, company))
        return Edited.DONE


def tell(
    session: Session, file: CompanyFile, happened: Happened, *, person_id: int | None, now: datetime
) -> None:
    """Add a line to the timeline."""
    assert file.id is not None
    session.add(
        FileEvent(
            file_id=file.id,
            happened_utc=now,
            kind=happened.kind.value,
            person_id=person_id,
            values=list(happened.values),
        )
    )


def touch(
    file: CompanyFile, company: CompanyProfile, *, now: datetime, kept_for: timedelta
) -> None:
    """Note that the organisation did something: no reminder comes, file and answers are kept on."""
    file.acted_utc = file.acted_utc or now
    file.touched_utc = now
    file.version += 1
    keep(company, now=now, kept_for=kept_for)
    describe(file, company)


def keep(company: CompanyProfile, *, now: datetime, kept_for: timedelta) -> None:
    """Let answers that a file is made of last as long as the file."""
    company.expires_utc = max(company.expires_utc, now + kept_for)


def make(
    company: CompanyProfile,
    contact: Contact,
    *,
    organisation_id: str | None,
    origin: FileOrigin,
    part: FilePart = FilePart.RESPONSIBLE,
    now: datetime,
) -> CompanyFile:
    """A new file, not yet in a session; it waits for nobody until `dispatched_utc` is set."""
    assert company.id is not None
    file = CompanyFile(
        public_id=new_token(),
        company_id=company.id,
        organisation_id=organisation_id,
        part=part.value,
        origin=origin.value,
        name=contact.name,
        created_utc=now,
        touched_utc=now,
    )
    set_contact(file, contact)
    describe(file, company)
    return file


def set_contact(file: CompanyFile, contact: Contact) -> None:
    """Take over how the firm is called and reached."""
    file.name, file.contact_name = contact.name, contact.contact_name
    file.email, file.phone = contact.email, contact.phone
    file.preferred_way, file.times = contact.preferred_way, contact.times


def contact_of(file: CompanyFile) -> Contact:
    """How the firm is called and reached."""
    return Contact(
        name=file.name,
        contact_name=file.contact_name,
        email=file.email,
        phone=file.phone,
        preferred_way=file.preferred_way,
        times=file.times,
    )


def of_company(
    session: Session, company_id: int, organisation_id: str | None
) -> CompanyFile | None:
    """The file of a firm at an organisation; None: the one that waits to be assigned.

    Kept from other writers, by who holds the answers.
    """
    query = select(CompanyFile).where(
        CompanyFile.company_id == company_id,
        col(CompanyFile.organisation_id) == organisation_id,
    )
    return session.exec(_fresh(query.order_by(col(CompanyFile.id)).limit(1))).first()
