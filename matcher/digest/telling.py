"""Telling: what became of one offer in a window, and whether one company is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.digest.days import closing
from matcher.digest.history import Verdicts
from matcher.digest.listing import Listing
from matcher.digest.moments import Moments
from matcher.digest.values import Item, News, Subscriber
from matcher.eligibility import Truth, Verdict
from matcher.matches import Match
from offers.differences import Change, Development

ALWAYS = frozenset(
    {
        *("state", "deadline", "valid_from", "valid_until", "period_until", "amount", "rate"),
        *("de_minimis", "free_of_charge", "before_start", "kinds"),
    }
)
"""Subjects of changes that matter to everybody who looks at the offer."""
IF_IT_DECIDES = frozenset(
    {"condition", "conditions", "territory", "audience", "employees", "turnover"}
)
"""Subjects that matter to whom they make a difference, and to who remembered the offer."""
IF_REMEMBERED = frozenset({"terms"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that the news of one subscriber in one window is told from.

    `opened` are offers that opened by date alone; `before` tells how the company stood to the
    developed offers on the eve of the window, `after` to those that were changed after it, too.
    """

    subscriber: Subscriber
    moments: Moments
    listing: Listing
    opened: frozenset[str]
    before: Verdicts
    after: Verdicts

    def was_in_reach(self, offer_id: str) -> bool:
        """Whether the company could use the offer when the window ended, as far as it can now.

        What was changed since then may be in reach only by that: the next window tells it.
        """
        return offer_id not in self.moments.history.later or self.after.is_usable(offer_id)

    def met(self, offer_id: str) -> Truth | None:
        """Whether the company met the conditions when the window ended, open or not."""
        if offer_id in self.moments.history.later:
            return self.after.truth(offer_id)
        found = self.listing.of(offer_id)
        return Truth(found.judged.values[found.tree.node])


def news_of(offer_id: str, situation: Situation) -> Item | None:
    """What a subscriber is told of an offer, if anything; never of one that it dismissed."""
    if offer_id in situation.subscriber.dismissed:
        return None
    tellings = (_over, _new, _changed)
    return next(
        (found for tell in tellings if (found := tell(offer_id, situation)) is not None), None
    )


def _over(offer_id: str, now: Situation) -> Item | None:
    """OVER: remembered, or told and not told to be over, and over since."""
    firm = now.subscriber
    if offer_id in firm.told_over or not (offer_id in firm.told or offer_id in firm.remembered):
        return None
    ended = now.moments.ended(offer_id)
    if ended is None:
        return None
    return Item(
        news=News.OVER,
        offer=ended.offer,
        match=now.listing.find(offer_id),
        over=ended.over,
        is_remembered=offer_id in firm.remembered,
    )


def _new(offer_id: str, now: Situation) -> Item | None:
    """NEW: it fits, and on the eve the company could not use it, or it was not there.

    Who was told of it before, is so again only if it was told in between that it is over.
    """
    firm = now.subscriber
    if offer_id in firm.told and offer_id not in firm.told_over:
        return None
    development = now.moments.history.developments.get(offer_id)
    came = development is not None and now.was_in_reach(offer_id)
    if not (came or offer_id in now.opened) or now.before.is_usable(offer_id):
        return None
    if not now.listing.is_fitting(offer_id):
        return None
    return _item(News.NEW, offer_id, now, tuple(_mattering(development, now)))


def _changed(offer_id: str, now: Situation) -> Item | None:
    """CHANGED: in something that matters to the company, or out of its reach."""
    found = now.listing.find(offer_id)
    development = now.moments.history.developments.get(offer_id)
    if found is None or development is None or not _is_of_interest(found, development, now):
        return None
    changes = tuple(_mattering(development, now))
    is_lost = now.before.is_usable(offer_id) and now.met(offer_id) is Truth.FALSE
    return _item(News.CHANGED, offer_id, now, changes) if changes or is_lost else None


def _is_of_interest(found: Match, development: Development, now: Situation) -> bool:
    """Remembered, told and in reach now or before, or fitting; never one that is or was over."""
    offer_id, firm = found.offer.id, now.subscriber
    if found.verdict is Verdict.CLOSED or _was_over(development, now):
        return False
    is_in_reach = found.rank is not None or now.before.is_usable(offer_id)
    return (
        offer_id in firm.remembered
        or (offer_id in firm.told and is_in_reach)
        or (now.listing.is_fitting(offer_id) and now.was_in_reach(offer_id))
    )


def _was_over(development: Development, now: Situation) -> bool:
    """Whether the window ended with an offer that is over; if it is back, that is news later."""
    after = development.after
    return after is None or closing(after, now.moments.today) is not None


def _mattering(development: Development | None, now: Situation) -> Iterator[Change]:
    if development is None:
        return
    offer_id = development.offer_id
    subjects = ALWAYS
    if offer_id in now.subscriber.remembered:
        subjects = ALWAYS | IF_IT_DECIDES | IF_REMEMBERED
    elif now.before.truth(offer_id) is not now.met(offer_id):
        subjects = ALWAYS | IF_IT_DECIDES
    for change in development.changes:
        if change.code.partition(".")[0] in subjects:
            yield change


def _item(news: News, offer_id: str, now: Situation, changes: tuple[Change, ...]) -> Item:
    found = now.listing.of(offer_id)
    return Item(
        news=news,
        offer=found.offer,
        match=found,
        changes=changes,
        is_remembered=offer_id in now.subscriber.remembered,
    )
