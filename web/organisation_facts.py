"""What organisations are, where and for what they are there, as texts in the page's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext, lazy_gettext

from offers.taxonomy.needs import NEEDS, need
from offers.taxonomy.regions import find_region
from web.language import current_language

_KINDS: Mapping[str, object] = {
    "economic_development": lazy_gettext("Economic development agency"),
    "regional_agency": lazy_gettext("Regional agency"),
    "land_agency": lazy_gettext("Agency of the state"),
    "development_bank": lazy_gettext("Development bank"),
    "welcome_office": lazy_gettext("Welcome office"),
    "chamber": lazy_gettext("Chamber"),
    "city": lazy_gettext("City or municipality"),
    "district": lazy_gettext("District"),
    "university": lazy_gettext("University or research institute"),
    "association": lazy_gettext("Association or network"),
    "operator": lazy_gettext("Operator of this service"),
    "other": lazy_gettext("Other body"),
}


def kind_label(kind: str) -> str:
    """What a kind is called; one that an operator made up speaks for itself."""
    return str(_KINDS.get(kind, kind))


def kind_options(current: str = "") -> tuple[tuple[str, str], ...]:
    """All kinds as choices, with the current one where it is none of ours."""
    own = () if not current or current in _KINDS else (current,)
    return tuple((kind, kind_label(kind)) for kind in (*_KINDS, *own))


def territory_names(names: Iterable[str]) -> tuple[str, ...]:
    """Territories given by code or name, by name."""
    found = ((each, find_region(each)) for each in names)
    return tuple(region.name if region else each for each, region in found)


def topic_labels(topics: Iterable[str]) -> tuple[str, ...]:
    """What the topics are called; all of them where none is named."""
    return topic_names(topics, current_language()) or (gettext("All topics"),)


def topic_names(topics: Iterable[str], language: str) -> tuple[str, ...]:
    """What the topics are called in a language."""
    return tuple(need(key).label.get(language) for key in topics)


def topic_options() -> tuple[tuple[str, str], ...]:
    """All topics as choices."""
    language = current_language()
    return tuple((each.key, each.label.get(language)) for each in NEEDS)
