"""What is said after something was done: a code in the address, a sentence on the page."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

_NOTICES: Mapping[str, LazyString] = {
    "notiz": lazy_gettext("The note is saved."),
    "notiz-geloescht": lazy_gettext("The note is deleted."),
    "schritt": lazy_gettext("The step is saved."),
    "schritt-erledigt": lazy_gettext("The step is done."),
    "schritt-offen": lazy_gettext("The step is open again."),
    "schritt-geloescht": lazy_gettext("The step is deleted."),
}


def notice_of(code: str) -> str:
    """The sentence of a code; '' for any other text."""
    return str(_NOTICES.get(code, ""))
