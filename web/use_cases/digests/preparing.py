"""What one subscriber is told, from values that are at hand; None where there is nothing to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from matcher.catalogue import Catalogue
from matcher.digest.history import History
from matcher.digest.region import region_news
from matcher.digest.reminders import due_reminders
from matcher.digest.selecting import best_now, select
from matcher.digest.values import OpenNeeds, Subscriber, Window
from matcher.scorers import Scorer
from web.use_cases.digests.loading import FirmState, Loaded
from web.use_cases.digests.prepared import (
    DueReminders,
    FirmNews,
    FirstList,
    QuietNews,
    TerritoryNews,
)

QUIET_AFTER = timedelta(days=90)
"""Who has had no digest for so long is told that all is well."""


def firm_news(
    loaded: Loaded,
    window: Window,
    history: History,
    catalogue: Catalogue,
    scorer: Scorer,
    *,
    today: date,
) -> FirmNews | QuietNews | None:
    """What is new for a firm; after a quarter without a digest, that there was nothing."""
    subscriber = _firm(loaded).subscriber()
    digest = select(subscriber, window, history, catalogue, scorer, today=today)
    if digest.items:
        return FirmNews(digest=digest, since=window.since)
    if today - loaded.mailed_on >= QUIET_AFTER:
        return QuietNews(since=loaded.mailed_on, topics=_topics(subscriber))
    return None


def first_list(
    loaded: Loaded, catalogue: Catalogue, scorer: Scorer, *, today: date, next_day: date | None
) -> FirstList:
    """The best for a firm as they are today; `next_day` is when its next digest may come."""
    digest = best_now(_firm(loaded).subscriber(), catalogue, scorer, today=today)
    return FirstList(digest=digest, next_day=next_day)


def reminders(
    loaded: Loaded, catalogue: Catalogue, scorer: Scorer, *, today: date
) -> DueReminders | None:
    """The deadlines of a firm that come close on one of the days not reminded of yet."""
    found = due_reminders(
        _firm(loaded).subscriber(), catalogue, scorer, since=loaded.reminded_from, today=today
    )
    return DueReminders(reminders=found) if found else None


def territory_news(
    loaded: Loaded,
    window: Window,
    history: History,
    gaps: Sequence[OpenNeeds],
    catalogue: Catalogue,
    *,
    today: date,
) -> TerritoryNews | None:
    """What is new where an advisor works; requests that wait are worth a mail of their own."""
    news = region_news(loaded.territories, window, history, gaps, catalogue, today=today)
    if news.is_empty and not loaded.waiting.requests:
        return None
    return TerritoryNews(
        news=news,
        territories=loaded.territories,
        since=window.since,
        waiting=loaded.waiting,
    )


def _firm(loaded: Loaded) -> FirmState:
    assert loaded.firm is not None
    return loaded.firm


def _topics(subscriber: Subscriber) -> tuple[str, ...]:
    return subscriber.topics or tuple(subscriber.profile.needs)
