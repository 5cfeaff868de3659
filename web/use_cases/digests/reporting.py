"""Runs are finished, and operators told how those of a day went."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, exists, update
from sqlmodel import Session, col, select

from models.digest import Audience, DigestPart, DigestRun, DigestSubscription, PartState
from models.mail import OutboxMail
from models.session import reading, transaction
from web.clock import day_in_berlin
from web.letters import Letter
from web.use_cases.digests.calendar import moment_of
from web.use_cases.digests.loading import Loaded, Loading, load
from web.use_cases.digests.prepared import Compose, Prepared, RunFigures, RunReport
from web.use_cases.digests.report import figures_of
from web.use_cases.outbox import queueing

REPORTS = "digest_reports"
REPORTED_WITHIN = timedelta(days=10)
"""Runs of longer ago are nobody's news. Mails of reports are kept for longer."""
USEFUL_FOR = timedelta(days=5)
_DAY = timedelta(days=1)
TOLD = (
    *(PartState.QUEUED, PartState.SENT, PartState.NOTHING),
    *(PartState.UNDELIVERED, PartState.FAILED),
)
"""States of parts that were computed, or could not be."""
logger = logging.getLogger("angebotslotse.digests")


def finish_runs(engine: Engine, *, now: datetime) -> None:
    """Note of runs without a part that waits that they are finished."""
    waits = exists().where(
        col(DigestPart.run_id) == col(DigestRun.id),
        col(DigestPart.state) == PartState.WAITING.value,
    )
    is_done = col(DigestRun.finished_utc).is_(None) & ~waits
    with reading(engine) as session:
        done = session.exec(select(DigestRun.id).where(is_done)).all()
    if done:
        with transaction(engine) as session:
            session.exec(
                update(DigestRun)
                .where(col(DigestRun.id).in_(done), is_done)
                .values(finished_utc=now)
                .execution_options(synchronize_session=False)
            )


def write_reports(
    engine: Engine, compose: Compose, how: Loading, *, now: datetime
) -> Mapping[str, int]:
    """Write to each operator once for each day with any work, on the morning after it.

    By then the mails of the day are sent, or the report says that they are not. How many mails
    there are now.
    """
    with reading(engine) as session:
        missing = _missing(session, how, now)
        figures = {day: figures_of(session, day) for day, _ in missing}
    written = 0
    for day, loaded in missing:
        written += _write(engine, compose, loaded, figures[day], now=now)
    return {REPORTS: written}


def _missing(session: Session, how: Loading, now: datetime) -> list[tuple[date, Loaded]]:
    operators = _operators(session, how)
    if not operators:
        return []
    days = _past_days(session, now)
    wanted = {
        _cause(day, found): (day, found)
        for day in days
        for found, since in operators
        if day >= day_in_berlin(since)
    }
    query = select(OutboxMail.cause).where(col(OutboxMail.cause).in_(wanted))
    known = set(session.exec(query).all())
    return [
        pair for cause, pair in wanted.items() if cause not in known and _had_work(session, pair[0])
    ]


def _operators(session: Session, how: Loading) -> list[tuple[Loaded, datetime]]:
    """Who gets reports, and since when."""
    row = DigestSubscription
    found = session.exec(
        select(row.id, row.confirmed_utc).where(
            row.audience == Audience.OPERATOR.value,
            col(row.confirmed_utc).is_not(None),
            col(row.ended_utc).is_(None),
        )
    ).all()
    since = {each: moment for each, moment in found if each is not None and moment is not None}
    loaded = load(session, list(since), how) if since else {}
    return [(loaded[each], since[each]) for each in sorted(loaded)]


def _past_days(session: Session, now: datetime) -> list[date]:
    """Days with runs of which the next morning has come."""
    day = col(DigestRun.day)
    first = day_in_berlin(now) - REPORTED_WITHIN
    rows = session.exec(select(day).where(day > first).distinct().order_by(day))
    return [each for each in rows if moment_of(each + _DAY) <= now]


def _had_work(session: Session, day: date) -> bool:
    query = (
        select(DigestPart.id)
        .join(DigestRun, col(DigestRun.id) == col(DigestPart.run_id))
        .where(DigestRun.day == day, col(DigestPart.state).in_([state.value for state in TOLD]))
    )
    return session.exec(query.limit(1)).first() is not None


def _write(
    engine: Engine,
    compose: Compose,
    loaded: Loaded,
    figures: Collection[RunFigures],
    *,
    now: datetime,
) -> int:
    """1 if the mail is new. One that cannot be written is in the log and tried again."""
    day = next(each.day for each in figures)
    try:
        letter = _letter(compose, loaded, figures, day, now)
        with transaction(engine) as session:
            return int(queueing.queue(session, letter, now=now))
    except Exception:
        logger.exception("report not written", extra={"day": day.isoformat()})
        return 0


def _letter(
    compose: Compose, loaded: Loaded, figures: Iterable[RunFigures], day: date, now: datetime
) -> Letter:
    cause = _cause(day, loaded)
    prepared = Prepared(
        recipient=loaded.recipient,
        content=RunReport(day=day, runs=tuple(figures)),
        cause=cause,
        today=day_in_berlin(now),
    )
    letter = compose(prepared)
    return replace(
        letter,
        cause=cause,
        person_id=loaded.recipient.person_id,
        expires_utc=letter.expires_utc or now + USEFUL_FOR,
    )


def _cause(day: date, loaded: Loaded) -> str:
    return f"digest_report:{day.isoformat()}:{loaded.recipient.subscription_id}"
