"""Who would get an offer, in words; firms as nobody."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from matcher.eligibility import Verdict
from matcher.wording import size_label, verdict_label
from offers.schema import SizeClass
from offers.taxonomy.sectors import SECTIONS
from web.formats import listing
from web.language import current_language
from web.use_cases.catalogue.previewing import Line, Place, Reached, Somebody

MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class ReachView:
    """The counts, and rows of a table: sector, size, place, before, after."""

    total: int
    first_before: int
    first_after: int
    possible_before: int
    possible_after: int
    rows: tuple[tuple[str, str, str, str, str], ...]
    more: int


def reach_view(found: Reached) -> ReachView:
    """The words for what was found."""
    changed = found.changed
    return ReachView(
        total=len(found.lines),
        first_before=found.first_before,
        first_after=found.first_after,
        possible_before=found.possible_before,
        possible_after=found.possible_after,
        rows=tuple(_row(line) for line in changed[:MOST_LINES]),
        more=max(0, len(changed) - MOST_LINES),
    )


def _row(line: Line) -> tuple[str, str, str, str, str]:
    return (*_who(line.who), _place(line.before), _place(line.after))


def _who(who: Somebody) -> tuple[str, str, str]:
    language, unknown = current_language(), gettext("not known")
    section = SECTIONS.get(who.section)
    sizes = [size_label(size, language) for size in SizeClass if size in who.sizes]
    return (
        section.label.get(language) if section else unknown,
        listing(sizes) or unknown,
        who.place or unknown,
    )


def _place(place: Place | None) -> str:
    if place is None:
        return gettext("not in the catalogue")
    if place.rank is None:
        return verdict_label(place.verdict, current_language())
    if place.verdict is Verdict.UNCLEAR:
        return gettext("place %(rank)s, something still open", rank=place.rank)
    return gettext("place %(rank)s", rank=place.rank)
