"""The news of one firm as they are stored: the subscription, and what each run told it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.digest import (
    DigestItem,
    DigestPart,
    DigestRun,
    DigestSubscription,
    PartState,
    Rhythm,
)


@dataclass(frozen=True, slots=True)
class ToldRows:
    """One part with its run and the offers it named, in their order."""

    part: DigestPart
    run: DigestRun
    items: Sequence[DigestItem]


@dataclass(frozen=True, slots=True)
class NewsRows:
    """The subscription and its parts, newest first."""

    subscription: DigestSubscription
    told: Sequence[ToldRows]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenNews:
    """News that a firm has or had: since when, how set, when confirmed and ended; how many mails
    of them were sent, and the day of the last one.
    """

    rhythm: Rhythm
    weekday: int
    has_reminders: bool
    topics: tuple[str, ...]
    since_utc: datetime
    confirmed_utc: datetime | None
    ended_utc: datetime | None
    messages: int
    last_day: date | None


def rows_of(session: Session, company_id: int | None) -> NewsRows | None:
    """All about the news of a firm, in three queries; None if it never had any."""
    is_own = DigestSubscription.company_id == company_id
    row = session.exec(select(DigestSubscription).where(is_own)).one_or_none()
    parts = session.exec(
        select(DigestPart, DigestRun)
        .join(DigestRun, col(DigestRun.id) == col(DigestPart.run_id))
        .join(DigestSubscription, col(DigestSubscription.id) == col(DigestPart.subscription_id))
        .where(is_own)
        .order_by(col(DigestPart.id).desc())
    ).all()
    named = session.exec(
        select(DigestItem)
        .join(DigestPart, col(DigestPart.id) == col(DigestItem.part_id))
        .join(DigestSubscription, col(DigestSubscription.id) == col(DigestPart.subscription_id))
        .where(is_own)
        .order_by(col(DigestItem.part_id), col(DigestItem.position))
    ).all()
    if row is None:
        return None
    items: defaultdict[int | None, list[DigestItem]] = defaultdict(list)
    for item in named:
        items[item.part_id].append(item)
    return NewsRows(row, [ToldRows(part, run, items[part.id]) for part, run in parts])


def given(rows: NewsRows) -> GivenNews:
    """The same in values."""
    row = rows.subscription
    days = [told.run.day for told in rows.told if told.part.state == PartState.SENT.value]
    return GivenNews(
        rhythm=Rhythm(row.rhythm),
        weekday=row.weekday,
        has_reminders=row.has_reminders,
        topics=tuple(row.topics),
        since_utc=row.created_utc,
        confirmed_utc=row.confirmed_utc,
        ended_utc=row.ended_utc,
        messages=len(days),
        last_day=max(days, default=None),
    )
