"""What becomes of files when a person or an organisation goes, within the transaction of that."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Text, cast, or_
from sqlmodel import Session, col, select

from models.company_file import CompanyFile, EventKind, FileEvent, FileState
from web.use_cases.file_stages import is_untouched


def release_of_person(session: Session, person_id: int, *, now: datetime) -> int:
    """Give the files of an advisor back to the organisation; how many there were."""
    return len(_release(session, col(CompanyFile.advisor_id) == person_id, now=now))


def release_of_organisation(session: Session, organisation_id: str, *, now: datetime) -> int:
    """Let the files of an organisation that closes wait to be assigned anew; how many there were.

    A file of the same firm that waits already stays beside it: nothing is thrown away. Firms of
    lists that nobody has looked at do not become requests by that.
    """
    files = _release(session, col(CompanyFile.organisation_id) == organisation_id, now=now)
    # Together with the rest: a second update of a row would take hold of the answers after the
    # file (PostgreSQL checks all keys again), and writers could wait in a circle.
    for file in files:
        file.organisation_id = None
        if not is_untouched(file):
            file.dispatched_utc = file.dispatched_utc or now
    return len(files)


def forget_names(session: Session, names: Collection[str]) -> None:
    """Take these names, one at least, out of all timelines: who got a file, who was reminded.

    The lines are taken in the order of their ids, as by whoever lets two files become one.
    """
    # Databases differ in how they write letters that are not ASCII.
    written = {json.dumps(name, ensure_ascii=plain) for name in names for plain in (True, False)}
    text = cast(col(FileEvent.values), Text)
    named = select(FileEvent).where(
        col(FileEvent.kind).in_((EventKind.HANDED_OVER.value, EventKind.REMINDED.value)),
        or_(*(text.contains(each, autoescape=True) for each in sorted(written))),
    )
    for event in session.exec(named.order_by(col(FileEvent.id)).with_for_update()):
        event.values = [value for value in event.values if value not in names]
        session.add(event)


def _release(
    session: Session, which: ColumnElement[bool], *, now: datetime
) -> Sequence[CompanyFile]:
    files = session.exec(
        select(CompanyFile).where(which).order_by(col(CompanyFile.id)).with_for_update()
    ).all()
    for file in files:
        assert file.id is not None
        file.advisor_id = None
        if file.state == FileState.TAKEN.value:
            file.state = FileState.NEW.value
        file.version += 1
        session.add(file)
        session.add(FileEvent(file_id=file.id, happened_utc=now, kind=EventKind.GIVEN_BACK.value))
    return files
