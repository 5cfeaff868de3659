"""What is to be imported: from where, as what, and how strictly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from offers.errors import InputError, InputErrors
from offers.fetching import Rules
from offers.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One import.

    `rules` are None for a file. `is_complete`: what the source had and this has not is marked as
    missing, unless that is suspiciously much (`may_shrink` takes it all the same). `is_strict`: one
    bad row is enough and nothing is stored. `is_anew`: fetch and read it even if it did not change.
    `is_trial`: do everything, then take it back.
    """

    source_id: str
    format: str
    location: str
    rules: Rules | None
    mapping: str | None = None
    licence: str = ""
    is_complete: bool = False
    is_strict: bool = False
    is_anew: bool = False
    is_trial: bool = False
    may_shrink: bool = False


def order_of(
    source: Source | None,
    sources: Sequence[Source] = (),
    *,
    location: str | None = None,
    format: str = "",
    mapping: str | None = None,
) -> Order:
    """The order for a source, or for a file of none: its format stands for its source then.

    Where it is may be told; else it is the source's address. An address without a source is looked
    up by its host; InputErrors if none of `sources` names that.
    """
    if source is None and location is not None and is_address(location):
        source = _of_host(location, sources)
    if source is not None:
        return _of_source(source, location or source.url, format, mapping)
    if location is None:
        raise InputErrors([InputError("missing", "FILE")])
    return Order(
        source_id=format,
        format=format,
        location=location,
        rules=None,
        mapping=mapping,
    )


def _of_source(source: Source, location: str, format: str, mapping: str | None) -> Order:
    return Order(
        source_id=source.name,
        format=format or source.format,
        location=location,
        rules=source.rules if is_address(location) else None,
        mapping=mapping or source.mapping,
        licence=source.licence,
        is_complete=source.complete,
    )


def is_address(location: str) -> bool:
    """Whether it names something on the web, not a file."""
    return location.lower().startswith(("http://", "https://"))


def _of_host(location: str, sources: Sequence[Source]) -> Source:
    try:
        host = urlsplit(location).hostname
    except ValueError:
        host = None
    for source in sources:
        if host in source.rules.hosts:
            return source
    raise InputErrors([InputError("no_source", "", {}, location[:200])])
