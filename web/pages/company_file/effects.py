"""What an answer did to the list: how many offers surely fit since, how many fell out of it."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.eligibility import Verdict
from web.file_frame import file_list


@dataclass(frozen=True, slots=True)
class Look:
    """The ids of the offers in the list, and of those of them that surely fit."""

    listed: frozenset[str]
    sure: frozenset[str]


def look(public_id: str) -> Look:
    """The list as it is now."""
    fitting = file_list(public_id).offers.fitting
    return Look(
        frozenset(each.offer.id for each in fitting),
        frozenset(each.offer.id for each in fitting if each.verdict is Verdict.ELIGIBLE),
    )
