"""What people call the sources that offers come from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from flask_babel import lazy_gettext

from offers.sources import load_sources
from web.current import services

SOURCES: Mapping[str, object] = {
    "bundled": lazy_gettext("Catalogue of this service"),
    "editor": lazy_gettext("Editors"),
    "fdb": lazy_gettext("Förderdatenbank of the federal government"),
}


def source_name(source_id: str) -> str:
    """The name of a source: ours, else the title in its file, else its id."""
    known = SOURCES.get(source_id) or _titles(services().settings.sources_file).get(source_id)
    return str(known or source_id)


@lru_cache(maxsize=8)
def _titles(sources_file: str | None) -> Mapping[str, str]:
    return {source.name: source.title for source in load_sources(sources_file)}
