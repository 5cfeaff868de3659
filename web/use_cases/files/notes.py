"""What advisors wrote down about a firm (Markdown): for the organisation that wrote it only.

A file that comes to another organisation does not take its notes there: they are deleted.
Colleagues may change each other's notes, but never what they have not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind, FileNote
from models.person import Person
from models.session import reading
from web.author import Author
from web.tokens import new_token
from web.use_cases.files import parts
from web.use_cases.files.desk import Desk
from web.use_cases.files.parts import Refused
from web.use_cases.files.rows import Edited, Happened

__all__ = ["Edited", "LONGEST_NOTE", "Deed", "Note", "Notes", "change", "find", "latest", "page_of"]
__all__ += ["remove", "write"]
LONGEST_NOTE = 20_000


class Deed(StrEnum):
    """What was done to a note, a step or an award: the first value of its event."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note; `author` is who wrote it first, '' if that person's account is gone."""

    public_id: str
    text: str
    author: str
    created_utc: datetime
    updated_utc: datetime
    version: int

    @property
    def was_changed(self) -> bool:
        """Whether somebody changed it since."""
        return self.version > 1


@dataclass(frozen=True, slots=True)
class Notes:
    """One page of the notes, the newest first, and how many there are."""

    notes: tuple[Note, ...]
    total: int


def latest(engine: Engine, desk: Desk, public_id: str, limit: int) -> tuple[Note, ...]:
    """The newest notes of the file, the newest first; empty for a file of somebody else."""
    with reading(engine) as session:
        found = session.exec(_newest_first(desk, public_id).limit(limit))
        return tuple(_note(*row) for row in found)


def page_of(engine: Engine, desk: Desk, public_id: str, page: int, size: int) -> Notes:
    """The same page by page, from 1."""
    with reading(engine) as session:
        query = _newest_first(desk, public_id)
        found = session.exec(query.limit(size).offset((page - 1) * size)).all()
        ids = query.with_only_columns(col(FileNote.id)).order_by(None).subquery()
        total = session.exec(select(func.count()).select_from(ids)).one()
        return Notes(tuple(_note(*row) for row in found), total)


def find(engine: Engine, desk: Desk, public_id: str, note_id: str) -> Note | None:
    """One note of the file; None if there is none that this desk may see."""
    with reading(engine) as session:
        query = _newest_first(desk, public_id).where(FileNote.public_id == note_id)
        row = session.exec(query).one_or_none()
        return None if row is None else _note(*row)


def write(engine: Engine, desk: Desk, public_id: str, text: str, *, by: Author) -> Edited:
    """Add a note, once. The text is of `many_lines`, not empty and within `LONGEST_NOTE`."""

    def add(session: Session, file: CompanyFile, _company: CompanyProfile) -> Happened | None:
        assert file.id is not None
        last = parts.just_added(session, FileNote, file, FileNote.created_utc, by=desk, now=by.now)
        if any(note.text == text for note in last):
            return None
        note = FileNote(
            public_id=new_token(),
            file_id=file.id,
            organisation_id=desk.organisation_id,
            person_id=desk.person_id,
            text=text,
            created_utc=by.now,
            updated_utc=by.now,
        )
        session.add(note)
        return Happened(EventKind.NOTE, (Deed.ADDED.value,))

    return parts.edit(engine, desk, public_id, add, by=by)


def change(
    engine: Engine,
    desk: Desk,
    public_id: str,
    note_id: str,
    text: str,
    *,
    seen_version: int,
    by: Author,
) -> Edited:
    """Replace a text that was seen as it stands; CONFLICT if somebody else changed it meanwhile.

    The text that stands there already is no conflict: a second click saves it once more.
    """

    def replace(session: Session, file: CompanyFile, _company: CompanyProfile) -> Happened | None:
        note = _own(session, desk, file, note_id)
        if note.text == text:
            return None
        _check(note, seen_version)
        note.text, note.updated_utc, note.version = text, by.now, note.version + 1
        session.add(note)
        return Happened(EventKind.NOTE, (Deed.CHANGED.value,))

    return parts.edit(engine, desk, public_id, replace, by=by)


def remove(
    engine: Engine, desk: Desk, public_id: str, note_id: str, *, seen_version: int, by: Author
) -> Edited:
    """Delete a note that was seen as it stands; CONFLICT if somebody else changed it meanwhile."""

    def delete(session: Session, file: CompanyFile, _company: CompanyProfile) -> Happened:
        note = _own(session, desk, file, note_id)
        _check(note, seen_version)
        session.delete(note)
        return Happened(EventKind.NOTE, (Deed.REMOVED.value,))

    return parts.edit(engine, desk, public_id, delete, by=by)


def _own(session: Session, desk: Desk, file: CompanyFile, note_id: str) -> FileNote:
    """The note, if this organisation wrote it."""
    note = parts.of_file(session, FileNote, file, note_id)
    if note.organisation_id != desk.organisation_id:
        raise Refused(Edited.GONE)
    return note


def _check(note: FileNote, seen_version: int) -> None:
    if note.version != seen_version:
        raise Refused(Edited.CONFLICT)


def _newest_first(desk: Desk, public_id: str) -> Select[FileNote, str]:
    return (
        select(FileNote, Person.name)
        .join(CompanyFile, col(CompanyFile.id) == col(FileNote.file_id))
        .join(Person, col(Person.id) == col(FileNote.person_id), isouter=True)
        .where(
            CompanyFile.public_id == public_id,
            CompanyFile.organisation_id == desk.organisation_id,
            FileNote.organisation_id == desk.organisation_id,
        )
        .order_by(col(FileNote.id).desc())
    )


def _note(note: FileNote, author: str | None) -> Note:
    return Note(
        public_id=note.public_id,
        text=note.text,
        author=author or "",
        created_utc=note.created_utc,
        updated_utc=note.updated_utc,
        version=note.version,
    )
