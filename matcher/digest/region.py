"""Region: what is new and what is over in a territory, and which needs nothing serves there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from matcher.catalogue import Catalogue
from matcher.digest.days import turned
from matcher.digest.history import History
from matcher.digest.moments import Moments
from matcher.digest.values import Gap, OpenNeeds, RegionNews, Window
from matcher.profile import Profile
from matcher.ranking import rank
from matcher.relevance import unserved_needs_in
from matcher.scorers import Scorer
from offers.schema import Offer
from offers.taxonomy.regions import (
    RegionKind,
    Site,
    Territory,
    lies_in,
    overlaps,
    region,
    resolve_territory,
)

MOST = 12
"""How many new offers, and how many ended ones, are named at most."""
FEWEST_COMPANIES = 5
"""A need of fewer companies is not told: it could be known whose it is."""
_BREADTH = {
    RegionKind.MUNICIPALITY: 0,
    RegionKind.DISTRICT: 1,
    RegionKind.AREA: 1,
    RegionKind.LAND: 2,
    RegionKind.COUNTRY: 3,
    RegionKind.UNION: 4,
}
_EVERYWHERE = 5


def unserved_needs(
    profile: Profile, catalogue: Catalogue, scorer: Scorer, *, today: date
) -> tuple[str, ...]:
    """The needs of a company that none of the offers it can or may use today names, in its order.

    () for a company that named none.
    """
    if not profile.needs:
        return ()
    return unserved_needs_in(rank(profile, catalogue, scorer, today=today), profile)


def region_news(
    territories: Sequence[str],
    window: Window,
    history: History,
    gaps: Sequence[OpenNeeds],
    catalogue: Catalogue,
    *,
    today: date,
) -> RegionNews:
    """What of a window concerns a territory; no territories at all are no limit.

    Offers that came in or opened, and such as are over, the most local first, then by id; those for
    the whole country or for everybody count as well. `gaps` are what companies miss, wherever they
    are; those of fewer than five companies are left out.
    """
    place = _Place(resolve_territory(territories), is_limited=bool(territories))
    by_date = turned(catalogue.conditions, window)
    touched = history.developments.keys() | history.later.keys()
    moments = Moments(window=window, history=history, catalogue=catalogue, today=today)
    opened = filter(None, map(moments.opened, touched | by_date.opened))
    closed = filter(None, map(moments.ended, touched | by_date.closed))
    new = sorted(filter(place.is_reached_by, opened), key=_most_local)
    ended = sorted(
        (each for each in closed if place.is_reached_by(each.offer)),
        key=lambda each: _most_local(each.offer),
    )
    return RegionNews(
        new=tuple(new[:MOST]),
        more_new=len(new[MOST:]),
        ended=tuple(ended[:MOST]),
        more_ended=len(ended[MOST:]),
        gaps=tuple(_gaps(gaps, place)),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an advisor works."""

    territory: Territory
    is_limited: bool

    def is_reached_by(self, offer: Offer) -> bool:
        """Whether somebody there can surely use the offer as far as its territory tells."""
        if not offer.territory or not self.is_limited:
            return True
        return overlaps(resolve_territory(offer.territory), self.territory)

    def holds(self, site: Site) -> bool:
        """Whether the site surely lies there."""
        return not self.is_limited or lies_in(site, self.territory) is True


def _most_local(offer: Offer) -> tuple[int, str]:
    """The widest region of the offer's territory, the smallest first; no territory comes last."""
    codes = resolve_territory(offer.territory).codes
    widest = max((_BREADTH.get(region(code).kind, _EVERYWHERE) for code in codes), default=None)
    return _EVERYWHERE if widest is None else widest, offer.id


def _gaps(gaps: Sequence[OpenNeeds], place: _Place) -> Iterator[Gap]:
    """The needs of many, those of most companies first, then by key."""
    companies = Counter(
        need for each in gaps if place.holds(each.site) for need in dict.fromkeys(each.needs)
    )
    for need, count in sorted(companies.items(), key=lambda pair: (-pair[1], pair[0])):
        if count >= FEWEST_COMPANIES:
            yield Gap(need=need, companies=count)
