"""Moments: how an offer stood when a window began, when it ended, and how it stands today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matcher.catalogue import Catalogue
from matcher.digest.days import closing, is_open
from matcher.digest.history import History
from matcher.digest.values import Ended, Window
from matcher.reason import Reason
from offers.schema import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """From when to when offers are compared.

    At the beginning an offer stood as it did on the eve by what it said then, at the end as on the
    last day. So the end of a window is the beginning of the next one, and what comes about between
    two moments is told in exactly one window.
    """

    window: Window
    history: History
    catalogue: Catalogue
    today: date

    def ended(self, offer_id: str) -> Ended | None:
        """The offer if it was not over at the beginning, is at the end, and still is today.

        One that another took the place of is not over.
        """
        start = self.history.at_start(offer_id, self.catalogue)
        if start is None or closing(start, self.window.eve) is not None:
            return None
        if self.history.heir(offer_id, self.catalogue) != offer_id:
            return None
        end = self.history.at_end(offer_id, self.catalogue)
        left = Reason("over.left_catalogue")
        over = left if end is None else closing(end, self.window.last_day)
        current = self.catalogue.offer(offer_id)
        if over is None or (current is not None and closing(current, self.today) is None):
            return None
        return Ended(offer=current or end or start, over=over)

    def opened(self, offer_id: str) -> Offer | None:
        """The offer if it was not open at the beginning, is at the end, and still is today."""
        current = self.catalogue.offer(offer_id)
        if not is_open(current, self.today):
            return None
        start = self.history.at_start(offer_id, self.catalogue)
        end = self.history.at_end(offer_id, self.catalogue)
        has_opened = is_open(end, self.window.last_day) and not is_open(start, self.window.eve)
        return current if has_opened else None
