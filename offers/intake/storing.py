"""What was read, brought into the catalogue within a transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from offers import store
from offers.errors import InputError, InputErrors, RefusedRow
from offers.importers.formats import FORMATS
from offers.importers.reading import Reading
from offers.intake.order import Order
from offers.schema import Offer
from offers.store import ImportReport

MOST_GONE = 0.2
"""If more of a source's offers are missing than this share, the source is the likelier culprit."""
FEW = 20
"""So many may be missing in any case."""
_LONGEST_RAW = 200_000


def bring_in(
    session: Session, order: Order, read: Reading, *, by: str, now: datetime, run_id: int
) -> ImportReport:
    """Offers and refused rows of a reading; InputErrors where too much is missing."""
    id_of = FORMATS[order.format].id_of
    report = store.upsert(
        session,
        licensed(read.offers, order.licence),
        source_id=order.source_id,
        by=by,
        now=now,
        run_id=run_id,
        complete=order.is_complete,
        unread=frozenset(id_of(row.key) for row in read.refused),
    )
    if not order.may_shrink:
        _refuse_shrinking(report, order)
    named = {offer.id for offer in read.offers} | {
        id_of(row.key) for row in read.refused if row.key
    }
    store.quarantine(
        session,
        [storable(row) for row in read.refused],
        source_id=order.source_id,
        format=order.format,
        now=now,
        is_read=lambda key: order.is_complete or id_of(key) in named,
    )
    return report


def licensed(offers: Sequence[Offer], licence: str) -> Sequence[Offer]:
    """The offers with the source's licence where they state none."""
    if not licence:
        return offers
    return [
        offer if offer.license_info else offer.model_copy(update={"license_info": licence})
        for offer in offers
    ]


def storable(row: RefusedRow) -> RefusedRow:
    """The row as databases hold it: without NUL, and not longer than anybody would correct."""
    errors = tuple(
        replace(error, field=_clean(error.field), values=_clean_values(error.values))
        for error in row.errors
    )
    return replace(row, key=_clean(row.key), raw=_clean(row.raw)[:_LONGEST_RAW], errors=errors)


def _refuse_shrinking(report: ImportReport, order: Order) -> None:
    still_there = len(report.changed) + len(report.unchanged) + len(report.proposed)
    known = still_there + len(report.gone)
    if len(report.gone) > max(FEW, MOST_GONE * known):
        values = {"gone": len(report.gone), "known": known}
        raise InputErrors([InputError("shrunk", "", values, order.location)])


def _clean(text: str) -> str:
    return text.replace("\0", "\ufffd")


def _clean_values(values: Mapping[str, object]) -> dict[str, object]:
    return {
        key: _clean(value) if isinstance(value, str) else value for key, value in values.items()
    }
