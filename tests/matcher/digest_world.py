"""A small world for digests: offers that a company in Bochum wants, and windows over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from matcher.catalogue import Catalogue, compile_catalogue
from matcher.digest.history import History, prepare
from matcher.digest.selecting import select
from matcher.digest.values import Digest, Subscriber, Window
from matcher.profile import Profile, parse_profile
from matcher.scorers import ReadableScorer
from offers.differences import Development
from offers.schema import Offer, parse_offer

TODAY = date(2026, 11, 23)
"""A Monday, as are all first days of windows here."""
WEEK = timedelta(days=7)
SCORER = ReadableScorer()
TITLES = (
    *("Messe", "Zoll", "Reise", "Anwalt", "Sprachkurs", "Markt", "Kredit", "Vertrieb"),
    *("Übersetzung", "Auslandsvertrag", "Versand", "Konsulat"),
)
"""Offers with such different names are no variants of each other."""
SMALL, LARGE = {"employees": {"max": 49}}, {"employees": {"min": 50}}


def offer(offer_id: str, **fields: Any) -> Offer:
    """An offer on exporting for everybody."""
    place = sum(map(ord, offer_id))
    title = f"{TITLES[place % len(TITLES)]} {offer_id}"
    return parse_offer(
        {"id": offer_id, "title": title, "provider": "Stadt", "needs": ["export"], **fields}
    )


def profile(**fields: Any) -> Profile:
    """A small company in Bochum that wants to export."""
    known = {"id": "firm", "postal_code": "44787", "employees": 12, "needs": ["export"]}
    return parse_profile({**known, **fields})


def subscriber(**marks: Any) -> Subscriber:
    """The company with marks: any iterables of offer ids."""
    sets = {key: frozenset(marks.pop(key, ())) for key in ("told", "told_over", "dismissed")}
    return Subscriber(profile=marks.pop("profile", profile()), **sets, **marks)


def catalogue(*offers: Offer) -> Catalogue:
    return compile_catalogue(offers, "test")


def window(
    *, since: date = TODAY - WEEK, until: date = TODAY, start: int = 1, end: int = 2
) -> Window:
    return Window(start=start, end=end, since=since, until=until)


def came(each: Offer) -> Development:
    return Development(each.id, None, each)


def left(each: Offer, successor: str = "") -> Development:
    return Development(each.id, each, None, successor)


def turned(offer_id: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Development:
    return Development(offer_id, offer(offer_id, **before), offer(offer_id, **after))


def digest(
    developments: Sequence[Development] = (),
    *,
    standing: Iterable[Offer] = (),
    firm: Subscriber | None = None,
    over: Window | None = None,
    today: date = TODAY,
    later: Sequence[Development] = (),
) -> Digest:
    """What a subscriber is told of these developments; `standing` are offers beside them."""
    shown = {each.id: each for each in standing}
    shown |= {each.offer_id: each.after for each in developments if each.after is not None}
    for each in later:
        shown.pop(each.offer_id, None)
        if each.after is not None:
            shown[each.offer_id] = each.after
    history: History = prepare(developments, later)
    return select(
        firm or subscriber(),
        over or window(),
        history,
        catalogue(*shown.values()),
        SCORER,
        today=today,
    )


def told(found: Digest) -> list[tuple[str, str]]:
    """What was said of which offer, in the order of the digest."""
    return [(each.news.value, each.offer.id) for each in found.items]


def codes(found: Digest) -> list[str]:
    """The codes of the changes of the only item."""
    (item,) = found.items
    return [change.code for change in item.changes]
