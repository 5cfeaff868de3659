"""Computed parts are stored, each with its mail: a batch is one transaction.

What a part was computed from may have changed meanwhile, or another process may have been quicker:
such a part is left as it is, and computed again if it still waits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session, col, select

from models.digest import DigestItem, DigestSubscription, PartState
from models.mail import OutboxMail
from models.session import transaction
from web.tokens import token_hash
from web.use_cases.digests.closing import close, keep_answers
from web.use_cases.digests.links import secret_of
from web.use_cases.digests.locking import LockedPart, lock_parts
from web.use_cases.digests.outcomes import Failed, Outcome, Settled, Written
from web.use_cases.digests.waiting import on_their_way
from web.use_cases.digests.writing import window_of
from web.use_cases.firms.stored_answers import Retention
from web.use_cases.outbox import queueing
from web.use_cases.outbox.queueing import UnfitLetterError

MOST_ATTEMPTS = 3
TRIED = "tried"
"""Parts that could not be written and are tried again."""


class Storing:
    """Stores the outcomes of batches; `key` is that of links in mails."""

    def __init__(self, engine: Engine, *, key: bytes, retention: Retention, now: datetime) -> None:
        self._engine = engine
        self._key = key
        self._retention = retention
        self._now = now

    def store(self, outcomes: Sequence[Outcome]) -> Counter[str]:
        """How many parts came into each state.

        What the database refuses is stored one by one, so that only the part that is the cause
        fails.
        """
        try:
            with transaction(self._engine) as session:
                return self._store(session, outcomes)
        except (IntegrityError, DataError) as error:
            if len(outcomes) > 1:
                return sum((self.store([each]) for each in outcomes), Counter[str]())
            failed = Failed(part=outcomes[0].part, error=type(error).__name__)
            with transaction(self._engine) as session:
                return self._store(session, [failed])

    def _store(self, session: Session, outcomes: Sequence[Outcome]) -> Counter[str]:
        counts = Counter[str]()
        locked = {found.part.id: found for found in _lock(session, outcomes)}
        busy = on_their_way(session, {each.part.subscription_id for each in outcomes})
        written = list[tuple[LockedPart, Written]]()
        for outcome in outcomes:
            found = locked.get(outcome.part.id)
            stream = outcome.part.subscription_id, outcome.part.is_reminder
            if found is None or stream in busy or not self._still_holds(found, outcome):
                continue
            counts[self._apply(session, found, outcome)] += 1
            if isinstance(outcome, Written) and found.part.state == PartState.QUEUED.value:
                written.append((found, outcome))
        session.flush()
        _connect(session, written)
        closed = [each for each in locked.values() if each.part.state == PartState.NOTHING.value]
        keep_answers(session, closed, now=self._now, retention=self._retention)
        return counts

    def _still_holds(self, found: LockedPart, outcome: Outcome) -> bool:
        """Whether the part waits, of a subscription that is as it was."""
        if found.part.state != PartState.WAITING.value:
            return False
        return isinstance(outcome, Failed) or _is_as_loaded(found.subscription, outcome, self._key)

    def _apply(self, session: Session, found: LockedPart, outcome: Outcome) -> str:
        if isinstance(outcome, Failed):
            return self._note_failure(found, outcome.error)
        if isinstance(outcome, Written):
            return self._queue(session, found, outcome)
        part = found.part
        part.computed_utc = self._now
        _note_window(found, outcome)
        if outcome.state is PartState.NOTHING:
            close(found, PartState.NOTHING, now=self._now)
        else:
            part.state, part.settled_utc = outcome.state.value, self._now
        return outcome.state.value

    def _queue(self, session: Session, found: LockedPart, outcome: Written) -> str:
        try:
            queueing.queue(session, outcome.letter, now=self._now)
        except UnfitLetterError as error:
            return self._note_failure(found, type(error).__name__)
        part, chosen = found.part, outcome.chosen
        part.state, part.computed_utc = PartState.QUEUED.value, self._now
        part.question, part.more = chosen.question, chosen.more
        _note_window(found, outcome)
        self._renew_link(found.subscription)
        return PartState.QUEUED.value

    def _note_failure(self, found: LockedPart, error: str) -> str:
        part = found.part
        part.attempts += 1
        part.error = error
        if part.attempts < MOST_ATTEMPTS:
            return TRIED
        part.state, part.settled_utc = PartState.FAILED.value, self._now
        return PartState.FAILED.value

    def _renew_link(self, subscription: DigestSubscription) -> None:
        """The links in the mail must work, also after the service's secret key was changed."""
        expected = token_hash(secret_of(subscription.nonce, key=self._key))
        if subscription.link_hash != expected:
            subscription.link_hash = expected


def _lock(session: Session, outcomes: Sequence[Outcome]) -> tuple[LockedPart, ...]:
    return lock_parts(session, [each.part.id for each in outcomes])


def _is_as_loaded(row: DigestSubscription, outcome: Settled | Written, key: bytes) -> bool:
    loaded = outcome.loaded
    if loaded is None:
        return True
    if outcome.part.is_reminder:
        begins_there = row.reminded_from == loaded.reminded_from
    else:
        begins = row.told_until, row.told_from_day
        begins_there = begins == (loaded.told_until, loaded.told_from_day)
    stands = row.confirmed_utc is not None and row.ended_utc is None
    return stands and begins_there and secret_of(row.nonce, key=key) == loaded.recipient.token


def _note_window(found: LockedPart, outcome: Settled | Written) -> None:
    if outcome.loaded is None:
        return
    if outcome.part.is_reminder:
        found.part.since_day = outcome.loaded.reminded_from
        return
    window = window_of(outcome.part, outcome.loaded)
    found.part.starts_at, found.part.since_day = window.start, window.since


def _connect(session: Session, written: Sequence[tuple[LockedPart, Written]]) -> None:
    """Let each part know its mail and what that names."""
    mails = _mail_ids(session, [outcome.letter.cause for _, outcome in written])
    for found, outcome in written:
        found.part.mail_id = mails[outcome.letter.cause]
        assert found.part.id is not None
        session.add_all(
            DigestItem(
                part_id=found.part.id,
                position=position,
                offer_id=item.offer_id,
                kind=item.kind.value,
                day=item.day,
                days_before=item.days_before,
            )
            for position, item in enumerate(outcome.chosen.items)
        )


def _mail_ids(session: Session, causes: Sequence[str]) -> Mapping[str, int | None]:
    query = select(OutboxMail.cause, OutboxMail.id).where(col(OutboxMail.cause).in_(causes))
    return dict(session.exec(query).all())
