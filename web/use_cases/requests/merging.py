"""A file comes to an organisation; where the firm has one there already, the two become one.

All that the firm asked, said, agreed on and was given comes along, and how far the advice has come.
What another organisation wrote for itself does not: notes, the arrangement of a dossier with its
comments, papers for talks. Nobody could read it any more, or tell the firm of it; so it is deleted.
"""

from __future__ import annotations

from sqlalchemy import Column, Delete, UniqueConstraint, and_, delete, exists, or_, update
from sqlmodel import Session, col, select

from models.base import metadata
from models.company_file import CompanyFile, FileNote, FilePart
from models.dossier import DossierAudience, DossierIssue, DossierPlan
from models.person import Person
from web.use_cases.files import rows


def bring(session: Session, file: CompanyFile, organisation_id: str) -> CompanyFile:
    """The file that the organisation has of the firm from now on; it is responsible.

    What belongs to the file moves into one that is there. Of two things that exclude each other,
    such as applications for the same offer, the one at the organisation stays.
    """
    if file.organisation_id != organisation_id:
        for words in _internal(file, organisation_id):
            session.exec(words)
    there = rows.of_company(session, file.company_id, organisation_id)
    if there is None or there.id == file.id:
        if file.organisation_id != organisation_id:
            file.organisation_id, file.advisor_id = organisation_id, None
        file.part = FilePart.RESPONSIBLE.value
        session.add(file)
        return file
    session.flush()
    for column in parts():
        _move(session, column, file, there)
    _take_over(there, file)
    session.expire(file)
    session.exec(delete(CompanyFile).where(CompanyFile.id == file.id))  # type: ignore[arg-type]
    session.expunge(file)
    session.add(there)
    return there


def _internal(file: CompanyFile, organisation_id: str) -> tuple[Delete, ...]:
    """What others than this organisation wrote for themselves.

    The arrangement of a dossier does not say whose it is: it goes in any case.
    """
    own = select(Person.id).where(Person.organisation_id == organisation_id)
    author = col(DossierIssue.person_id)
    return (
        delete(FileNote).where(
            col(FileNote.file_id) == file.id, col(FileNote.organisation_id) != organisation_id
        ),
        delete(DossierPlan).where(col(DossierPlan.file_id) == file.id),
        delete(DossierIssue).where(
            col(DossierIssue.file_id) == file.id,
            col(DossierIssue.audience) == DossierAudience.ADVISOR.value,
            or_(author.is_(None), author.not_in(own)),
        ),
    )


def parts() -> tuple[Column, ...]:
    """The columns of all tables that refer to a file."""
    return tuple(
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == CompanyFile.__tablename__ for key in column.foreign_keys)
    )


def _move(session: Session, column: Column, origin: CompanyFile, target: CompanyFile) -> None:
    change = update(column.table).where(column == origin.id)
    for others in _unique_with(column):
        other = column.table.alias()
        same = and_(other.c[column.name] == target.id, *(other.c[o.name] == o for o in others))
        change = change.where(~exists().where(same))
    session.exec(change.values({column.name: target.id}))


def _unique_with(column: Column) -> list[list[Column]]:
    """For each rule that a file stands once: the columns that make it so together with it."""
    rules = [list(column.table.primary_key.columns)]
    rules += [
        list(rule.columns)
        for rule in column.table.constraints
        if isinstance(rule, UniqueConstraint)
    ]
    return [[each for each in rule if each is not column] for rule in rules if column in rule]


def _take_over(there: CompanyFile, file: CompanyFile) -> None:
    """What the firm said last, and since when it waits."""
    there.part = FilePart.RESPONSIBLE.value
    if file.created_utc >= there.created_utc or not there.email:
        rows.set_contact(there, rows.contact_of(file))
    there.dispatched_utc = file.dispatched_utc or there.dispatched_utc
    there.created_utc = min(there.created_utc, file.created_utc)
    there.version += 1
