"""Where the texts of a match lead: each page that shows them has addresses of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MatchLinks:
    """`offer`: the page of an offer by its id. `question`: what asks for a field of the profile;
    '' for a field that nobody is asked.
    """

    offer: Callable[[str], str]
    question: Callable[[str], str]
