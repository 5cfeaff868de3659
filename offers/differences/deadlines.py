"""Deadlines compared: which moved, came or went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from offers.differences.change import Change
from offers.schema import Deadline

Day = tuple[str, bool]
Deadlines = tuple[Deadline, ...]


def deadline_changes(before: Deadlines, after: Deadlines) -> Iterator[Change]:
    """A deadline that went and one that came make one that moved: equal labels first, then by day.

    A deadline is its day and whether it comes back; new labels alone are `deadlines.labelled`.
    """
    gone, come = _without(before, after), _without(after, before)
    moved = [*_with_equal_labels(gone, come)]
    if len(gone) == len(come):
        moved += zip(_taken(gone), _taken(come), strict=True)
    yield from (Change("deadline.changed", {"before": b, "after": a}) for b, a in moved)
    yield from (Change("deadline.removed", {"before": each}) for each in gone)
    yield from (Change("deadline.added", {"after": each}) for each in come)
    if not (moved or gone or come) and _labelled(before) != _labelled(after):
        yield Change("deadlines.labelled")


def _day(deadline: Deadline) -> Day:
    return deadline.date.text, deadline.recurring


def _labelled(deadlines: Deadlines) -> Counter[tuple[str, bool, str]]:
    return Counter((*_day(each), each.label) for each in deadlines)


def _without(deadlines: Deadlines, others: Deadlines) -> list[Deadline]:
    """The deadlines whose day the others lack, the earliest first."""
    there = Counter(map(_day, others))
    left = []
    for each in deadlines:
        there[_day(each)] -= 1
        if there[_day(each)] < 0:
            left.append(each)
    return sorted(left, key=lambda each: (each.date.last, each.date.text, each.label))


def _with_equal_labels(
    gone: list[Deadline], come: list[Deadline]
) -> Iterator[tuple[Deadline, Deadline]]:
    """Pairs of one name, taken out of both lists."""
    for earlier in tuple(gone):
        same = (each for each in come if earlier.label and each.label == earlier.label)
        later = next(same, None)
        if later is not None:
            gone.remove(earlier)
            come.remove(later)
            yield earlier, later


def _taken(deadlines: list[Deadline]) -> list[Deadline]:
    taken = [*deadlines]
    deadlines.clear()
    return taken
