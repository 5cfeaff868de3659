"""How runs went, in numbers: parts by state, errors by class, nothing about anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.digest import DigestPart, DigestRun, RunKind
from web.use_cases.digests.prepared import RunFigures

_KINDS = tuple(kind.value for kind in RunKind)


def figures_of(session: Session, day: date) -> tuple[RunFigures, ...]:
    """The runs of a day, in the order of their kinds; () if there were none."""
    rows = session.exec(select(DigestRun).where(DigestRun.day == day)).all()
    return figures(session, sorted(rows, key=lambda row: _KINDS.index(row.kind)))


def figures(session: Session, rows: Sequence[DigestRun]) -> tuple[RunFigures, ...]:
    """These runs in numbers, in two queries however many there are."""
    ids = [row.id for row in rows if row.id is not None]
    parts, errors = _parts(session, ids), _errors(session, ids)
    return tuple(
        RunFigures(
            kind=row.kind,
            day=row.day,
            opened_utc=row.opened_utc,
            finished_utc=row.finished_utc,
            parts=parts[row.id],
            errors=errors[row.id],
        )
        for row in rows
    )


def _parts(session: Session, ids: Collection[int]) -> defaultdict[int | None, dict[str, int]]:
    run, state = col(DigestPart.run_id), col(DigestPart.state)
    query = select(run, state, func.count()).where(run.in_(ids)).group_by(run, state)
    return _by_run(session.exec(query).all())


def _errors(session: Session, ids: Collection[int]) -> defaultdict[int | None, dict[str, int]]:
    """Also of parts that are tried again: an error that goes away is one all the same."""
    run, error = col(DigestPart.run_id), col(DigestPart.error)
    query = select(run, error, func.count()).where(run.in_(ids), error != "")
    return _by_run(session.exec(query.group_by(run, error)).all())


def _by_run(rows: Collection[tuple[int, str, int]]) -> defaultdict[int | None, dict[str, int]]:
    found: defaultdict[int | None, dict[str, int]] = defaultdict(dict)
    for run_id, name, count in sorted(rows):
        found[run_id][name] = count
    return found
