"""What firms need: by need, place, sector, size and month, as far as it may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from offers.schema import SizeClass
from offers.taxonomy.regions import Territory
from web.use_cases.insight import disclosure
from web.use_cases.insight.asked import Asked, View, firms_asked_for
from web.use_cases.insight.disclosure import Table
from web.use_cases.insight.firms import UNKNOWN, Firm, Firms
from web.use_cases.insight.places import is_narrow

SIZES = (*(size.value for size in SizeClass), UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """Firms by what they need and what they are. `places` are codes of municipalities or Kreise.

    In all tables but `needs` a firm stands once.
    """

    firms: int
    needs: Table
    places: Table
    sections: Table
    sizes: Table
    months: Table


def needs_of(firms: Firms, view: View, asked: Asked) -> Needs:
    """The tables of the firms that are meant, by the months in which they first answered."""
    found = [each for each in firms_asked_for(firms, view, asked) if asked.is_when(each.month)]
    return Needs(
        firms=disclosure.shown(len(found)),
        needs=disclosure.overlapping(
            Counter(key for each in found for key in each.needs), len(found)
        ),
        places=disclosure.parts(Counter(places_of(found, view, asked))),
        sections=disclosure.parts(Counter(each.section for each in found)),
        sizes=disclosure.parts(_sizes(found), in_order=True),
        months=disclosure.parts(_sorted(Counter(each.month for each in found)), in_order=True),
    )


def places_of(firms: Iterable[Firm], view: View, asked: Asked) -> Iterable[str]:
    """Where each of the firms is: municipalities within one Kreis, else Kreise and Länder."""
    if tells_municipalities(view.territory, asked.territory):
        return (each.place.municipality for each in firms)
    return (each.place.district for each in firms)


def tells_municipalities(*territories: Territory | None) -> bool:
    """Whether the narrowest of the territories is no more than a Kreis."""
    return any(each is not None and is_narrow(each) for each in territories)


def _sizes(firms: Sequence[Firm]) -> Mapping[str, int]:
    counted = Counter(each.size for each in firms)
    return {size: counted[size] for size in SIZES}


def _sorted(counts: Mapping[str, int]) -> Mapping[str, int]:
    return dict(sorted(counts.items()))
