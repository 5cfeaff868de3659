"""Three truth values as small integers, so that Kleene's logic is min, max and a mirror.

Stephen C. Kleene, Introduction to Metamathematics (1952), section 64: strong three-valued logic.
"""

from __future__ import annotations

from enum import IntEnum


class Truth(IntEnum):
    """`all` is the minimum of its parts, `any` the maximum, `not` mirrors at UNKNOWN."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


_BY_ANSWER = {False: Truth.FALSE, None: Truth.UNKNOWN, True: Truth.TRUE}


def truth(answer: bool | None) -> Truth:
    """The truth value of an optional yes or no."""
    return _BY_ANSWER[answer]
