"""History: what became of offers in one window, prepared once for all who are told of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np

from matcher.catalogue import Catalogue
from matcher.digest.values import Developments
from matcher.eligibility import VERDICTS, CompiledConditions, Truth, Verdict, subject_of
from matcher.eligibility.compiled import Truths
from matcher.profile import Profile
from offers.differences import Development
from offers.schema import Offer

_USABLE = (VERDICTS.index(Verdict.UNCLEAR), VERDICTS.index(Verdict.ELIGIBLE))


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How one company stood to contents of offers on one day."""

    position: Mapping[str, int]
    truths: Truths
    numbers: Truths

    def is_usable(self, offer_id: str) -> bool:
        """Whether the company could or might use the offer; False for one that was not there."""
        at = self.position.get(offer_id)
        return at is not None and int(self.numbers[at]) in _USABLE

    def truth(self, offer_id: str) -> Truth | None:
        """Whether the company met the conditions, open or not; None for one that was not there."""
        at = self.position.get(offer_id)
        return None if at is None else Truth(int(self.truths[at]))


_NONE = Verdicts({}, np.empty(0, dtype=np.int8), np.empty(0, dtype=np.int8))


class Contents:
    """Contents of offers, their conditions compiled once; immutable."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        self._conditions = CompiledConditions(tuple(offers))
        self._position = {offer.id: at for at, offer in enumerate(self._conditions.offers)}

    def judge(self, profile: Profile, day: date) -> Verdicts:
        """How a company stood to each of them on a day."""
        if not self._position:
            return _NONE
        subject = subject_of(profile, day)
        truths = self._conditions.truths(self._conditions.leaf_truths(subject))
        return Verdicts(self._position, truths, self._conditions.with_status(truths, day))


@dataclass(frozen=True, slots=True)
class History:
    """Developments of one window by offer id, and what has happened since it ended (`later`).

    What is not in it stood at both ends of the window as it stands in the catalogue.
    """

    developments: Developments
    later: Developments
    befores: Contents
    afters: Contents

    def at_start(self, offer_id: str, catalogue: Catalogue) -> Offer | None:
        """What the offer said when the window began; None if it was not there."""
        development = self.developments.get(offer_id)
        if development is not None:
            return development.before
        return self.at_end(offer_id, catalogue)

    def at_end(self, offer_id: str, catalogue: Catalogue) -> Offer | None:
        """What the offer said when the window ended; None if it was not there."""
        if offer_id in self.later:
            return self.later[offer_id].before
        if offer_id in self.developments:
            return self.developments[offer_id].after
        return catalogue.offer(offer_id)

    def heir(self, offer_id: str, catalogue: Catalogue) -> str:
        """The offer that took the place of a merged one, at the end of the chain; else itself.

        A successor that nobody knows is none.
        """
        seen = {offer_id}
        while (successor := self._successor(offer_id)) and successor not in seen:
            if successor not in self.developments and catalogue.offer(successor) is None:
                break
            seen.add(successor)
            offer_id = successor
        return offer_id

    def _successor(self, offer_id: str) -> str:
        development = self.developments.get(offer_id)
        return development.successor if development and development.after is None else ""


def prepare(developments: Iterable[Development], later: Iterable[Development] = ()) -> History:
    """The history of a window from its developments.

    `later` are those from the end of the window to the catalogue that is shown: with them it is
    known how offers stood when the window ended, even if they were changed since.
    """
    known = {each.offer_id: each for each in developments}
    since = {each.offer_id: each for each in later}
    return History(
        developments=MappingProxyType(known),
        later=MappingProxyType(since),
        befores=Contents(each.before for each in known.values() if each.before is not None),
        afters=Contents(
            each.after for key, each in known.items() if key in since and each.after is not None
        ),
    )


EMPTY = prepare(())
"""A window in which nothing happened."""
