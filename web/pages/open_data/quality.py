"""The page that says how complete, fresh and checked the catalogue is.

A chart is a table whose rows carry a bar: whoever cannot see the bars reads the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from babel.numbers import format_percent
from flask import render_template
from flask_babel import get_locale, gettext, lazy_gettext

from matcher.wording import kind_label
from offers.completeness import NOT_KNOWN, Count
from offers.taxonomy.needs import need
from web.current import services, today
from web.formats import moment, partial_date, whole_number
from web.language import current_language
from web.pages.open_data.blueprint import blueprint, changed_at, figures
from web.source_names import source_name
from web.use_cases.catalogue import links, open_data
from web.use_cases.catalogue.links import LinkCounts
from web.use_cases.catalogue.open_data import Figures

MOST_BARS = 15
_KNOWN = {
    "source_and_day": lazy_gettext("Source and its day"),
    "source": lazy_gettext("Source"),
    "verified": lazy_gettext("Checked by an editor"),
    "kinds": lazy_gettext("Kind of support"),
    "needs": lazy_gettext("Topics"),
    "audience": lazy_gettext("For whom"),
    "territory": lazy_gettext("Where the company must be"),
    "conditions": lazy_gettext("Conditions"),
    "deadline": lazy_gettext("Deadline or last day"),
    "amount": lazy_gettext("Amount, rate or free of charge"),
    "url": lazy_gettext("Web address"),
    "contact": lazy_gettext("Contact"),
    "license": lazy_gettext("Licence of the texts of a source"),
}
_AGES = {
    "half_a_year": lazy_gettext("up to six months ago"),
    "a_year": lazy_gettext("up to a year ago"),
    "two_years": lazy_gettext("up to two years ago"),
    "older": lazy_gettext("longer ago"),
    "never": lazy_gettext("not known"),
}
_CHECKED_NEVER = lazy_gettext("not checked yet")
_STATES = {
    "open": lazy_gettext("Open"),
    "not_open_yet": lazy_gettext("Not open at the moment"),
    "archive_only": lazy_gettext("To read only"),
    "ended": lazy_gettext("Ended"),
}
_LINKS = {
    "unchecked": lazy_gettext("not asked yet"),
    "ok": lazy_gettext("works"),
    "refused": lazy_gettext("does not answer programs"),
    "soft": lazy_gettext("trouble that may pass"),
    "hard": lazy_gettext("trouble for several days"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what was counted, the figure, its share in words, and the bar in percent."""

    label: str
    count: str
    share: str
    width: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under one heading; `about` says how to read them, `more` what is not shown."""

    anchor: str
    title: str
    about: str
    unit: str
    bars: tuple[Bar, ...]
    more: str = ""


@blueprint.get("/offene-daten/guete")
def show_quality() -> str:
    """The figures of today."""
    found = figures()
    engine = services().engine
    charts = (*_charts(found), *_links(links.counts(engine))) if found.held.offers else ()
    return render_template(
        "pages/open_data/quality.html",
        offers=found.held.offers,
        changed=moment(changed_at()),
        day=partial_date(today()),
        charts=charts,
        refused=tuple(
            (source_name(each.word), whole_number(each.offers))
            for each in open_data.refused_rows(engine)
        ),
    )


def _charts(found: Figures) -> Iterator[Chart]:
    held, all_of = found.held, found.held.offers
    offers = gettext("Offers")
    yield Chart(
        "vollstaendig",
        gettext("How complete is it?"),
        gettext("How many offers name what one wants to know."),
        offers,
        _bars(held.known, all_of, lambda code: str(_KNOWN[code])),
    )
    yield Chart(
        "geprueft",
        gettext("How much was checked?"),
        gettext("When an editor last compared an offer with its source."),
        offers,
        _bars(held.checked, all_of, lambda code: str({**_AGES, "never": _CHECKED_NEVER}[code])),
    )
    yield Chart(
        "frisch",
        gettext("How old are the facts?"),
        gettext("The day that the source of an offer speaks of."),
        offers,
        _bars(held.spoken_of, all_of, lambda code: str(_AGES[code])),
    )
    yield Chart(
        "stand",
        gettext("Can one apply today?"),
        gettext("Computed from dates and the provider's word."),
        offers,
        _bars(found.states, all_of, lambda code: str(_STATES[code])),
    )
    yield from _held(found, offers)


def _held(found: Figures, offers: str) -> Iterator[Chart]:
    """What the catalogue holds; an offer counts once for each of its words."""
    held, all_of, language = found.held, found.held.offers, current_language()
    for anchor, title, counts, label in (
        ("arten", gettext("Kinds of support"), held.kinds, lambda w: kind_label(w, language)),
        ("themen", gettext("Topics"), held.needs, lambda w: need(w).label.get(language)),
        ("gebiete", gettext("Territories"), held.regions, str),
        ("quellen", gettext("Sources"), found.sources, source_name),
    ):
        shown = counts[:MOST_BARS]
        yield Chart(
            anchor,
            title,
            gettext("An offer counts once for each that it names."),
            offers,
            _bars(shown, all_of, _known(label)),
            _more(len(counts) - len(shown)),
        )


def _links(counts: LinkCounts) -> Iterator[Chart]:
    """What servers say of the addresses; nothing before the first check."""
    if counts.last_checked_utc is None:
        return
    yield Chart(
        "adressen",
        gettext("Do the web addresses answer?"),
        gettext("Last asked: %(moment)s.", moment=moment(counts.last_checked_utc)),
        gettext("Addresses"),
        _bars(
            (Count(state, addresses) for state, addresses in counts.states.items()),
            counts.total,
            lambda state: str(_LINKS[state]),
        ),
    )


def _known(label: Callable[[str], str]) -> Callable[[str], str]:
    return lambda word: gettext("not known") if word == NOT_KNOWN else label(word)


def _more(left: int) -> str:
    return gettext("%(number)s more are not shown.", number=whole_number(left)) if left > 0 else ""


def _bars(counts: Iterable[Count], all_of: int, label: Callable[[str], str]) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            label(each.word),
            whole_number(each.offers),
            _share(each.offers, all_of),
            f"{100 * each.offers / all_of:.1f}",
        )
        for each in counts
    )


def _share(part: int, whole: int) -> str:
    """Whole percent, but never 0 % of something nor 100 % of less than all."""
    percent = round(100 * part / whole)
    if part and not percent:
        return gettext("under %(share)s", share=format_percent(0.01, locale=get_locale()))
    if part < whole and percent == 100:
        return gettext("over %(share)s", share=format_percent(0.99, locale=get_locale()))
    return format_percent(percent / 100, locale=get_locale())
