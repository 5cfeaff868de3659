"""An import from its beginning to its end; what went wrong is remembered as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine
from sqlmodel import Session

from models.session import reading as reading_session
from offers import store
from offers.errors import InputErrors
from offers.fetching import Downloaded, Known, Rules, Timing, Unchanged, download
from offers.importers.formats import reader_of
from offers.importers.reading import Reading
from offers.intake.locking import BUSY, writing
from offers.intake.order import Order
from offers.intake.storing import bring_in
from offers.store import Fetched, ImportReport, RunOutcome, doubts

_LONGEST_PROBLEM = 4000
_TIMING = Timing()
_EMPTY = Reading(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What an import did. `is_unchanged`: the server says that there is nothing new."""

    reading: Reading = _EMPTY
    report: ImportReport = field(default_factory=ImportReport)
    is_unchanged: bool = False

    @property
    def counts(self) -> Mapping[str, int]:
        """Numbers by name, for records of runs; an import that found nothing new has that only."""
        if self.is_unchanged:
            return {"unchanged_files": 1}
        report = self.report
        return {
            "new": len(report.new),
            "changed": len(report.changed),
            "unchanged": len(report.unchanged),
            "gone": len(report.gone),
            "proposed": len(report.proposed),
            "foreign": len(report.refused),
            "refused_rows": len(self.reading.refused),
            "doubts": len(self.reading.cases),
        }


def take_in(
    engine: Engine,
    order: Order,
    *,
    by: str,
    clock: Callable[[], datetime],
    timing: Timing = _TIMING,
    prepare: Callable[[Engine], None] = lambda engine: None,
) -> Taken:
    """Fetch, read and store what is ordered: everything in one transaction, or nothing.

    InputErrors where it cannot be fetched or read as a whole, where a row is bad and the order is
    strict, where much is missing, or where another import does not end in time. For an address
    that is kept as a failed run. `prepare` is called before the database is first used: a file that
    cannot be read leaves no trace there. What the importer doubts is kept for a person.
    """
    import_ = _Import(engine, order, by, clock(), clock)
    if order.rules is None:
        read = _read(order, order.location)
        prepare(engine)
        return _store(import_, read, None)
    prepare(engine)
    with _remembering_failure(import_), TemporaryDirectory(prefix="offers-") as folder:
        found = _fetch(import_, Path(folder) / "file", order.rules, timing)
        if isinstance(found, Unchanged):
            _note(import_, RunOutcome.UNCHANGED, Taken(is_unchanged=True).counts)
            return Taken(is_unchanged=True)
        try:
            read = _read(order, str(found.path))
        except InputErrors as errors:
            raise errors.located(source=order.location, line=None) from None
        return _store(import_, read, found)


@dataclass(frozen=True, slots=True)
class _Import:
    """One import under way."""

    engine: Engine
    order: Order
    by: str
    began: datetime
    clock: Callable[[], datetime]

    def begin(self, session: Session) -> int:
        """The number of its run."""
        return store.begin_run(
            session,
            source_id=self.order.source_id,
            format=self.order.format,
            location=self.order.location,
            by=self.by,
            now=self.began,
        )


class _TakenBackError(Exception):
    """Ends the transaction of a trial."""


def _read(order: Order, path: str) -> Reading:
    read = reader_of(order.format, mapping=order.mapping)(path)
    if order.is_strict:
        read.strict()
    return read


def _fetch(import_: _Import, target: Path, rules: Rules, timing: Timing) -> Downloaded | Unchanged:
    order, known = import_.order, Known()
    if not order.is_anew:
        with reading_session(import_.engine) as session:
            last = store.fetched(session, order.source_id)
        if last is not None and last.location == order.location:
            known = Known(etag=last.etag, last_modified=last.last_modified)
    return download(order.location, target, rules, known=known, timing=timing)


def _store(import_: _Import, read: Reading, found: Downloaded | None) -> Taken:
    done = list[ImportReport]()
    with suppress(_TakenBackError), writing(import_.engine) as session:
        run_id = import_.begin(session)
        report = bring_in(
            session, import_.order, read, by=import_.by, now=import_.began, run_id=run_id
        )
        done.append(report)
        _keep_doubts(session, read, report, import_.began)
        if import_.order.is_trial:
            raise _TakenBackError
        if found is not None:
            _remember_stamps(session, import_, found)
        counts, now = Taken(reading=read, report=report).counts, import_.clock()
        store.finish_run(session, run_id, outcome=RunOutcome.DONE, counts=counts, now=now)
    return Taken(reading=read, report=done[0])


def _keep_doubts(session: Session, read: Reading, report: ImportReport, now: datetime) -> None:
    """Note what is in doubt about the offers that this import may change."""
    ours = {offer.id for offer in read.offers}.difference(report.refused)
    cases = (*read.cases, *doubts.of_territories(read.offers))
    doubts.note(session, [case for case in cases if case.offer_id in ours], now, read=ours)


def _remember_stamps(session: Session, import_: _Import, found: Downloaded) -> None:
    stamps = Fetched(
        location=import_.order.location,
        etag=found.etag,
        last_modified=found.last_modified,
        sha256=found.sha256,
        fetched_utc=import_.began,
    )
    store.note_fetched(session, import_.order.source_id, stamps)


def _note(
    import_: _Import, outcome: RunOutcome, counts: Mapping[str, int], problem: str = ""
) -> None:
    """Keep a run that brought nothing."""
    with writing(import_.engine) as session:
        run_id = import_.begin(session)
        store.finish_run(
            session, run_id, outcome=outcome, counts=counts, problem=problem, now=import_.clock()
        )


@contextmanager
def _remembering_failure(import_: _Import) -> Iterator[None]:
    """Keep a failed run of what cannot be taken, and let the error go on."""
    try:
        yield
    except InputErrors as error:
        if not any(found.code == BUSY for found in error.errors):
            problem = str(error)[:_LONGEST_PROBLEM].replace("\0", "\ufffd")
            _note(import_, RunOutcome.FAILED, {"problems": len(error.errors)}, problem)
        raise
