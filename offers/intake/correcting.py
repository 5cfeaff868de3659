"""Rows in quarantine, taken after all once they are corrected, or dismissed."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from offers import store
from offers.errors import InputError, InputErrors
from offers.importers.formats import FORMATS
from offers.reading import read_offer
from offers.schema import Offer
from offers.store import KeptRow, RowState


def correct(session: Session, row_id: int, raw: str, *, by: str, now: datetime) -> str:
    """The id of the offer that the corrected row gives, stored as its source's.

    `raw` is the row as its format writes it. InputErrors where the row is still bad, where no open
    row has this number, or where the offer belongs to another source.
    """
    row = open_row(session, row_id)
    offer = corrected(row, raw)
    report = store.upsert(session, [offer], source_id=row.source_id, by=by, now=now)
    if report.refused:
        values = {"id": offer.id}
        raise InputErrors([InputError("foreign_offer", "id", values)])
    store.decide_row(session, row_id, RowState.DONE, by=by, now=now)
    return offer.id


def corrected(row: KeptRow, raw: str) -> Offer:
    """The offer of a corrected row, its prose read; InputErrors where the row is still bad."""
    return read_offer(FORMATS[row.format].read_row(raw))


def dismiss(session: Session, row_id: int, *, by: str, now: datetime) -> None:
    """Leave the row out for good; InputErrors where no open row has this number."""
    open_row(session, row_id)
    store.decide_row(session, row_id, RowState.DISMISSED, by=by, now=now)


def open_row(session: Session, row_id: int) -> KeptRow:
    """The open row of this number; InputErrors if there is none."""
    row = store.refused_row(session, row_id)
    if row is None or row.state is not RowState.OPEN:
        values = {"given": row_id, "where": "the quarantine"}
        raise InputErrors([InputError("unknown_id", "", values)])
    return row
