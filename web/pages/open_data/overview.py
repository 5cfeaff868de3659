"""The page about the open data: files, feeds to subscribe to, fields, licences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from markupsafe import Markup

from offers.export.columns import COLUMNS
from offers.export.formats import FORMATS
from offers.taxonomy.needs import NEEDS
from web.current import catalogue
from web.language import current_language
from web.offer_facts import said
from web.pages.open_data import filters as names
from web.pages.open_data.addresses import Parameters, local, whole
from web.pages.open_data.blueprint import blueprint, changed_at, figures
from web.pages.open_data.filters import Filters, names_of, read_filters

MOST_LICENCES = 20
_ABOUT = {
    "jsonl": lazy_gettext("JSON Lines: one offer a line, everything as it is. For programs."),
    "csv": lazy_gettext("CSV: a table with commas, UTF-8. For programs and statistics."),
    "xlsx": lazy_gettext("Excel: a table with an explanation of its columns. For people."),
}


@dataclass(frozen=True, slots=True)
class Download:
    """One file: its ending, its address and whom it is for."""

    name: str
    href: str
    about: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed with its addresses: for a browser, for a program, and to copy."""

    title: str
    about: str
    href: str
    opens: str
    whole: str


@blueprint.get("/offene-daten")
def show() -> str:
    """What there is, and the addresses of the feeds for a topic and a place."""
    filters = read_filters(request.args)
    # Some sources write a line for each of their offers: all of them would be a book.
    licences = [each for each in figures().held.licences if each.word]
    return render_template(
        "pages/open_data/show.html",
        names=names,
        offers=len(catalogue().offers),
        changed=changed_at(),
        downloads=tuple(_downloads()),
        filters=filters,
        narrowed=names_of(filters, current_language()),
        topics=tuple((each.key, each.label.get(current_language())) for each in NEEDS),
        place_error=_place_error(filters),
        subscriptions=tuple(_subscriptions(filters)),
        fields=tuple(_fields()),
        licences=licences[:MOST_LICENCES],
        more=max(len(licences) - MOST_LICENCES, 0),
    )


def _downloads() -> Iterator[Download]:
    for name in FORMATS:
        yield Download(name, url_for(f"open_data.fetch_{name}"), str(_ABOUT[name]))


def _place_error(filters: Filters) -> str:
    if not filters.place.is_unknown:
        return ""
    return " ".join(said(filters.place.notes)) or gettext("We do not know this place.")


def _subscriptions(filters: Filters) -> Iterator[Subscription]:
    """None for a place that nobody knows: its feed would be refused."""
    if filters.place.is_unknown:
        return
    values: Parameters = {**filters.parameters, "lang": current_language()}
    calendar = whole("open_data.fetch_deadlines", values)
    yield Subscription(
        gettext("Deadlines as a calendar"),
        gettext("Your calendar shows the deadlines and keeps them up to date."),
        local("open_data.fetch_deadlines", values),
        f"webcal:{calendar.partition(':')[2]}",
        calendar,
    )
    yield Subscription(
        gettext("Changes as a feed"),
        gettext("A feed reader (Atom) tells what is new, changed or over."),
        local("open_data.fetch_changes", values),
        "",
        whole("open_data.fetch_changes", values),
    )


def _fields() -> Iterator[tuple[Markup, str]]:
    for column in COLUMNS:
        yield (
            Markup("<code>{}</code>").format(column.name),
            column.meaning.get(current_language()),
        )
