"""Caution: what speaks against an offer although it is not ruled out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.eligibility.compiled import VERDICTS
from matcher.eligibility.verdicts import Verdict
from matcher.features import keys
from matcher.features.columns import Column, OfferColumns, Seeker
from matcher.features.feature import Feature
from matcher.features.freshness import period_is_over
from matcher.reason import Reason

UNCLEAR = VERDICTS.index(Verdict.UNCLEAR)


def _are_open(seekers: Sequence[Seeker]) -> NDArray[np.bool_]:
    unclear = np.array([seeker.judged.numbers for seeker in seekers]) == UNCLEAR
    return np.asarray(unclear & ~_are_doubted(seekers))


def _are_doubted(seekers: Sequence[Seeker]) -> NDArray[np.bool_]:
    return np.array([seeker.judged.doubted for seeker in seekers])


def _open_points(seeker: Seeker, offers: OfferColumns) -> Column:
    """-1 where answers are missing; what a doubtful reading leaves open is a matter of `doubt`."""
    return np.where(_are_open([seeker])[0], -1.0, 0.0)


def _doubt(seeker: Seeker, offers: OfferColumns) -> Column:
    """-1 where the offer's words speak against the company, but not clearly enough to refuse."""
    return np.where(seeker.judged.doubted, -1.0, 0.0)


def _silent(seeker: Seeker, offers: OfferColumns, row: int) -> None:
    """The open questions of a match speak for themselves."""


def _staleness(seeker: Seeker, offers: OfferColumns) -> Column:
    """-1 after the funded period or after five years without news, -0.5 after two years."""
    day = seeker.judged.subject.today.toordinal()
    lost = (day > offers.period_until) | (day > offers.forgotten_after)
    return np.where(lost, -1.0, np.where(day > offers.old_after, -0.5, 0.0))


def _say_staleness(seeker: Seeker, offers: OfferColumns, row: int) -> Reason:
    offer = offers.offers[row]
    if period_is_over(offer, seeker.judged.subject.today):
        return Reason("warning.period_over", {"date": offer.period_until})
    return Reason("warning.old_facts", {"date": offer.as_of})


def _too_late(seeker: Seeker, offers: OfferColumns) -> Column:
    """-1 where one applies before the start, and the company has started."""
    if seeker.profile.facts.get("project_started") is not True:
        return np.zeros(len(offers.offers))
    return np.where(offers.before_start, -1.0, 0.0)


def _only_to_read(seeker: Seeker, offers: OfferColumns) -> Column:
    return np.where(offers.archived, -1.0, 0.0)


DOUBT = Feature("doubt", _doubt, _silent, caution=True, marks=_are_doubted)
OPEN_POINTS = Feature("open_points", _open_points, _silent, caution=True, marks=_are_open)
STALENESS = Feature("staleness", _staleness, _say_staleness, caution=True, key=keys.circumstances)
TOO_LATE = Feature(
    "too_late",
    _too_late,
    lambda s, o, row: Reason("warning.before_start_missed"),
    caution=True,
    key=keys.circumstances,
)
ONLY_TO_READ = Feature(
    "only_to_read",
    _only_to_read,
    lambda s, o, row: Reason("warning.archive_only"),
    caution=True,
    key=keys.circumstances,
)
