"""What became of mails that were written: a window closes once its mail is sent.

A mail that was given up leaves the window open: the next run tells what it would have told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Engine, and_, or_, update
from sqlmodel import Session, col, select

from models.company import AnswerState, CompanyProfile
from models.digest import DigestPart, PartState, RunKind
from models.mail import MailState, OutboxMail
from models.session import reading, transaction
from web.clock import day_in_berlin
from web.use_cases.digests.locking import LockedPart, lock_parts
from web.use_cases.firms.stored_answers import Retention

BATCH = 500
_DAY = timedelta(days=1)


def close_settled(engine: Engine, *, now: datetime, retention: Retention) -> Mapping[str, int]:
    """Settle the parts whose mail is; how many by their new state. One query if there are none.

    A mail that was given up and waits again, because somebody wished it, is waited for again.
    """
    counts = Counter[str]()
    while ids := _settled(engine):
        with transaction(engine) as session:
            counts.update(_settle(session, ids, now, retention))
        if len(ids) < BATCH:
            break
    return counts


def close(found: LockedPart, state: PartState, *, now: datetime) -> None:
    """End a part with its window: the next one of the subscription begins where it ends."""
    part, run, subscription = found.part, found.run, found.subscription
    part.state, part.settled_utc = state.value, now
    day = covered_day(run.day, part.computed_utc or now)
    if run.kind == RunKind.REMINDERS.value:
        subscription.reminded_from = max(subscription.reminded_from, day + _DAY)
        return
    subscription.told_until = max(subscription.told_until, run.ends_at)
    subscription.told_from_day = max(subscription.told_from_day, run.day)
    if state is PartState.SENT:
        subscription.mailed_on = max(subscription.mailed_on, day)


def covered_day(run_day: date, computed_utc: datetime) -> date:
    """The day that a part was written on; never before that of its run."""
    return max(run_day, day_in_berlin(computed_utc))


def keep_answers(
    session: Session, closed: Iterable[LockedPart], *, now: datetime, retention: Retention
) -> None:
    """Let the answers of whoever was told last as long as finished ones that change now.

    Some hours more or less do not matter: not every reminder writes to the answers.
    """
    end = retention.end(AnswerState.FINISHED, now)
    companies = {each.subscription.company_id for each in closed}
    session.exec(
        update(CompanyProfile)
        .where(col(CompanyProfile.id).in_(companies), col(CompanyProfile.expires_utc) < end - _DAY)
        .values(expires_utc=end)
        .execution_options(synchronize_session=False)
    )


def _settled(engine: Engine) -> Sequence[int | None]:
    query = (
        select(DigestPart.id)
        .outerjoin(OutboxMail, col(OutboxMail.id) == col(DigestPart.mail_id))
        .where(_can_be_settled())
        .order_by(col(DigestPart.id))
        .limit(BATCH)
    )
    with reading(engine) as session:
        return session.exec(query).all()


def _can_be_settled() -> ColumnElement[bool]:
    waiting, sent = MailState.WAITING.value, MailState.SENT.value
    return or_(
        and_(
            col(DigestPart.state) == PartState.QUEUED.value,
            or_(col(DigestPart.mail_id).is_(None), col(OutboxMail.state) != waiting),
        ),
        and_(
            col(DigestPart.state) == PartState.UNDELIVERED.value,
            col(OutboxMail.state).in_([waiting, sent]),
        ),
    )


def _settle(
    session: Session, ids: Sequence[int | None], now: datetime, retention: Retention
) -> Counter[str]:
    counts = Counter[str]()
    locked = lock_parts(session, [each for each in ids if each is not None])
    mails = _mail_states(session, locked)
    closed = list[LockedPart]()
    for found in locked:
        state = _state(found, mails.get(found.part.mail_id or 0))
        if state is None or state.value == found.part.state:
            continue
        counts[state.value] += 1
        _end(found, state, now)
        if state is PartState.SENT:
            closed.append(found)
    session.flush()
    keep_answers(session, closed, now=now, retention=retention)
    return counts


def _mail_states(session: Session, locked: Sequence[LockedPart]) -> Mapping[int, str]:
    ids = [found.part.mail_id for found in locked if found.part.mail_id is not None]
    query = select(OutboxMail.id, OutboxMail.state).where(col(OutboxMail.id).in_(ids))
    return {mail_id: state for mail_id, state in session.exec(query) if mail_id is not None}


def _state(found: LockedPart, mail: str | None) -> PartState | None:
    """What the state of the mail makes of a part; None if the part is not ours to settle."""
    if found.part.state not in (PartState.QUEUED.value, PartState.UNDELIVERED.value):
        return None
    if mail is None:
        is_over = found.subscription.ended_utc or found.subscription.confirmed_utc is None
        return PartState.ENDED if is_over else PartState.UNDELIVERED
    match MailState(mail):
        case MailState.SENT:
            return PartState.SENT
        case MailState.WAITING:
            return PartState.QUEUED
        case _:
            return PartState.UNDELIVERED


def _end(found: LockedPart, state: PartState, now: datetime) -> None:
    if state is PartState.SENT:
        close(found, state, now=now)
        return
    found.part.state = state.value
    found.part.settled_utc = None if state is PartState.QUEUED else now
