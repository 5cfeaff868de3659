"""Relevance: is an offer about what moves a company, or could it just use it as anyone could?

The thresholds are on the values of features, so that they hold for every scorer.
"""

from __future__ import annotations

from typing import Any, TypeVar

from matcher.matches import NAMES, Match
from matcher.profile import Profile
from matcher.ranking import Ranked
from matcher.scorers import Matrix
from matcher.variants import Rows

LEAST_NEED = 0.1
"""A need in common counts unless it is far down both lists."""
LEAST_TEXT = 0.25
"""A likeness of words that chance does not reach."""
CENTRAL_NEED = 0.6
"""What is made for other trades is of concern only if it serves a main need."""
FOR_OTHERS = -1.0
_LOOKED_AT = ("need", "sector", "text")
Values = TypeVar("Values", float, Matrix)


def states_concern(profile: Profile) -> bool:
    """Whether the company said what moves it."""
    return bool(profile.needs or profile.need_text)


def is_of_concern(match: Match, profile: Profile) -> bool:
    """Whether an offer is about what moves the company; every one is if it said nothing of that."""
    if not states_concern(profile):
        return True
    need, sector, text = (match.value(name) for name in _LOOKED_AT)
    return bool(_concerns(need, sector, text))


def rows_of_concern(found: Ranked, profile: Profile) -> Rows:
    """The ranked rows for which `is_of_concern` holds, best first."""
    if not states_concern(profile):
        return found.rows
    values = found.scored.values[found.rows]
    need, sector, text = (values[:, NAMES.index(name)] for name in _LOOKED_AT)
    rows: Rows = found.rows[_concerns(need, sector, text)]
    return rows


def unserved_needs_in(found: Ranked, profile: Profile) -> tuple[str, ...]:
    """The needs of a company that none of its ranked offers names, in its order."""
    offers = found.scored.catalogue.offers
    served = {need for row in found.rows.tolist() for need in offers[row].needs}
    return tuple(need for need in profile.needs if need not in served)


def _concerns(need: Values, sector: Values, text: Values) -> Any:
    """The rule, for the values of one offer or of several."""
    is_for_it = (need >= CENTRAL_NEED) | (sector > FOR_OTHERS)
    return is_for_it & ((need >= LEAST_NEED) | (text >= LEAST_TEXT))
