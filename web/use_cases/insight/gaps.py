"""Needs that no offer serves: how many firms have them, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from web.use_cases.insight import disclosure
from web.use_cases.insight.asked import Asked, View, firms_asked_for
from web.use_cases.insight.disclosure import Table
from web.use_cases.insight.firms import Firm, Firms


@dataclass(frozen=True, slots=True)
class Gap:
    """One need without an offer, by codes of municipalities; beyond NRW of Länder."""

    need: str
    places: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """`needs`: the firms that were matched, by the needs of theirs that nothing serves.

    `unmatched` are not looked at yet and stand in no table. The days are those of the oldest and
    the newest match.
    """

    unmatched: int
    oldest: date | None
    newest: date | None
    needs: Table
    gaps: tuple[Gap, ...]


def gaps_of(firms: Firms, view: View, asked: Asked) -> Gaps:
    """The gaps of the firms that are meant; with a need, those of that need."""
    found = [each for each in firms_asked_for(firms, view, asked) if asked.is_when(each.month)]
    matched = [each for each in found if each.unserved is not None]
    where = _where(matched, asked.need)
    counts = {need: sum(places.values()) for need, places in where.items()}
    needs = disclosure.overlapping(counts, len(matched))
    days = [each.matched_on for each in matched if each.matched_on is not None]
    return Gaps(
        unmatched=disclosure.shown(len(found) - len(matched)),
        oldest=min(days, default=None),
        newest=max(days, default=None),
        needs=needs,
        gaps=tuple(Gap(row.key, disclosure.parts(where[row.key])) for row in needs.rows),
    )


def _where(matched: list[Firm], wanted: str) -> dict[str, Counter[str]]:
    """Need to place to the number of firms there that nothing serves in it."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for firm in matched:
        for need in firm.unserved or ():
            if not wanted or need == wanted:
                found[need][firm.place.municipality] += 1
    return found
