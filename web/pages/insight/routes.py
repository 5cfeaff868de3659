"""The four pages of insight."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request
from flask_babel import gettext

from web.current import services, today
from web.formats import listing, partial_date
from web.organisation_facts import territory_names
from web.pages.insight import advice, filters, gaps, judged, needs
from web.pages.insight.blueprint import (
    all_files,
    all_firms,
    blueprint,
    known_person,
    land,
    sees_everything,
    view,
)
from web.pages.insight.figures import Figure
from web.pages.insight.filters import Filters, read_filters
from web.use_cases.insight.advice import advice_of
from web.use_cases.insight.gaps import gaps_of
from web.use_cases.insight.judged import judged_of
from web.use_cases.insight.needs import needs_of, tells_municipalities


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows: its figures, and what is said above them."""

    figures: tuple[Figure, ...] = ()
    standing: str = ""


@blueprint.get("")
def show() -> str:
    """What firms need."""
    return _page("bedarf", gettext("Demand"))


@blueprint.get("/luecken")
def show_gaps() -> str:
    """Needs that no offer serves."""
    return _page("luecken", gettext("Gaps"))


@blueprint.get("/urteile")
def show_judged() -> str:
    """What is judged unfit and why."""
    return _page("urteile", gettext("Judgements"))


@blueprint.get("/beratung")
def show_advice() -> str:
    """How advice went."""
    return _page("beratung", gettext("Advice given"))


def part_of(name: str, asked_for: Filters) -> Part:
    """The figures of a page by its name; none where a filter is wrong. KeyError: no such page."""
    make = _PARTS[name]
    return Part() if asked_for.errors else make(asked_for)


def filters_of_request() -> Filters:
    """The filters of the address."""
    return read_filters(request.args, view(), today())


def _needs(asked_for: Filters) -> Part:
    seen, asked = view(), asked_for.asked
    found = needs_of(all_firms(), seen, asked)
    is_near = tells_municipalities(seen.territory, asked.territory)
    figures = needs.needs_figures(found, asked_for.parameters, has_municipalities=is_near)
    return Part(figures)


def _gaps(asked_for: Filters) -> Part:
    found = gaps_of(all_firms(), view(), asked_for.asked)
    return Part(gaps.gaps_figures(found), gaps.standing(found))


def _judged(asked_for: Filters) -> Part:
    found = judged_of(services().engine, all_firms(), view(), asked_for.asked)
    return Part(judged.judged_figures(found))


def _advice(asked_for: Filters) -> Part:
    found = advice_of(all_files(), all_firms, view(), asked_for.asked, land=land())
    return Part(advice.advice_figures(found))


_PARTS = {"bedarf": _needs, "luecken": _gaps, "urteile": _judged, "beratung": _advice}


def _page(name: str, title: str) -> str:
    asked_for = filters_of_request()
    part = part_of(name, asked_for)
    return render_template(
        f"pages/insight/{name}.html",
        part_title=title,
        tabs=_tabs(asked_for),
        filters=asked_for,
        names=filters,
        choices=filters.choices(today()),
        figures=tuple(each.at(_download(name, each, asked_for)) for each in part.figures),
        standing=part.standing,
        territory=_territory(),
        sees_everything=sees_everything(),
        organisation=known_person().organisation_name,
        day=partial_date(today()),
        kept_days=services().settings.finished_days,
        file_days=services().settings.file_days,
    )


def _tabs(asked_for: Filters) -> tuple[tuple[str, str, bool], ...]:
    """The four pages with the filters kept."""
    pages = (
        (gettext("Demand"), "insight.show"),
        (gettext("Gaps"), "insight.show_gaps"),
        (gettext("Judgements"), "insight.show_judged"),
        (gettext("Advice given"), "insight.show_advice"),
    )
    return tuple(
        (label, filters.address(endpoint, asked_for.parameters), request.endpoint == endpoint)
        for label, endpoint in pages
    )


def _territory() -> str:
    return "" if sees_everything() else listing(territory_names(known_person().territories))


def _download(name: str, figure: Figure, asked_for: Filters) -> str:
    wanted = {"seite": name, "tabelle": figure.anchor}
    return filters.address("insight.fetch", {**wanted, **asked_for.parameters})
