"""Words for requests for advice: how a firm wants to be reached, what it wants to talk about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import LazyString, lazy_gettext

from offers.taxonomy.needs import NEED_KEYS, need
from web.language import current_language

WAYS: Mapping[str, LazyString] = {
    "phone": lazy_gettext("by phone"),
    "video": lazy_gettext("by video call"),
    "visit": lazy_gettext("in person"),
    "writing": lazy_gettext("in writing"),
}


def way_label(code: str) -> str:
    """How the firm wants to be reached; '' where it did not say."""
    return str(WAYS.get(code, ""))


def topic_labels(keys: Iterable[str]) -> tuple[str, ...]:
    """The topics in words, unknown keys left out."""
    language = current_language()
    return tuple(need(key).label.get(language) for key in keys if key in NEED_KEYS)
