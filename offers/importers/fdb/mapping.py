"""The editor's table that turns the words of the source into ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from offers.importers.fdb.contract import PACKAGE
from offers.schema import Kind
from offers.taxonomy.data_files import read_yaml

MOST_NEEDS = 4
"""As many as the reading of texts names: who is for everything is for nothing in particular."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What an area is for, what it gives besides, and what it gives where nothing else is said."""

    needs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AssistedArea:
    """An area by name that programmes are limited to, and the regions that lie in it wholly."""

    area: str = ""
    wholly: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Any]:
    """The tables of the file by name, as they stand."""
    found: Mapping[str, Any] = read_yaml(PACKAGE, "mapping.yaml")
    return found


def ours(table: str, codes: Iterable[str]) -> tuple[str, ...]:
    """What the codes mean by a table of lists, each word once, in the order of the codes."""
    rows: Mapping[str, Sequence[str]] = tables()[table]
    return tuple(dict.fromkeys(word for code in codes for word in rows[code]))


def kinds(funding: Sequence[str], areas: Sequence[str], subareas: Sequence[str]) -> tuple[str, ...]:
    """What a programme gives; `other` where neither its type nor its areas tell."""
    topics = [*_topics("funding_area", areas), *_topics("funding_subarea", subareas)]
    added = [kind for topic in topics for kind in topic.kinds]
    said = dict.fromkeys((*ours("funding_type", funding), *added))
    if said:
        return tuple(said)
    instead = dict.fromkeys(kind for topic in topics for kind in topic.instead)
    return tuple(instead) or (str(Kind.OTHER),)


def needs(areas: Sequence[str], subareas: Sequence[str]) -> tuple[str, ...]:
    """What a programme is for, the need of most of its sub-areas first, at most four.

    An area counts where the row names no sub-area of it; ties keep the order of the source.
    """
    detailed = {pair.partition(".")[0] for pair in subareas}
    topics = [
        *_topics("funding_subarea", subareas),
        *_topics("funding_area", [area for area in areas if area not in detailed]),
    ]
    counted = Counter(need for topic in topics for need in topic.needs)
    return tuple(need for need, _ in counted.most_common(MOST_NEEDS))


def sectors(pairs: Iterable[str]) -> tuple[str, ...]:
    """The branches of a programme that is not for all of them; () without a limit."""
    named = list(dict.fromkeys(pair.partition(".")[2] for pair in pairs))
    return (
        () if len(named) == len(tables()["applicant_sector"]) else ours("applicant_sector", named)
    )


def assisted_area(codes: Iterable[str]) -> AssistedArea:
    """The area of regional aid that a programme is limited to; one without a name for none."""
    for code in codes:
        row = tables()["grw"][code]
        if row:
            return AssistedArea(row["area"], frozenset(row["wholly"]))
    return AssistedArea()


@lru_cache(maxsize=4096)
def provider_of_key(key: str) -> str:
    """The name behind a key such as 'bmftr-bm_fuer_forschung_tech'; '' where the table has none."""
    return next((name for stem, name in _providers() if _begins(key.lower(), stem)), "")


def _begins(key: str, stem: str) -> bool:
    return key == stem or key.startswith((f"{stem}-", f"{stem}_"))


@lru_cache(maxsize=1)
def _providers() -> tuple[tuple[str, str], ...]:
    """Beginnings of keys with names, the longest first."""
    return tuple(sorted(tables()["providers"].items(), key=lambda row: (-len(row[0]), row[0])))


def _topics(table: str, codes: Iterable[str]) -> Iterator[Topic]:
    rows = tables()[table]
    for code in codes:
        yield Topic(**{field: tuple(words) for field, words in rows[code].items()})
