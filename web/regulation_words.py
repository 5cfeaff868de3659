"""Words for the regulations that de minimis aid is based on."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

from matcher.de_minimis import Ceiling, Regulation

_REGULATIONS: Mapping[Regulation, LazyString] = {
    Regulation.GENERAL: lazy_gettext(
        "General: Regulation (EU) 2023/2831 (until 2023: No 1407/2013)"
    ),
    Regulation.AGRICULTURE: lazy_gettext("Agriculture: Regulation (EU) No 1408/2013"),
    Regulation.FISHERY: lazy_gettext("Fishery: Regulation (EU) No 717/2014"),
    Regulation.SGEI: lazy_gettext(
        "Services of general economic interest: Regulation (EU) 2023/2832 (until 2023: No 360/2012)"
    ),
}
_SHORT: Mapping[Regulation, LazyString] = {
    Regulation.GENERAL: lazy_gettext("General"),
    Regulation.AGRICULTURE: lazy_gettext("Agriculture"),
    Regulation.FISHERY: lazy_gettext("Fishery"),
    Regulation.SGEI: lazy_gettext("Services of general economic interest"),
}
_CEILINGS: Mapping[Ceiling, LazyString] = {
    Ceiling.GENERAL: lazy_gettext("De minimis aid (general, agriculture, fishery)"),
    Ceiling.SGEI: lazy_gettext("De minimis aid for services of general economic interest"),
}


def regulation_label(regulation: Regulation) -> str:
    """What the regulation is about, and its number."""
    return str(_REGULATIONS[regulation])


def short_label(regulation: Regulation) -> str:
    """The same without the number."""
    return str(_SHORT[regulation])


def ceiling_label(ceiling: Ceiling) -> str:
    """What is added up towards a ceiling."""
    return str(_CEILINGS[ceiling])
