"""What a digest is chosen from and what it says: values without words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from matcher.matches import Match
from matcher.profile import Profile
from matcher.questions import NextQuestion
from matcher.reason import Reason
from offers.differences import Change, Development
from offers.schema import Offer
from offers.taxonomy.regions import Site

_DAY = timedelta(days=1)


class News(StrEnum):
    """Why an offer stands in a digest.

    BEST: among the best as they are today. NEW: it came in, opens, or is open to this company now.
    CHANGED: in a way that matters to it. OVER: nobody can use it any more.
    """

    BEST = "best"
    NEW = "new"
    CHANGED = "changed"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What one digest covers: versions of the catalogue `start` <= v < `end` and days `since` <=
    d < `until`; what a date alone brings about counts on its day.
    """

    start: int
    end: int
    since: date
    until: date

    @property
    def eve(self) -> date:
        """The day before it begins: how things stood then, the window before has told."""
        return self.since - _DAY

    @property
    def last_day(self) -> date:
        """The last day it covers; its eve if it covers none."""
        return max(self.until, self.since) - _DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A company as far as its digest depends on it.

    `topics` are need keys that replace what it stated (empty: its own). `told` are offers that
    earlier digests named, `told_over` those of them of which the last word was that they are over;
    `asked` are profile fields that digests asked for, `skipped` such as it does not know.
    """

    profile: Profile
    topics: tuple[str, ...] = ()
    remembered: tuple[str, ...] = ()
    dismissed: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    told_over: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One offer of a digest. `match` is None for an offer that has left the catalogue.

    `changes` say what changed, `over` why it is over; both are empty or None otherwise.
    """

    news: News
    offer: Offer
    match: Match | None
    changes: tuple[Change, ...] = ()
    over: Reason | None = None
    is_remembered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What to say: the items, best first, how many more there were, and one question at most."""

    items: tuple[Item, ...]
    more: int = 0
    question: NextQuestion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A deadline that comes close. `days_before` is which of 30, 14 and 3 it is sent for, `left`
    how many days are left today; `label` is that of the deadline, '' for the end of the offer.
    """

    offer: Offer
    match: Match | None
    day: date
    label: str
    days_before: int
    left: int
    is_remembered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """An offer that is over for everybody; `over` says why."""

    offer: Offer
    over: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNeeds:
    """What one company needs and no open offer serves, and where it is."""

    site: Site
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A need that so many companies of a territory have and no open offer there serves."""

    need: str
    companies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionNews:
    """What is new in a territory, the most local first; numbers say how many more there were."""

    new: tuple[Offer, ...]
    more_new: int
    ended: tuple[Ended, ...]
    more_ended: int
    gaps: tuple[Gap, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say: standing gaps alone are no news."""
        return not (self.new or self.ended)


Developments = Mapping[str, Development]
