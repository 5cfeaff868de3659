"""What hangs on a file, such as a note: changed together with the file, refused if it is gone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col, select

from models.company_file import CompanyFile
from web.author import Author
from web.use_cases.files import rows
from web.use_cases.files.desk import Desk
from web.use_cases.files.rows import Change, Edited

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row", bound=SQLModel)
_DIGEST_LENGTH = 16
_SECOND_CLICK = timedelta(seconds=10)
"""Nobody fills in a form a second time so quickly."""


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


def digest_of(seen: DataclassInstance) -> str:
    """A short word for values as a form showed them, to tell whether somebody changed them."""
    text = json.dumps(asdict(seen), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH]


def check_seen(values: DataclassInstance, before: str) -> None:
    """Refuse a change of values that are not any more as a form showed them (`digest_of`)."""
    if digest_of(values) != before:
        raise Refused(Edited.CONFLICT)


def just_added(
    session: Session,
    table: type[Row],
    file: CompanyFile,
    moment: datetime,
    *,
    by: Desk,
    now: datetime,
) -> Sequence[Row]:
    """What this person added to the file a moment ago: the same once more is a second click.

    `moment` is the column that says when. The file is locked, so the first click is done with.
    """
    columns: Any = table
    mine = (columns.file_id == file.id, columns.person_id == by.person_id)
    return session.exec(select(table).where(*mine, col(moment) > now - _SECOND_CLICK)).all()


def of_file(session: Session, table: type[Row], file: CompanyFile, public_id: str) -> Row:
    """What hangs on this file, by its public id; else the change is refused: it is gone.

    The file is locked, so nobody changes it meanwhile.
    """
    columns: Any = table
    query = select(table).where(columns.public_id == public_id, columns.file_id == file.id)
    row = session.exec(query).one_or_none()
    if row is None:
        raise Refused(Edited.GONE)
    return row


def file_id(session: Session, desk: Desk, public_id: str) -> int | None:
    """The key of a file of this desk; None if there is none."""
    query = select(CompanyFile.id).where(
        CompanyFile.public_id == public_id, CompanyFile.organisation_id == desk.organisation_id
    )
    return session.exec(query).one_or_none()
