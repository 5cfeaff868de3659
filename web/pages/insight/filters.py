"""What the address of a page of insight asks for, the choices of its form, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext, lazy_gettext

from offers.schema import SizeClass
from offers.taxonomy.needs import NEED_KEYS
from offers.taxonomy.regions import Territory, overlaps, resolve_territory
from offers.taxonomy.sectors import SECTIONS
from web.offer_facts import said
from web.organisation_facts import topic_options
from web.pages.insight import words
from web.typed_texts import one_line
from web.use_cases.insight.asked import Asked, View, period_of, periods_to_choose
from web.use_cases.places import PlaceRead, read_place

PERIOD, PLACE, SECTION, SIZE, NEED = "zeitraum", "ort", "branche", "groesse", "bedarf"
NAMES = (PERIOD, PLACE, SECTION, SIZE, NEED)
LONGEST = 100
Option = tuple[str, str]
_LABELS: Mapping[str, object] = {
    PERIOD: lazy_gettext("Period"),
    PLACE: lazy_gettext("Place"),
    SECTION: lazy_gettext("Sector"),
    SIZE: lazy_gettext("Size"),
    NEED: lazy_gettext("Topic"),
}
_WORDS: Mapping[str, Callable[[str], str]] = {
    PERIOD: words.period,
    SECTION: words.section,
    SIZE: words.size,
    NEED: words.need,
}


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters as they were typed (`values`), what they mean, and what is wrong with which."""

    values: Mapping[str, str]
    asked: Asked
    place: PlaceRead
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def parameters(self) -> dict[str, str]:
        """What stands in an address with these filters."""
        return {name: value for name, value in self.values.items() if value}

    @property
    def error_list(self) -> tuple[Option, ...]:
        """Fields and what is wrong with them, in the order of the form."""
        return tuple(self.errors.items())

    @property
    def notes(self) -> tuple[str, ...]:
        """What was guessed of the place."""
        return () if PLACE in self.errors else said(self.place.notes)


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of the form."""

    periods: tuple[Option, ...]
    sections: tuple[Option, ...]
    sizes: tuple[Option, ...]
    needs: tuple[Option, ...]


def read_filters(arguments: Mapping[str, str], view: View, today: date) -> Filters:
    """The filters of an address; one that means nothing, or lies elsewhere, is an error."""
    values = {name: one_line(arguments.get(name, ""))[:LONGEST] for name in NAMES}
    place = read_place(values[PLACE])
    around = resolve_territory(sorted(place.site.places or ())) if place.site else None
    asked = Asked(
        period=period_of(values[PERIOD], today),
        territory=around,
        section=values[SECTION],
        size=values[SIZE],
        need=values[NEED],
    )
    return Filters(values, asked, place, dict(_errors(values, asked, place, view)))


def choices(today: date) -> Choices:
    """The options in the page's language."""
    return Choices(
        periods=tuple((each, words.period(each)) for each in periods_to_choose(today)),
        sections=tuple((code, words.section(code)) for code in SECTIONS),
        sizes=tuple((size.value, words.size(size)) for size in SizeClass),
        needs=topic_options(),
    )


def address(endpoint: str, parameters: Mapping[str, str]) -> str:
    """The address of a page with these parameters."""
    return f"{url_for(endpoint)}?{urlencode(parameters)}" if parameters else url_for(endpoint)


def label(name: str) -> str:
    """What a filter is called."""
    return str(_LABELS[name])


def said_value(name: str, filters: Filters) -> str:
    """What it is set to, in words; for filters without errors."""
    value = filters.values[name]
    return filters.place.name if name == PLACE else _WORDS[name](value)


def _errors(
    values: Mapping[str, str], asked: Asked, place: PlaceRead, view: View
) -> Iterator[Option]:
    if values[PERIOD] and asked.period is None:
        yield PERIOD, gettext("There is no such period. Choose a year or a quarter up to today.")
    if place.is_unknown:
        yield PLACE, _unknown(place)
    elif asked.territory is not None and not _is_seen(asked.territory, view):
        yield PLACE, gettext("This place is not in your territory.")
    if values[SECTION] and values[SECTION] not in SECTIONS:
        yield SECTION, gettext("There is no such sector. Choose one from the list.")
    if values[SIZE] and values[SIZE] not in set(SizeClass):
        yield SIZE, gettext("There is no such size. Choose one from the list.")
    if values[NEED] and values[NEED] not in NEED_KEYS:
        yield NEED, gettext("There is no such topic. Choose one from the list.")


def _unknown(place: PlaceRead) -> str:
    suggestions = ", ".join(region.name for region in place.suggestions)
    unknown = gettext("We do not know this place.")
    if not suggestions:
        return unknown
    meant = gettext("Did you mean: %(names)s?", names=suggestions)
    return f"{unknown} {meant}"


def _is_seen(territory: Territory, view: View) -> bool:
    return view.territory is None or overlaps(territory, view.territory)
