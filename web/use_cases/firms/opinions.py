"""What one can say of an offer, what came of it, and the grade that each word stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Opinion(StrEnum):
    """FITS, or why not; MISSING: it should have been in the list and was not.

    APPLIED, GRANTED and REFUSED are what came of it. GRADED carries a grade of its own, from a
    list.
    """

    FITS = "fits"
    NOT_ELIGIBLE = "not_eligible"
    NOT_RELEVANT = "not_relevant"
    TOO_LATE = "too_late"
    BETTER_ALTERNATIVE = "better_alternative"
    ALREADY_USED = "already_used"
    NO_REASON = "no_reason"
    MISSING = "missing"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    GRADED = "graded"


REASONS = (
    Opinion.NOT_RELEVANT,
    Opinion.NOT_ELIGIBLE,
    Opinion.TOO_LATE,
    Opinion.BETTER_ALTERNATIVE,
    Opinion.ALREADY_USED,
)
"""Why an offer does not fit, in the order in which it is asked."""

OUTCOMES = (Opinion.APPLIED, Opinion.GRANTED, Opinion.REFUSED)
"""What came of an offer: things that happened, not what somebody thinks."""


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
        Opinion.MISSING: Grade(3.0),
        Opinion.APPLIED: Grade(2.5),
        Opinion.GRANTED: Grade(3.0),
        Opinion.REFUSED: Grade(2.0),
    }
)
"""Set by judgement, on the scale that advisors grade by.

A button cannot tell 2 from 3, so 'fits' is their mean. What a company uses already was right for
it, and is for others like it. 'Does not fit' without a reason is near the mean of the reasons.
Who misses an offer says that it must be on the table, in the words of the scale.

An application is an act that costs days: it says at least what 'fits' says. What was granted was
on the table, for a firm that was eligible; it is the one outcome that counts as verified.
A refusal still tells that the offer was relevant enough to apply for. It does not tell that the
firm could not have it: good proposals are refused because the money is spent, which is why the
Seal of Excellence exists (Regulation (EU) 2021/695, Articles 2 and 15). Who knows a condition that
stood against it says 'not eligible' beside it. So it lies below 'fits' and above every reason but
'already used', and is not verified: nothing was borne out.
"""
