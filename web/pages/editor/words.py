"""Who did something and where an offer comes from, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext, lazy_gettext

from web.current import services
from web.use_cases.catalogue import care_list

_ACTORS: Mapping[str, object] = {
    "cli": lazy_gettext("command line"),
    "import": lazy_gettext("import"),
    "bundled": lazy_gettext("bundled catalogue"),
    "operator": lazy_gettext("operator"),
    "job": lazy_gettext("automatic task"),
    "person": lazy_gettext("a former colleague"),
}
_SOURCES: Mapping[str, object] = {
    "bundled": lazy_gettext("bundled catalogue"),
    "editor": lazy_gettext("editors"),
}


def actors(who: Iterable[str]) -> Mapping[str, str]:
    """Who acted, by name; automatic ones by what they are."""
    wanted = frozenset(who)
    names = care_list.names_of(services().engine, wanted)
    return {each: names.get(each) or _unnamed(each) for each in wanted}


def source_name(source_id: str) -> str:
    """What a source is called; its own name where we have no better one."""
    return str(_SOURCES.get(source_id, source_id))


def _unnamed(actor: str) -> str:
    kind, _, key = actor.partition(":")
    word = _ACTORS.get(kind)
    if word is None:
        return actor
    return gettext("%(kind)s %(id)s", kind=word, id=key) if key and kind == "job" else str(word)
