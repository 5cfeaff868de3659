"""What becomes of a list: which firms are taken, that it is imported, that it is put away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import Engine, func, update
from sqlmodel import Session, col, select

from models.firm_list import FirmList, FirmListRow, ListState
from models.session import transaction
from web.author import Author
from web.use_cases.files.desk import Desk
from web.use_cases.firm_lists.preview import is_duplicate
from web.use_cases.firm_lists.rows import find
from web.use_cases.firm_lists.storing import files_of, known_of
from web.use_cases.likeness import same_as

_AT_ONCE = timedelta(minutes=10)
"""What began so long before a list was read may have ended after it."""


class Decision(StrEnum):
    """What became of it.

    ALREADY: it was confirmed before. BUSY: another list of the organisation is being imported.
    KNOWN: some of its firms have got a file since the preview; look again. NOTHING: no firm left.
    """

    SAVED = "saved"
    CONFIRMED = "confirmed"
    ALREADY = "already"
    BUSY = "busy"
    KNOWN = "known"
    NOTHING = "nothing"
    GONE = "gone"


def choose(
    engine: Engine, desk: Desk, public_id: str, *, shown: Collection[int], ticked: Collection[int]
) -> Decision:
    """Note which of the duplicates that were shown are to be imported all the same."""
    with transaction(engine) as session:
        held = _locked(session, desk, public_id)
        if held is None:
            return Decision.GONE
        if held.state != ListState.PREVIEW:
            return Decision.ALREADY
        _tick(session, held, shown, ticked)
        return Decision.SAVED


def confirm(
    engine: Engine,
    desk: Desk,
    public_id: str,
    *,
    shown: Collection[int],
    ticked: Collection[int],
    by: Author,
) -> Decision:
    """Have the list imported, with these of the duplicates that were shown.

    One list of an organisation at a time: so a firm of two lists is seen in the second one.
    """
    with transaction(engine) as session:
        held = _locked(session, desk, public_id)
        if held is None:
            return Decision.GONE
        if held.state != ListState.PREVIEW:
            return Decision.ALREADY
        _tick(session, held, shown, ticked)
        if _is_busy(session, desk):
            return Decision.BUSY
        if _note_new_files(session, desk, held):
            return Decision.KNOWN
        return _send_off(session, held, by)


def put_away(engine: Engine, desk: Desk, public_id: str) -> bool:
    """Delete a list; the files that were made of it stay. False if there is none."""
    with transaction(engine) as session:
        held = _locked(session, desk, public_id)
        if held is None:
            return False
        session.delete(held)
        return True


def _locked(session: Session, desk: Desk, public_id: str) -> FirmList | None:
    """The list, kept from other writers as all open ones of the organisation."""
    open_ones = (ListState.PREVIEW.value, ListState.WAITING.value)
    query = select(FirmList.id).where(
        FirmList.organisation_id == desk.organisation_id, col(FirmList.state).in_(open_ones)
    )
    session.exec(query.order_by(col(FirmList.id)).with_for_update()).all()
    return find(session, desk, public_id)


def _tick(
    session: Session, held: FirmList, shown: Collection[int], ticked: Collection[int]
) -> None:
    """Rows that are no duplicates are imported whatever a form says."""
    rows = session.exec(
        select(FirmListRow).where(
            FirmListRow.list_id == held.id, col(FirmListRow.number).in_(shown), is_duplicate()
        )
    )
    for row in rows:
        row.is_wanted = row.number in ticked
        session.add(row)


def _is_busy(session: Session, desk: Desk) -> bool:
    query = select(FirmList.id).where(
        FirmList.organisation_id == desk.organisation_id,
        FirmList.state == ListState.WAITING.value,
    )
    return session.exec(query.limit(1)).first() is not None


def _note_new_files(session: Session, desk: Desk, held: FirmList) -> bool:
    """Whether firms that were new in the preview have a file by now; they are not imported."""
    files = files_of(session, desk.organisation_id, since=held.created_utc - _AT_ONCE)
    if not files:
        return False
    query = select(FirmListRow).where(
        FirmListRow.list_id == held.id,
        col(FirmListRow.is_wanted),
        col(FirmListRow.known_file_id).is_(None),
    )
    rows = {row.number: row for row in session.exec(query)}
    firms = [known_of(row.number, row.name, row.email, row.answers) for row in rows.values()]
    found = same_as(firms, files)
    for number, file_id in found.items():
        rows[number].known_file_id, rows[number].is_wanted = file_id, False
        session.add(rows[number])
    return bool(found)


def _send_off(session: Session, held: FirmList, by: Author) -> Decision:
    wanted = session.exec(
        select(func.count())
        .select_from(FirmListRow)
        .where(FirmListRow.list_id == held.id, col(FirmListRow.is_wanted))
    ).one()
    if not wanted:
        return Decision.NOTHING
    session.exec(
        update(FirmList)
        .where(col(FirmList.id) == held.id)
        .values(state=ListState.WAITING.value, total=wanted)
    )
    return Decision.CONFIRMED
