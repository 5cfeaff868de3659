"""Development: what became of one offer between two versions of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from offers.differences.change import Change, Significance
from offers.differences.comparing import differences
from offers.schema import Offer


@dataclass(frozen=True)
class Development:
    """An offer before and after; `before` None: it came in (again), `after` None: it left.

    `successor` is the offer that took the place of one that left; '' if none did.
    """

    offer_id: str
    before: Offer | None
    after: Offer | None
    successor: str = ""

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed that may concern subscribers, the most important first; () otherwise."""
        if self.before is None or self.after is None:
            return ()
        found = differences(self.before, self.after)
        return tuple(each for each in found if each.significance is Significance.SUBSCRIBERS)
