"""The figures of what firms need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from flask_babel import gettext

from web.pages.insight import filters, words
from web.pages.insight.figures import Figure, figure, link
from web.use_cases.insight.needs import Needs

Label = Callable[[str], str]


def needs_figures(
    found: Needs, parameters: Mapping[str, str], *, has_municipalities: bool
) -> tuple[Figure, ...]:
    """The five plots; rows lead to the page with one more filter beside these parameters."""
    where = gettext("Municipality") if has_municipalities else gettext("District or state")
    once = gettext("Each firm counts once.")
    return (
        figure(
            "themen",
            gettext("What firms need"),
            gettext("A firm counts once for each of its topics."),
            found.needs,
            words.need,
            linked=partial(_linked, parameters, filters.NEED, words.need),
            group=gettext("Topic"),
        ),
        figure("orte", gettext("Where they are"), once, found.places, words.place, group=where),
        _sections(found, parameters, once),
        _sizes(found, parameters, once),
        _months(found),
    )


def _sections(found: Needs, parameters: Mapping[str, str], about: str) -> Figure:
    return figure(
        "branchen",
        gettext("What they do"),
        about,
        found.sections,
        words.section,
        linked=partial(_linked, parameters, filters.SECTION, words.section),
        group=gettext("Sector"),
        note=gettext("Sections of the classification of economic activities (WZ 2008)."),
    )


def _sizes(found: Needs, parameters: Mapping[str, str], about: str) -> Figure:
    return figure(
        "groessen",
        gettext("How large they are"),
        about,
        found.sizes,
        words.size,
        linked=partial(_linked, parameters, filters.SIZE, words.size),
        group=gettext("Size"),
        note=gettext("By people only: few firms tell turnover and balance sheet."),
    )


def _months(found: Needs) -> Figure:
    return figure(
        "monate",
        gettext("When they asked"),
        gettext("The month in which a firm first answered. Each firm counts once."),
        found.months,
        words.month,
        group=gettext("Month"),
        note=gettext(
            "Answers are deleted after some time unless a file keeps them: the further back, "
            "the fewer are left. A rise may be nothing but that."
        ),
    )


def _linked(parameters: Mapping[str, str], name: str, label: Label, key: str) -> str:
    if not key:
        return label(key)
    return link(filters.address("insight.show", {**parameters, name: key}), label(key))
