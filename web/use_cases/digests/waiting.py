"""Parts that can be computed now: nothing that their subscriber was sent before is still open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from models.digest import DigestPart, DigestRun, DigestSubscription, PartState, RunKind
from models.session import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPart:
    """One part with what its run fixes."""

    id: int
    subscription_id: int
    run_id: int
    kind: RunKind
    day: date
    ends_at: int

    @property
    def is_reminder(self) -> bool:
        """Which of the two streams it belongs to: a subscriber has one open mail in each."""
        return self.kind is RunKind.REMINDERS

    @property
    def cause(self) -> str:
        """What the outbox knows its mail by: there is never a second one."""
        return f"digest:{self.run_id}:{self.subscription_id}"


def waiting(engine: Engine) -> tuple[WaitingPart, ...]:
    """One part of each subscriber and stream, its oldest; those with the same window together.

    None of a subscriber and stream with a mail on its way: where the next window begins is open
    until that is sent or given up. One query if nothing waits.
    """
    with reading(engine) as session:
        found = _all_waiting(session)
        busy = on_their_way(session) if found else frozenset()
    first: dict[tuple[int, bool], WaitingPart] = {}
    for each in sorted(found, key=lambda part: part.id):
        stream = each.subscription_id, each.is_reminder
        if stream not in busy:
            first.setdefault(stream, each)
    chosen = {each.id for each in first.values()}
    return tuple(each for each in found if each.id in chosen)


def on_their_way(
    session: Session, subscriptions: Iterable[int] | None = None
) -> frozenset[tuple[int, bool]]:
    """Subscriptions that a mail is on its way to, each with whether it is one of reminders."""
    part = DigestPart
    query = (
        select_columns(col(part.subscription_id), col(DigestRun.kind))
        .join(DigestRun, col(DigestRun.id) == col(part.run_id))
        .where(col(part.state) == PartState.QUEUED.value)
    )
    if subscriptions is not None:
        query = query.where(col(part.subscription_id).in_(subscriptions))
    rows = session.connection().execute(query)
    return frozenset((who, kind == RunKind.REMINDERS.value) for who, kind in rows)


def _all_waiting(session: Session) -> list[WaitingPart]:
    query = (
        select(DigestPart.id, DigestPart.subscription_id, DigestRun)
        .join(DigestRun, col(DigestRun.id) == col(DigestPart.run_id))
        .join(DigestSubscription, col(DigestSubscription.id) == col(DigestPart.subscription_id))
        .where(DigestPart.state == PartState.WAITING.value)
        .order_by(col(DigestPart.run_id), col(DigestSubscription.told_until), col(DigestPart.id))
    )
    return [_part(*row) for row in session.exec(query)]


def _part(part_id: int | None, subscription_id: int, run: DigestRun) -> WaitingPart:
    assert part_id is not None
    assert run.id is not None
    return WaitingPart(
        id=part_id,
        subscription_id=subscription_id,
        run_id=run.id,
        kind=RunKind(run.kind),
        day=run.day,
        ends_at=run.ends_at,
    )
