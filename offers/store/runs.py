"""Imports as they are remembered: what ran, and what was fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.imports import FetchedSource, ImportRun, RunOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One import: of which source, from where, and how it ended."""

    id: int
    source_id: str
    format: str
    location: str
    started_by: str
    outcome: RunOutcome
    counts: Mapping[str, int]
    problem: str
    started_utc: datetime
    finished_utc: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What the server said of the file that was imported last."""

    location: str
    etag: str
    last_modified: str
    sha256: str
    fetched_utc: datetime


def begin_run(
    session: Session, *, source_id: str, format: str, location: str, by: str, now: datetime
) -> int:
    """The number of a new run, for the versions that it will write in this transaction."""
    row = ImportRun(
        source_id=source_id,
        format=format,
        location=location[:500],
        started_by=by,
        outcome=RunOutcome.DONE.value,
        counts={},
        started_utc=now,
        finished_utc=now,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def finish_run(
    session: Session,
    run_id: int,
    *,
    outcome: RunOutcome,
    counts: Mapping[str, int],
    now: datetime,
    problem: str = "",
) -> None:
    """Note how a run ended."""
    row = session.get_one(ImportRun, run_id)
    row.outcome, row.counts = outcome.value, dict(counts)
    row.problem, row.finished_utc = problem, now
    session.add(row)


def last_runs(session: Session, *, limit: int, source_id: str | None = None) -> tuple[Run, ...]:
    """The newest runs first, of one source or of all."""
    wanted = select(ImportRun).order_by(col(ImportRun.id).desc()).limit(limit)
    if source_id is not None:
        wanted = wanted.where(col(ImportRun.source_id) == source_id)
    return tuple(_as_run(row) for row in session.exec(wanted))


def fetched(session: Session, source_id: str) -> Fetched | None:
    """What was fetched last for a source; None if nothing was."""
    row = session.get(FetchedSource, source_id)
    if row is None:
        return None
    return Fetched(
        location=row.location,
        etag=row.etag,
        last_modified=row.last_modified,
        sha256=row.sha256,
        fetched_utc=row.fetched_utc,
    )


def note_fetched(session: Session, source_id: str, what: Fetched) -> None:
    """Remember it in the transaction that imports it."""
    row = FetchedSource(
        source_id=source_id,
        location=what.location[:500],
        etag=what.etag[:500],
        last_modified=what.last_modified[:100],
        sha256=what.sha256,
        fetched_utc=what.fetched_utc,
    )
    session.merge(row)


def _as_run(row: ImportRun) -> Run:
    assert row.id is not None
    return Run(
        id=row.id,
        source_id=row.source_id,
        format=row.format,
        location=row.location,
        started_by=row.started_by,
        outcome=RunOutcome(row.outcome),
        counts=row.counts,
        problem=row.problem,
        started_utc=row.started_utc,
        finished_utc=row.finished_utc,
    )
