"""Hypotheses: what conditions that are open would become, if leaves were as supposed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.eligibility import Truth
from matcher.eligibility.outcomes import Branch
from offers.schema.conditions import AllOf, AnyOf, Leaf, NotOf

Truths: TypeAlias = NDArray[np.int8]
Suppose: TypeAlias = Callable[[Leaf, bool], Truths]
"""The supposed truths of an open leaf, which may stand under a 'not'; one a hypothesis."""

UNKNOWN = np.full(1, Truth.UNKNOWN, dtype=np.int8)
TRUE = np.full(1, Truth.TRUE, dtype=np.int8)
FALSE = np.full(1, Truth.FALSE, dtype=np.int8)


def truths(branch: Branch, values: Sequence[int], suppose: Suppose) -> Truths:
    """The truth of a tree in every hypothesis, shape as `suppose` gives it or (1,).

    `values` are the truths as things stand: what is settled stays, whatever is supposed.
    """
    value = values[branch.node]
    if value != Truth.UNKNOWN:
        return TRUE if value == Truth.TRUE else FALSE
    found = _combined(branch, values, suppose)
    if not branch.condition.evidence.doubtful:
        return found
    return UNKNOWN if branch.negated else np.maximum(found, UNKNOWN)


def _combined(branch: Branch, values: Sequence[int], suppose: Suppose) -> Truths:
    parts = (truths(part, values, suppose) for part in branch.parts)
    match branch.condition.test:
        case AllOf():
            return reduce(np.minimum, parts, TRUE)
        case AnyOf():
            return reduce(np.maximum, parts, FALSE)
        case NotOf():
            return np.subtract(Truth.TRUE, next(parts), dtype=np.int8)
        case leaf:
            return suppose(leaf, branch.negated)
