"""What hangs on a file, such as a note: changed together with the file, refused if it is gone."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlmodel import Session, select

from models.company_file import CompanyFile
from web.author import Author
from web.use_cases.files import rows
from web.use_cases.files.desk import Desk
from web.use_cases.files.rows import Change, Edited


class Refused(Exception):
    """Raised in a change that cannot be made: everything stays as it was."""

    def __init__(self, outcome: Edited) -> None:
        self.outcome = outcome
        super().__init__(outcome.value)


def edit(engine: Engine, desk: Desk, public_id: str, change: Change, *, by: Author) -> Edited:
    """The same as `rows.edit`, but what the change refuses is the answer."""
    try:
        return rows.edit(engine, desk, public_id, change, by=by)
    except Refused as refused:
        return refused.outcome


def file_id(session: Session, desk: Desk, public_id: str) -> int | None:
    """The key of a file of this desk; None if there is none."""
    query = select(CompanyFile.id).where(
        CompanyFile.public_id == public_id, CompanyFile.organisation_id == desk.organisation_id
    )
    return session.exec(query).one_or_none()
