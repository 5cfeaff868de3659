"""What one can say of an offer, and the grade that each word stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Opinion(StrEnum):
    """FITS, or why not; GRADED carries a grade of its own, from a list."""

    FITS = "fits"
    NOT_ELIGIBLE = "not_eligible"
    NOT_RELEVANT = "not_relevant"
    TOO_LATE = "too_late"
    BETTER_ALTERNATIVE = "better_alternative"
    ALREADY_USED = "already_used"
    NO_REASON = "no_reason"
    GRADED = "graded"


REASONS = (
    Opinion.NOT_RELEVANT,
    Opinion.NOT_ELIGIBLE,
    Opinion.TOO_LATE,
    Opinion.BETTER_ALTERNATIVE,
    Opinion.ALREADY_USED,
)
"""Why an offer does not fit, in the order in which it is asked."""


@dataclass(frozen=True, slots=True)
class Grade:
    """0 not relevant to 3 must be on the table; `excluded` where a hard rule stands against it."""

    grade: float
    excluded: bool = False


STANDS_FOR: Mapping[Opinion, Grade] = MappingProxyType(
    {
        Opinion.FITS: Grade(2.5),
        Opinion.NOT_ELIGIBLE: Grade(0.0, excluded=True),
        Opinion.NOT_RELEVANT: Grade(0.0),
        Opinion.TOO_LATE: Grade(0.0, excluded=True),
        Opinion.BETTER_ALTERNATIVE: Grade(1.0),
        Opinion.ALREADY_USED: Grade(2.0),
        Opinion.NO_REASON: Grade(0.5),
    }
)
"""Set by judgement, on the scale that advisors grade by.

A button cannot tell 2 from 3, so 'fits' is their mean. What a company uses already was right for
it, and is for others like it. 'Does not fit' without a reason is near the mean of the reasons.
"""
