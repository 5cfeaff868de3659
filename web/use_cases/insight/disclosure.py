"""Which counts of firms may be shown, so that nobody learns of a group of one to four firms.

The rule, after the practice of statistical disclosure control (Hundepool et al., Handbook on
Statistical Disclosure Control; base-5 rounding and suppression together, as health services and
statistical offices publish small counts):

1. A group of fewer than five firms is not shown, and neither is one of none: the two look alike.
2. Every count that is shown is rounded down to a multiple of five: 15 stands for 15 to 19. So the
   difference of any two figures is never surely between one and four, on one page or on two with
   other filters.
3. Where each firm stands in exactly one group (place, sector, size, month, state), the groups add
   up to all firms. If one of them is too small, the smallest group of five or more is hidden as
   well, and what is hidden is told in one sum: nobody can tell which of the hidden groups is small.
4. Rows are ordered by what is shown, never by the exact count.
5. Periods are calendar quarters and years, which nest. Ranges with free ends would allow to compare
   hundreds of overlapping sums, and from enough of them exact counts follow despite the rounding.
6. Shares are computed from the figures that are shown. Sums of money: `money`.

What it does not hold off: somebody who adds firms of his own until a group reaches five. Who enters
a firm leaves a trace in its file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST = 5
DOMINANT = 10
"""Percent of the largest amount that all but the two largest must exceed together (p% rule)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One group that is shown: `firms` is a multiple of five, the true number up to four more."""

    key: str
    firms: int


@dataclass(frozen=True, slots=True)
class Table:
    """Groups of firms; `base`: all firms the table is about; `rest`: those in groups not shown.

    All three are rounded down; `rest` is 0 where nothing is hidden or groups overlap.
    """

    rows: tuple[Row, ...]
    base: int
    rest: int = 0


@dataclass(frozen=True, slots=True)
class MoneySum:
    """Whole euros, rounded down to two digits that count, and the firms they went to."""

    euros: int
    firms: int


def shown(count: int) -> int:
    """The count as it may be shown; 0: it may not."""
    return count - count % LEAST


def overlapping(counts: Mapping[str, int], base: int, *, in_order: bool = False) -> Table:
    """The groups of firms that can stand in several, or in none; the largest first."""
    return Table(_rows(counts, in_order=in_order), shown(base))


def parts(counts: Mapping[str, int], *, in_order: bool = False) -> Table:
    """The groups of firms that each stand in exactly one; the largest first, or in their order."""
    hidden = _hidden(counts)
    rest = sum(counts[key] for key in hidden)
    visible = {key: count for key, count in counts.items() if key not in hidden}
    return Table(_rows(visible, in_order=in_order), shown(sum(counts.values())), shown(rest))


def share(firms: int, base: int) -> int:
    """The share in percent of one figure that is shown in another, each taken as its middle."""
    middle = LEAST // 2
    return round(100 * min(firms + middle, base + middle) / (base + middle)) if firms else 0


def money(amounts: Sequence[int]) -> MoneySum | None:
    """The sum of the amounts of firms, one each; None where it says much about one of them.

    That is so for fewer than five, and where the others beside the two largest make up less than a
    tenth of the largest: the second could tell the largest too well.
    """
    ordered = sorted(amounts, reverse=True)
    if len(ordered) < LEAST or sum(ordered[2:]) * 100 < DOMINANT * ordered[0]:
        return None
    total = sum(ordered)
    step = 10 ** max(len(str(total)) - 2, 0)
    return MoneySum(total - total % step, shown(len(ordered)))


def _hidden(counts: Mapping[str, int]) -> frozenset[str]:
    """The small groups, and with them those that are the smallest of the others."""
    small = frozenset(key for key, count in counts.items() if 0 < count < LEAST)
    if not small:
        return small
    smallest = min((count for count in counts.values() if count >= LEAST), default=0)
    return small | {key for key, count in counts.items() if count == smallest and count}


def _rows(counts: Mapping[str, int], *, in_order: bool) -> tuple[Row, ...]:
    rows = [Row(key, shown(count)) for key, count in counts.items() if count >= LEAST]
    return tuple(rows if in_order else sorted(rows, key=lambda row: (-row.firms, row.key)))
