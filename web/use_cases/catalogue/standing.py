"""What an offer is on a day, and what everybody should know before relying on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from matcher.eligibility import status_on
from matcher.features.freshness import facts_are_old, period_is_over
from matcher.reason import Reason
from offers.schema import AudienceWord, Offer, State
from offers.taxonomy.regions import resolve_territory

NEVER_A_FIRM = frozenset(
    {
        AudienceWord.MUNICIPALITY,
        AudienceWord.PERSON,
        AudienceWord.NEWCOMER,
        AudienceWord.PROJECT_CARRIER,
        AudienceWord.REGIONAL_ACTOR,
        AudienceWord.OTHER,
    }
)
"""Audiences that no profile of a firm ever belongs to."""


class Availability(StrEnum):
    """Whether one can apply on a day, the best first."""

    OPEN = "open"
    NOT_OPEN_YET = "not_open_yet"
    ARCHIVE_ONLY = "archive_only"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Standing:
    """What an offer is on a day, and why if it is not open."""

    availability: Availability
    reason: Reason | None


def standing(offer: Offer, today: date) -> Standing:
    """Computed from the dates when read, never stored."""
    reason = status_on(offer, today)
    if reason is None:
        is_archive = offer.state is State.ARCHIVE_ONLY
        return Standing(Availability.ARCHIVE_ONLY if is_archive else Availability.OPEN, None)
    is_over = reason.code.startswith("closed")
    return Standing(Availability.ENDED if is_over else Availability.NOT_OPEN_YET, reason)


def is_never_for_firms(offer: Offer) -> bool:
    """Whether it is for municipalities, private persons and the like only."""
    return bool(offer.audience) and NEVER_A_FIRM.issuperset(offer.audience)


def cautions(offer: Offer, today: date) -> tuple[Reason, ...]:
    """What everyone should know before relying on the facts of an offer."""
    found = list[Reason]()
    if period_is_over(offer, today):
        found.append(Reason("warning.period_over", {"date": offer.period_until}))
    if facts_are_old(offer, today):
        found.append(Reason("warning.old_facts", {"date": offer.as_of}))
    unresolved = resolve_territory(offer.territory).unresolved
    if unresolved:
        found.append(Reason("warning.territory_unresolved", {"territory": unresolved}))
    if offer.verified_on is None:
        found.append(Reason("warning.not_verified"))
    return tuple(found)
