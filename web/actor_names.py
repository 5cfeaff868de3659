"""Who changed something, in words: people by name, what runs by itself by what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext, lazy_gettext

from web.current import services
from web.source_names import SOURCES
from web.use_cases.catalogue import care_list

_ACTORS: Mapping[str, object] = {
    "cli": lazy_gettext("command line"),
    "import": lazy_gettext("import"),
    "bundled": SOURCES["bundled"],
    "operator": lazy_gettext("operator"),
    "job": lazy_gettext("automatic task"),
    "person": lazy_gettext("a former colleague"),
}


def actors(who: Iterable[str]) -> Mapping[str, str]:
    """Who acted, by what is stored of them."""
    wanted = frozenset(who)
    names = care_list.names_of(services().engine, wanted)
    return {each: names.get(each) or _unnamed(each) for each in wanted}


def _unnamed(actor: str) -> str:
    kind, _, key = actor.partition(":")
    word = _ACTORS.get(kind)
    if word is None:
        return actor
    return gettext("%(kind)s %(id)s", kind=word, id=key) if key and kind == "job" else str(word)
