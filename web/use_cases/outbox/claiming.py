"""Mails that a sender takes for itself, for a while: nobody else sends them meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, Engine, and_, exists, func, or_, update
from sqlalchemy.sql.dml import Update
from sqlmodel import Session, col, select

from models.mail import MailPace, MailState, MailSwitch, OutboxMail
from models.session import transaction
from web.use_cases.outbox import pace, pausing
from web.use_cases.outbox.pace import HORIZON, Limits
from web.use_cases.outbox.suppression import suppressed_among
from web.use_cases.outbox.verdicts import DELAYS

HOLD = timedelta(minutes=5)
"How long a sender holds a mail; whoever dies holding it delays it by this."
JUMP = timedelta(hours=1)
"A moment further ahead than can be, by more than this, is from a clock gone wrong."


@dataclass(frozen=True, slots=True)
class ClaimedMail:
    """A mail that this sender holds. It may go from `not_before_utc` on."""

    id: int
    message_id: str
    recipient: str
    subject: str
    text: str
    html: str
    list_name: str
    unsubscribe: str
    language: str
    attempts: int
    created_utc: datetime
    not_before_utc: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Claiming:
    """Who claims, how many at most, how fast; `key` is that of suppressed addresses."""

    holder: str
    key: bytes
    limits: Limits
    batch: int = 100


@contextmanager
def staying_open(engine: Engine) -> Iterator[None]:
    """Within the block short transactions are quick.

    When the last connection to a SQLite file is closed its log is folded into the file, with
    several waits for the disk: 12 ms a transaction instead of less than one.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    with engine.connect():
        yield


def tidy(engine: Engine, *, now: datetime) -> int:
    """Settle what is too late and mend what a wrong clock left; returns how many are too late."""
    with transaction(engine) as session:
        pace.forget_idle(session, now=now)
        _mend(session, now)
        return _expire(session, now)


def claim(engine: Engine, claiming: Claiming, *, now: datetime) -> tuple[ClaimedMail, ...]:
    """The next mails, in the order in which they may go; () if there are none or none may go.

    One while it is uncertain whether the server is back. Mails to suppressed addresses are settled
    on the way.
    """
    with transaction(engine) as session:
        switch = pausing.state(session, now=now)
        if not switch.lets_mail_pass:
            return ()
        pace.lock(session, now=now)
        most = 1 if switch.is_on_trial else claiming.batch
        rows = _without_suppressed(
            session, _due(session, claiming.limits, now, most), claiming, now
        )
        moments = pace.moments(session, {row.domain for row in rows}, claiming.limits, now=now)
        taken = [(row, at) for row in rows if (at := moments.take(row.domain)) is not None]
        pace.keep(session, moments)
        for row, _ in taken:
            row.holder, row.held_until_utc = claiming.holder, now + HOLD
        return tuple(_claimed(row, at) for row, at in sorted(taken, key=lambda pair: pair[1]))


def begin_handover(engine: Engine, mail: ClaimedMail, holder: str, *, now: datetime) -> bool:
    """Count that a server is about to be given the text; False: it must not be given.

    It must not if the hold ran out, the mail is too late by now or gone, or sending was paused.
    """
    paused = exists().where(col(MailSwitch.is_paused).is_(True))
    with transaction(engine) as session:
        return bool(
            _count(
                session,
                update(OutboxMail)
                .where(
                    col(OutboxMail.id) == mail.id,
                    _is_held_by(holder),
                    col(OutboxMail.held_until_utc) > now,
                    _is_in_time(now),
                    ~paused,
                )
                .values(
                    handovers=col(OutboxMail.handovers) + 1,
                    held_until_utc=now + HOLD,
                ),
            )
        )


def give_back(engine: Engine, holder: str) -> None:
    """Let go of all that this sender still holds."""
    with transaction(engine) as session:
        _count(
            session,
            update(OutboxMail).where(_is_held_by(holder)).values(holder="", held_until_utc=None),
        )


