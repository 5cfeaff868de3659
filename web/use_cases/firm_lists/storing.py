"""A list that was read is stored for the preview, each firm with the one that it seems to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Engine, insert
from sqlmodel import Session, col, select

from models.company_file import CompanyFile
from models.firm_list import FirmList, FirmListRow
from models.session import reading, transaction
from web.author import Author
from web.firm_tables import FirmRow, FirmTable, Problem
from web.tokens import new_token
from web.use_cases.file_words import town_of
from web.use_cases.files.desk import Desk
from web.use_cases.likeness import Known, repeated, same_as

MOST_PROBLEMS = 1_000
"""So many are told; who has more begins with these."""


def store(engine: Engine, desk: Desk, name: str, table: FirmTable, *, by: Author) -> str:
    """The public id of the new list; nothing is imported yet."""
    firms = [known_of(row.line, row.name, row.email, row.answers) for row in table.rows]
    with reading(engine) as session:
        files = files_of(session, desk.organisation_id)
    seen = repeated(firms), same_as(firms, files)
    with transaction(engine) as session:
        made = FirmList(
            public_id=new_token(),
            organisation_id=desk.organisation_id,
            person_id=desk.person_id,
            name=name[:200],
            columns=[list(pair) for pair in table.columns],
            problems=[_problem(each) for each in table.problems[:MOST_PROBLEMS]],
            refused=table.refused,
            total=len(table.rows),
            created_utc=by.now,
        )
        session.add(made)
        session.flush()
        rows = [_row(made.id, row, *seen) for row in table.rows]
        if rows:
            session.connection().execute(insert(FirmListRow), rows)
        return made.public_id


def files_of(
    session: Session, organisation_id: str, *, since: datetime | None = None
) -> Sequence[Known]:
    """The files of an organisation, made from a moment on, as they are compared."""
    query = select(CompanyFile.id, CompanyFile.name, CompanyFile.town, CompanyFile.email).where(
        CompanyFile.organisation_id == organisation_id
    )
    if since is not None:
        query = query.where(col(CompanyFile.created_utc) >= since)
    found = session.exec(query.order_by(col(CompanyFile.id)))
    return [Known(key, *texts) for key, *texts in found if key is not None]


def known_of(number: int, name: str, email: str, answers: Mapping[str, object]) -> Known:
    """A firm of a list as it is compared: its place is called as files call it."""
    code, town = answers.get("postal_code"), answers.get("municipality")
    place = town_of(str(code) if code else None, str(town) if town else None, None)
    return Known(number, name, place, email)


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "line": problem.line,
        "code": problem.code.value,
        "field": problem.field,
        "given": problem.given,
        "taken": problem.taken,
    }


def _row(
    list_id: int | None,
    row: FirmRow,
    same_in_list: Mapping[int, int],
    known_files: Mapping[int, int],
) -> dict[str, object]:
    known, same = known_files.get(row.line), same_in_list.get(row.line)
    return {
        "list_id": list_id,
        "number": row.line,
        "answers": dict(row.answers),
        "name": row.name,
        "contact_name": row.contact_name,
        "email": row.email,
        "phone": row.phone,
        "is_wanted": known is None and same is None,
        "same_as": same,
        "known_file_id": known,
        "file_id": None,
    }
