"""Relevance: is an offer about what moves a company, or could it just use it as anyone could?

The thresholds are on the values of features, so that they hold for every scorer.
"""

from __future__ import annotations

from matcher.matches import Match
from matcher.profile import Profile

LEAST_NEED = 0.1
"""A need in common counts unless it is far down both lists."""
LEAST_TEXT = 0.25
"""A likeness of words that chance does not reach."""
CENTRAL_NEED = 0.6
"""What is made for other trades is of concern only if it serves a main need."""
FOR_OTHERS = -1.0


def states_concern(profile: Profile) -> bool:
    """Whether the company said what moves it."""
    return bool(profile.needs or profile.need_text)


def is_of_concern(match: Match, profile: Profile) -> bool:
    """Whether an offer is about what moves the company; every one is if it said nothing of that."""
    if not states_concern(profile):
        return True
    need = match.value("need")
    if need < CENTRAL_NEED and match.value("sector") <= FOR_OTHERS:
        return False
    return need >= LEAST_NEED or match.value("text") >= LEAST_TEXT
