"""Rows of imports that are no offers yet: kept as they came until somebody decides."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from models.imports import QuarantinedRow, RowState
from offers.errors import InputError, RefusedRow

IMPORT = "import"
"""Who decided a quarantined row that the source itself has mended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """A refused row in quarantine; `errors` have neither file nor line."""

    id: int
    source_id: str
    format: str
    key: str
    line: int
    raw: str
    errors: tuple[InputError, ...]
    state: RowState
    first_seen_utc: datetime
    last_seen_utc: datetime


def quarantine(
    session: Session,
    rows: Sequence[RefusedRow],
    *,
    source_id: str,
    format: str,
    now: datetime,
    is_read: Callable[[str], bool] = lambda key: True,
) -> None:
    """Keep a reading's refused rows; those of earlier readings that no longer occur are done.

    `is_read`: whether this reading would hold the row of a key if it were still bad. A row that
    somebody has decided stays decided when it comes again; one that was done by itself is open.
    """
    known = {
        row.fingerprint: row
        for row in session.exec(
            select(QuarantinedRow).where(col(QuarantinedRow.source_id) == source_id)
        )
    }
    seen = set[str]()
    for kept in rows:
        print_of_row = _fingerprint(kept.raw)
        if print_of_row not in seen:
            session.add(_seen_again(known.get(print_of_row), kept, source_id, format, now))
        seen.add(print_of_row)
    for row in known.values():
        is_over = row.fingerprint not in seen and is_read(row.row_key)
        if row.state == RowState.OPEN and is_over:
            row.state, row.decided_by, row.decided_utc = RowState.DONE.value, IMPORT, now
            session.add(row)


def refused_rows(
    session: Session, *, limit: int, after: int = 0, source_id: str | None = None
) -> tuple[KeptRow, ...]:
    """The rows that wait for a decision, oldest first, those after the number `after`."""
    wanted = (
        select(QuarantinedRow)
        .where(col(QuarantinedRow.state) == RowState.OPEN, col(QuarantinedRow.id) > after)
        .order_by(col(QuarantinedRow.id))
        .limit(limit)
    )
    if source_id is not None:
        wanted = wanted.where(col(QuarantinedRow.source_id) == source_id)
    return tuple(_as_kept(row) for row in session.exec(wanted))


def count_refused(session: Session, *, source_id: str) -> int:
    """How many rows of a source wait for a decision."""
    wanted = (
        select(func.count())
        .select_from(QuarantinedRow)
        .where(
            col(QuarantinedRow.state) == RowState.OPEN,
            col(QuarantinedRow.source_id) == source_id,
        )
    )
    return session.exec(wanted).one()


def refused_row(session: Session, row_id: int) -> KeptRow | None:
    """One row, decided or not; None for an unknown number."""
    row = session.get(QuarantinedRow, row_id)
    return None if row is None else _as_kept(row)


def decide_row(session: Session, row_id: int, state: RowState, *, by: str, now: datetime) -> bool:
    """Take a row out of quarantine; False if no open one has that number."""
    wanted = (
        update(QuarantinedRow)
        .where(col(QuarantinedRow.id) == row_id, col(QuarantinedRow.state) == RowState.OPEN)
        .values(state=state.value, decided_by=by, decided_utc=now)
    )
    return session.connection().execute(wanted).rowcount == 1


def _seen_again(
    row: QuarantinedRow | None, kept: RefusedRow, source_id: str, format: str, now: datetime
) -> QuarantinedRow:
    row = row or QuarantinedRow(
        source_id=source_id,
        format=format,
        row_key=kept.key[:200],
        fingerprint=_fingerprint(kept.raw),
        line=kept.line,
        raw=kept.raw,
        errors=[],
        first_seen_utc=now,
        last_seen_utc=now,
    )
    row.line, row.last_seen_utc = kept.line, now
    if row.decided_by == IMPORT:
        row.state, row.decided_by, row.decided_utc = RowState.OPEN.value, "", None
    row.errors = [
        {"code": error.code, "field": error.field, "values": _plain(error.values)}
        for error in kept.errors
    ]
    return row


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    """The values as JSON holds them."""
    return {
        key: value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
        for key, value in values.items()
    }


def _fingerprint(raw: str) -> str:
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


def _as_kept(row: QuarantinedRow) -> KeptRow:
    assert row.id is not None
    return KeptRow(
        id=row.id,
        source_id=row.source_id,
        format=row.format,
        key=row.row_key,
        line=row.line,
        raw=row.raw,
        errors=tuple(InputError(e["code"], e["field"], e["values"]) for e in row.errors),
        state=RowState(row.state),
        first_seen_utc=row.first_seen_utc,
        last_seen_utc=row.last_seen_utc,
    )
