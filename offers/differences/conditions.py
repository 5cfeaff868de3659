"""Conditions compared: which demands came, went, or are only joined or backed differently."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from offers.differences.change import Change
from offers.schema import Condition, leaves
from offers.schema.conditions import AllOf, AnyOf, NotOf


def condition_changes(before: Condition | None, after: Condition | None) -> Iterator[Change]:
    """Demands are the parts of the outermost 'all'; a part may be a group of its own.

    The same leaves under other 'all', 'any' and 'not' are `joined_differently`; new labels, quotes
    and confidences alone are `evidenced`.
    """
    if before == after:
        return
    gone, come = _without(before, after), _without(after, before)
    if not gone and not come:
        yield Change("conditions.evidenced")
    elif _tests_of_leaves(gone) == _tests_of_leaves(come):
        yield Change("conditions.joined_differently")
    else:
        yield from (Change("condition.removed", {"before": part}) for part in gone)
        yield from (Change("condition.added", {"after": part}) for part in come)


def _parts(condition: Condition | None) -> Iterator[Condition]:
    """What must hold, one by one."""
    if condition is None:
        return
    if isinstance(condition.test, AllOf):
        for part in condition.test.parts:
            yield from _parts(part)
    else:
        yield condition


def _without(condition: Condition | None, other: Condition | None) -> tuple[Condition, ...]:
    """The demands that the other lacks, in reading order, each once."""
    there = {_bare(part) for part in _parts(other)}
    found = {_bare(part): part for part in _parts(condition)}
    return tuple(part for test, part in found.items() if test not in there)


def _bare(condition: Condition) -> Hashable:
    """The demand without what it rests on, nor the order of its parts."""
    match condition.test:
        case AllOf(parts):
            return "all", frozenset(map(_bare, parts))
        case AnyOf(parts):
            return "any", frozenset(map(_bare, parts))
        case NotOf(part):
            return "not", _bare(part)
        case leaf:
            return leaf


def _tests_of_leaves(parts: tuple[Condition, ...]) -> frozenset[Hashable]:
    return frozenset(leaf.test for part in parts for leaf in leaves(part))
