"""What would become of each part of a run if it was opened now; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import col, select

from models.digest import DigestSubscription, RunKind
from models.session import reading
from web.use_cases.digests.computing import Tools, facts_of
from web.use_cases.digests.opening import belongs
from web.use_cases.digests.outcomes import Failed, Outcome, Settled, Written
from web.use_cases.digests.surroundings import Surroundings
from web.use_cases.digests.waiting import WaitingPart
from web.use_cases.digests.writing import Writing

__all__ = ["KINDS", "Failed", "Outcome", "Settled", "Written", "rehearse"]

KINDS = (RunKind.WEEKLY, RunKind.MONTHLY, RunKind.REMINDERS)
"""First lists go to nobody a second time."""


def rehearse(
    engine: Engine, kind: RunKind, day: date, tools: Tools, *, now: datetime
) -> Iterator[Outcome]:
    """The outcomes by subscription. A day that is still to come is taken for today."""
    around = Surroundings(engine, tools.catalogue, tools.scorer, now)
    writing = Writing(around=around, compose=tools.compose, now=now)
    with reading(engine) as session:
        members = select(DigestSubscription.id).where(belongs(kind, day, now))
        ids = [each for each in session.exec(members.order_by(col(DigestSubscription.id))) if each]
    for start in range(0, len(ids), tools.batch):
        parts = [
            WaitingPart(
                id=subscription_id,
                subscription_id=subscription_id,
                run_id=0,
                kind=kind,
                day=day,
                ends_at=around.version + 1,
            )
            for subscription_id in ids[start : start + tools.batch]
        ]
        facts = facts_of(engine, parts, tools, now)
        yield from (writing.outcome(part, facts) for part in parts)
