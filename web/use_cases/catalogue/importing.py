"""Imports as the service makes and shows them: sources, runs, and rows that wait for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from models.session import reading
from offers import intake, store
from offers.fetching import Timing
from offers.intake import Order, Taken, order_of, take_in
from offers.intake.locking import writing
from offers.sources import Source
from offers.store import KeptRow, Run
from web.author import Author
from web.use_cases import audit
from web.use_cases.catalogue import drafts

__all__ = ["KeptRow", "Run", "SourceState", "correct", "dismiss", "row", "rows", "runs"]
_TIMING = Timing()


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source and how it stands: its last run, and how many of its rows wait for a person."""

    source: Source
    last_run: Run | None
    waiting: int


def take_source(
    engine: Engine,
    source: Source,
    *,
    by: Author,
    clock: Callable[[], datetime],
    timing: Timing = _TIMING,
) -> Taken:
    """Import a source; InputErrors where that is impossible, and then nothing has changed."""
    return take(engine, order_of(source), by=by, clock=clock, timing=timing)


def take(
    engine: Engine,
    order: Order,
    *,
    by: Author,
    clock: Callable[[], datetime],
    timing: Timing = _TIMING,
) -> Taken:
    """Carry out an order; InputErrors where that is impossible, and then nothing has changed."""
    return take_in(engine, order, by=by.actor, clock=clock, timing=timing)


def states(engine: Engine, sources: Iterable[Source]) -> tuple[SourceState, ...]:
    """Every source as it stands now."""
    with reading(engine) as session:
        return tuple(_state(session, source) for source in sources)


def runs(engine: Engine, *, limit: int, source_id: str | None = None) -> tuple[Run, ...]:
    """The last imports, newest first, of one source or of all."""
    with reading(engine) as session:
        return store.last_runs(session, limit=limit, source_id=source_id)


def rows(
    engine: Engine, *, limit: int, after: int = 0, source_id: str | None = None
) -> tuple[KeptRow, ...]:
    """Refused rows that wait for a person, those after the number `after`."""
    with reading(engine) as session:
        return store.refused_rows(session, limit=limit, after=after, source_id=source_id)


def row(engine: Engine, row_id: int) -> KeptRow | None:
    """One refused row, decided or not; None for an unknown number."""
    with reading(engine) as session:
        return store.refused_row(session, row_id)


def correct(engine: Engine, row_id: int, raw: str, *, by: Author) -> str:
    """The id of the offer that a corrected row gives, now in the catalogue.

    InputErrors, whose fields are those of the row's format, where the row is still bad; it waits on
    then, as it came.
    """
    with writing(engine) as session:
        offer_id = intake.correct(session, row_id, raw, by=by.actor, now=by.now)
        audit.note(session, by, "import.row_corrected", f"offer:{offer_id}")
        return offer_id


def draft_of(engine: Engine, row_id: int, raw: str, *, by: Author) -> str:
    """The id of a draft of the offer that a corrected row gives, for another person to publish.

    The row is done with it. InputErrors as for `correct`.
    """
    with writing(engine) as session:
        kept = intake.correcting.open_row(session, row_id)
        offer = intake.correcting.corrected(kept, raw)
        draft_id = drafts.begin_with(session, offer, by=by)
        store.decide_row(session, row_id, store.RowState.DONE, by=by.actor, now=by.now)
        audit.note(session, by, "import.row_drafted", f"offer:{offer.id}")
        return draft_id


def dismiss(engine: Engine, row_id: int, *, by: Author) -> None:
    """Leave a row out for good; InputErrors where no open row has this number."""
    with writing(engine) as session:
        kept = intake.open_row(session, row_id)
        intake.dismiss(session, row_id, by=by.actor, now=by.now)
        subject = audit.numbered("refused_row", row_id, kept.first_seen_utc)
        audit.note(session, by, "import.row_dismissed", subject)


def _state(session: Session, source: Source) -> SourceState:
    last = store.last_runs(session, limit=1, source_id=source.name)
    waiting = store.count_refused(session, source_id=source.name)
    return SourceState(source, last[0] if last else None, waiting)
