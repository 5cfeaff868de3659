"""What computing made of a part, before it is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from matcher.digest.values import Digest, RegionNews, Reminder
from models.digest import ItemKind, PartState
from web.letters import Letter
from web.use_cases.digests.loading import Loaded
from web.use_cases.digests.prepared import (
    Content,
    DueReminders,
    FirmNews,
    FirstList,
    TerritoryNews,
)
from web.use_cases.digests.waiting import WaitingPart


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One offer that a mail names; of a deadline also its day and how long before it is told."""

    offer_id: str
    kind: ItemKind
    day: date | None = None
    days_before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a mail says, as it is remembered."""

    items: tuple[Named, ...] = ()
    question: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A part without a mail. `loaded` is None where the subscription cannot be written to."""

    part: WaitingPart
    state: PartState
    loaded: Loaded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A part with its mail."""

    part: WaitingPart
    loaded: Loaded
    letter: Letter
    chosen: Chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A part that could not be written; `error` is the class of the exception."""

    part: WaitingPart
    error: str


Outcome = Settled | Written | Failed


def chosen_of(content: Content) -> Chosen:
    """The offers, the question and the number of further offers of a content."""
    match content:
        case FirstList(digest=digest) | FirmNews(digest=digest):
            return _of_digest(digest)
        case DueReminders(reminders=reminders):
            return Chosen(items=tuple(_of_reminder(each) for each in reminders))
        case TerritoryNews(news=news):
            return Chosen(items=tuple(_of_region(news)), more=news.more_new + news.more_ended)
        case _:
            return Chosen()


def _of_digest(digest: Digest) -> Chosen:
    return Chosen(
        items=tuple(
            Named(offer_id=item.offer.id, kind=ItemKind(item.news.value)) for item in digest.items
        ),
        question=digest.question.field if digest.question else "",
        more=digest.more,
    )


def _of_reminder(reminder: Reminder) -> Named:
    return Named(
        offer_id=reminder.offer.id,
        kind=ItemKind.DEADLINE,
        day=reminder.day,
        days_before=reminder.days_before,
    )


def _of_region(news: RegionNews) -> Iterator[Named]:
    for offer in news.new:
        yield Named(offer_id=offer.id, kind=ItemKind.NEW)
    for ended in news.ended:
        yield Named(offer_id=ended.offer.id, kind=ItemKind.OVER)
