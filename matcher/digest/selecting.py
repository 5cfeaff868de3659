"""Selecting: what a company is told of a window, and what is best for it as things stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from matcher.catalogue import Catalogue
from matcher.digest.days import Turned, turned
from matcher.digest.history import History
from matcher.digest.listing import Listing, listing
from matcher.digest.marks import following
from matcher.digest.moments import Moments
from matcher.digest.room import with_room
from matcher.digest.telling import Situation, news_of
from matcher.digest.values import Digest, Item, News, Subscriber, Window
from matcher.scorers import Scorer

NOTHING = Digest(items=())


def select(
    subscriber: Subscriber,
    window: Window,
    history: History,
    catalogue: Catalogue,
    scorer: Scorer,
    *,
    today: date,
) -> Digest:
    """What is new, changed or over for a subscriber; no items where there is nothing to say.

    The catalogue must be of the last version of the window or later. What a year more of age
    alone opens is no news.
    """
    firm = following(subscriber, history, catalogue)
    by_date = turned(catalogue.conditions, window)
    candidates = _candidates(firm, history, by_date)
    if not candidates:
        return NOTHING
    listed = listing(firm, catalogue, scorer, today=today)
    situation = Situation(
        subscriber=firm,
        moments=Moments(window=window, history=history, catalogue=catalogue, today=today),
        listing=listed,
        opened=by_date.opened,
        before=history.befores.judge(listed.profile, window.eve),
        after=history.afters.judge(listed.profile, today),
    )
    told = (news_of(each, situation) for each in sorted(candidates))
    return _digest([each for each in told if each is not None], firm, listed, catalogue)


def best_now(
    subscriber: Subscriber, catalogue: Catalogue, scorer: Scorer, *, today: date
) -> Digest:
    """The best of a subscriber's list as it is today, whatever was told before."""
    listed = listing(subscriber, catalogue, scorer, today=today)
    remembered = frozenset(subscriber.remembered)
    best = [
        Item(
            news=News.BEST, offer=each.offer, match=each, is_remembered=each.offer.id in remembered
        )
        for each in listed.fitting()
    ]
    return _digest(best, subscriber, listed, catalogue)


def _candidates(firm: Subscriber, history: History, by_date: Turned) -> frozenset[str]:
    """The offers of which there may be something to tell."""
    in_view = firm.told | frozenset(firm.remembered)
    over = (by_date.closed | history.later.keys()) & in_view
    return (by_date.opened | over | history.developments.keys()) - firm.dismissed


def _digest(
    items: Iterable[Item], firm: Subscriber, listed: Listing, catalogue: Catalogue
) -> Digest:
    found = tuple(items)
    if not found:
        return NOTHING
    chosen = with_room(found, catalogue)
    return Digest(
        items=chosen,
        more=len(found) - len(chosen),
        question=listed.question(firm.skipped | firm.asked),
    )