def _due(session: Session, limits: Limits, now: datetime, most: int) -> Sequence[OutboxMail]:
    """What may go: of each domain no more than it may get, lest one of them fills the batch."""
    is_due = _is_due(limits, now)
    oldest_first = (col(OutboxMail.next_try_utc), col(OutboxMail.id))
    place = func.row_number().over(partition_by=col(OutboxMail.domain), order_by=oldest_first)
    ranked = select(OutboxMail.id, place.label("place")).where(is_due).subquery()
    query = (
        select(OutboxMail)
        .join(ranked, ranked.c.id == col(OutboxMail.id))
        .where(is_due, ranked.c.place <= limits.most_ahead)
        .order_by(*oldest_first)
        .limit(most)
        .with_for_update(of=OutboxMail, skip_locked=True)
    )
    return session.exec(query).all()


def _is_due(limits: Limits, now: datetime) -> ColumnElement[bool]:
    latest = now + HORIZON
    full = select(MailPace.domain).where(
        col(MailPace.domain) != pace.ALL,
        col(MailPace.next_utc) > latest,
        col(MailPace.next_utc) <= latest + limits.gap("a domain"),
    )
    return and_(
        col(OutboxMail.state) == MailState.WAITING.value,
        col(OutboxMail.next_try_utc) <= now,
        or_(col(OutboxMail.held_until_utc).is_(None), col(OutboxMail.held_until_utc) <= now),
        _is_in_time(now),
        col(OutboxMail.domain).not_in(full),
    )


def _without_suppressed(
    session: Session, rows: Iterable[OutboxMail], claiming: Claiming, now: datetime
) -> list[OutboxMail]:
    found = list(rows)
    closed = suppressed_among(session, (row.recipient for row in found), key=claiming.key)
    for row in found:
        if row.recipient in closed:
            row.state, row.settled_utc = MailState.SUPPRESSED.value, now
    return [row for row in found if row.recipient not in closed]


def _claimed(row: OutboxMail, at: datetime) -> ClaimedMail:
    assert row.id is not None
    return ClaimedMail(
        id=row.id,
        message_id=row.message_id,
        recipient=row.recipient,
        subject=row.subject,
        text=row.text,
        html=row.html,
        list_name=row.list_name,
        unsubscribe=row.unsubscribe,
        language=row.language,
        attempts=row.attempts,
        created_utc=row.created_utc,
        not_before_utc=at,
    )


def _expire(session: Session, now: datetime) -> int:
    return _count(
        session,
        update(OutboxMail)
        .where(
            col(OutboxMail.state) == MailState.WAITING.value,
            col(OutboxMail.expires_utc) <= now,
            or_(col(OutboxMail.held_until_utc).is_(None), col(OutboxMail.held_until_utc) <= now),
        )
        .values(state=MailState.EXPIRED.value, settled_utc=now, text="", html="", unsubscribe=""),
    )


def _mend(session: Session, now: datetime) -> None:
    """Moments further ahead than any that is ever set: the clock ran ahead when they were."""
    waiting = col(OutboxMail.state) == MailState.WAITING.value
    is_too_far = col(OutboxMail.next_try_utc) > now + 1.1 * DELAYS[-1] + JUMP
    _count(session, update(OutboxMail).where(waiting, is_too_far).values(next_try_utc=now))
    is_held_too_long = col(OutboxMail.held_until_utc) > now + HOLD + JUMP
    _count(
        session,
        update(OutboxMail).where(waiting, is_held_too_long).values(holder="", held_until_utc=None),
    )


def _is_held_by(holder: str) -> ColumnElement[bool]:
    return and_(col(OutboxMail.holder) == holder, col(OutboxMail.state) == MailState.WAITING.value)


def _is_in_time(now: datetime) -> ColumnElement[bool]:
    return or_(col(OutboxMail.expires_utc).is_(None), col(OutboxMail.expires_utc) > now)


def _count(session: Session, statement: Update) -> int:
    result = session.connection().execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount
