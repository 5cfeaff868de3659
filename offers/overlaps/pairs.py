"""Pairs that may describe one offer, with what speaks for and against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """What a piece of evidence says; its values are named in the docstring of the package."""

    SAME_CONTENT = "same_content"
    SAME_TITLE = "same_title"
    LIKE_TITLE = "like_title"
    ONE_TITLE_SAYS_MORE = "one_title_says_more"
    LIKE_TEXT = "like_text"
    SAME_PAGE = "same_page"
    SHARED_PAGE = "shared_page"
    SAME_PROVIDER = "same_provider"
    SAME_NUMBER = "same_number"
    SAME_AMOUNT = "same_amount"
    OTHER_NUMBER = "other_number"
    OTHER_PART = "other_part"
    OTHER_AMOUNT = "other_amount"
    OTHER_TERRITORY = "other_territory"
    OTHER_KIND = "other_kind"
    OTHER_AUDIENCE = "other_audience"
    OTHER_EDITION = "other_edition"


AGAINST = frozenset(code for code in Code if code.startswith("other_")) | {Code.ONE_TITLE_SAYS_MORE}
"""What speaks against one offer being described twice."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that both offers have in common or that parts them."""

    code: Code
    values: Mapping[str, str | int]

    @property
    def speaks_for(self) -> bool:
        """Whether it makes it likelier that both describe one offer."""
        return self.code not in AGAINST


@dataclass(frozen=True, slots=True)
class Pair:
    """Two offers, `first` the smaller id; `score` 0 to 1 is how surely both describe one offer."""

    first: str
    second: str
    score: float
    evidence: tuple[Evidence, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Both ids, as a set of decided pairs holds them."""
        return frozenset((self.first, self.second))

    @property
    def is_succession(self) -> bool:
        """Whether one seems to follow the other (a call of 2024, one of 2026)."""
        return any(found.code is Code.OTHER_EDITION for found in self.evidence)
