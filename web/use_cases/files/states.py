"""How far the advice has come: which state follows which, and the deeds that bring it about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine
from sqlmodel import Session

from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind, FileState
from web.author import Author
from web.use_cases.files import rows
from web.use_cases.files.colleagues import active_colleague
from web.use_cases.files.desk import Desk
from web.use_cases.files.rows import CLOSED, Change, Edited, Happened

OUTCOMES = (FileState.HELPED, FileState.UNFIT, FileState.UNREACHABLE)
FOLLOWS: Mapping[FileState, tuple[FileState, ...]] = {
    FileState.NEW: (
        *(FileState.APPOINTMENT, FileState.ADVISED),
        *(FileState.UNFIT, FileState.UNREACHABLE),
    ),
    FileState.TAKEN: (FileState.APPOINTMENT, FileState.ADVISED, *OUTCOMES),
    FileState.APPOINTMENT: (
        *(FileState.APPOINTMENT, FileState.TAKEN, FileState.ADVISED),
        *OUTCOMES,
    ),
    FileState.ADVISED: (FileState.APPOINTMENT, *OUTCOMES),
    FileState.HELPED: (FileState.TAKEN,),
    FileState.UNFIT: (FileState.TAKEN,),
    FileState.UNREACHABLE: (FileState.TAKEN,),
}
"""From NEW to TAKEN by taking the file. TAKEN after an appointment: it was called off; after an
outcome: the file is open again."""


class Deed(StrEnum):
    """What became of a wish. REFUSED: the file, or the person named, is not in a state for it."""

    DONE = "done"
    CONFLICT = "conflict"
    GONE = "gone"
    REFUSED = "refused"


class _RefusedError(Exception):
    """Leaves the file as it was."""


def take(
    engine: Engine, desk: Desk, public_id: str, *, by: Author, seen_version: int | None
) -> Deed:
    """Look after an open file, also after one that a colleague has: it is then not theirs."""

    def change(session: Session, file: CompanyFile, _: CompanyProfile) -> Happened | None:
        if file.state in CLOSED or active_colleague(session, desk, desk.public_id) is None:
            raise _RefusedError
        if file.advisor_id == desk.person_id:
            return None
        _assign(file, desk.person_id)
        return Happened(EventKind.TAKEN)

    return _done(engine, desk, public_id, change, by=by, seen_version=seen_version)


def give_back(
    engine: Engine, desk: Desk, public_id: str, *, by: Author, seen_version: int | None
) -> Deed:
    """Let nobody look after an open file; its advisor and leads may."""

    def change(_: Session, file: CompanyFile, __: CompanyProfile) -> Happened:
        if file.state in CLOSED or file.advisor_id is None or not may_pass_on(desk, file):
            raise _RefusedError
        file.advisor_id = None
        if file.state == FileState.TAKEN.value:
            file.state = FileState.NEW.value
        return Happened(EventKind.GIVEN_BACK)

    return _done(engine, desk, public_id, change, by=by, seen_version=seen_version)


def hand_over(
    engine: Engine,
    desk: Desk,
    public_id: str,
    to: str,
    *,
    by: Author,
    seen_version: int | None,
) -> Deed:
    """Let a colleague look after an open file; its advisor and leads may, anybody if nobody does.

    `to` is the public id of an active advisor or lead of the organisation.
    """

    def change(session: Session, file: CompanyFile, _: CompanyProfile) -> Happened:
        if file.state in CLOSED or not may_pass_on(desk, file):
            raise _RefusedError
        colleague = active_colleague(session, desk, to)
        if colleague is None or colleague.id is None or colleague.id == file.advisor_id:
            raise _RefusedError
        _assign(file, colleague.id)
        return Happened(EventKind.HANDED_OVER, (colleague.name,))

    return _done(engine, desk, public_id, change, by=by, seen_version=seen_version)


def set_state(
    engine: Engine,
    desk: Desk,
    public_id: str,
    state: FileState,
    *,
    by: Author,
    seen_version: int | None,
    appointment_utc: datetime | None = None,
) -> Deed:
    """Let the file come into a state that may follow; who does that looks after it if nobody does.

    An appointment needs its moment. The timeline gets the state, and the moment in UTC with it.
    """

    def change(_: Session, file: CompanyFile, __: CompanyProfile) -> Happened:
        has_moment = appointment_utc is not None
        if state not in FOLLOWS[FileState(file.state)]:
            raise _RefusedError
        if has_moment is not (state is FileState.APPOINTMENT):
            raise _RefusedError
        _enter(file, state, appointment_utc, now=by.now)
        file.advisor_id = file.advisor_id or desk.person_id
        moment = (appointment_utc.isoformat(),) if appointment_utc else ()
        return Happened(EventKind.STATE, (state.value, *moment))

    return _done(engine, desk, public_id, change, by=by, seen_version=seen_version)


def may_pass_on(desk: Desk, file: CompanyFile) -> bool:
    """Whether somebody may give a file to another: leads any, others theirs and nobody's."""
    return desk.is_lead or file.advisor_id in (None, desk.person_id)


def _enter(
    file: CompanyFile, state: FileState, appointment_utc: datetime | None, *, now: datetime
) -> None:
    file.state = state.value
    file.closed_utc = now if state in OUTCOMES else None
    if state in (FileState.APPOINTMENT, FileState.TAKEN):
        file.appointment_utc = appointment_utc


def _assign(file: CompanyFile, person_id: int) -> None:
    file.advisor_id = person_id
    if file.state == FileState.NEW.value:
        file.state = FileState.TAKEN.value


def _done(
    engine: Engine,
    desk: Desk,
    public_id: str,
    change: Change,
    *,
    by: Author,
    seen_version: int | None,
) -> Deed:
    try:
        edited = rows.edit(engine, desk, public_id, change, by=by, seen_version=seen_version)
    except _RefusedError:
        return Deed.REFUSED
    return {
        Edited.DONE: Deed.DONE,
        Edited.CONFLICT: Deed.CONFLICT,
        Edited.GONE: Deed.GONE,
    }[edited]
