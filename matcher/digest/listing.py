"""Listing: a company's list as its result page has it today, as far as a digest looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from matcher.catalogue import Catalogue
from matcher.digest.values import Subscriber
from matcher.matches import Match
from matcher.profile import Profile
from matcher.questions import LOOK_AT, NextQuestion, questions_to_ask, unaskable
from matcher.ranking import Ranked, rank
from matcher.relevance import is_of_concern, states_concern
from matcher.scorers import Scorer
from offers.taxonomy.needs import NEED_KEYS

FIRST_OF_ALL = LOOK_AT
"""So many offers are the list of a company that said nothing of what moves it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """All offers for one company; matches and relevance are looked at on demand."""

    profile: Profile
    ranked: Ranked
    dismissed: frozenset[str]

    def find(self, offer_id: str) -> Match | None:
        """The match of one offer; None for one that is not in the catalogue."""
        return self.ranked.find(offer_id)

    def of(self, offer_id: str) -> Match:
        """The match of an offer of the catalogue; KeyError for any other."""
        found = self.find(offer_id)
        if found is None:
            raise KeyError(offer_id)
        return found

    def is_fitting(self, offer_id: str) -> bool:
        """Whether the offer stands in the list: ranked, of concern, not dismissed.

        For a company that said nothing of what moves it, every offer is of concern: of these only
        the first ones count.
        """
        found = self.find(offer_id)
        return found is not None and self._fits(found)

    def fitting(self) -> Iterator[Match]:
        """The offers of the list, best first."""
        return filter(self._fits, self.ranked.best())

    def _fits(self, found: Match) -> bool:
        if found.rank is None or found.offer.id in self.dismissed:
            return False
        if not states_concern(self.profile):
            return found.rank <= FIRST_OF_ALL + len(self.dismissed)
        return is_of_concern(found, self.profile)

    def question(self, skip: frozenset[str]) -> NextQuestion | None:
        """The one question whose answer would settle most of the list, `skip` left out."""
        looked_at = tuple(islice(self.fitting(), LOOK_AT))
        return next(iter(questions_to_ask(looked_at, skip=skip | unaskable(looked_at))), None)


def listing(
    subscriber: Subscriber, catalogue: Catalogue, scorer: Scorer, *, today: date
) -> Listing:
    """The list of a subscriber on a day."""
    profile = profile_of(subscriber)
    ranked = rank(profile, catalogue, scorer, today=today)
    return Listing(profile=profile, ranked=ranked, dismissed=subscriber.dismissed)


def profile_of(subscriber: Subscriber) -> Profile:
    """The profile with the topics, if there are any, in place of what it says it needs."""
    topics = tuple(key for key in subscriber.topics if key in NEED_KEYS)
    if not topics:
        return subscriber.profile
    return subscriber.profile.model_copy(update={"needs": topics, "need_text": None})
