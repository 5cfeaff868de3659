"""The address of a search: what it asks for, and the same with one thing changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from flask import url_for
from werkzeug.datastructures import MultiDict

from offers.schema import AudienceWord, Kind
from offers.taxonomy.needs import NEED_KEYS
from web.use_cases.catalogue.searching import Search, Sort
from web.use_cases.catalogue.standing import Availability

WORDS, NEED, KIND, PLACE = "q", "bedarf", "art", "ort"
AUDIENCE, PROVIDER, STATE = "zielgruppe", "anbieter", "stand"
SORT, PAGE = "sortierung", "seite"
PARAMETERS = (WORDS, NEED, KIND, AUDIENCE, PLACE, PROVIDER, STATE, SORT, PAGE)
LONGEST_WORDS = 300
LONGEST_PLACE = 100
LONGEST_PROVIDER = 200
Pair = tuple[str, str]
ValueT = TypeVar("ValueT")


def read_search(arguments: MultiDict[str, str]) -> Search:
    """The search of an address; values that mean nothing are left out."""
    return Search(
        words=_text(arguments, WORDS)[:LONGEST_WORDS],
        needs=_known(arguments.getlist(NEED), NEED_KEYS),
        kinds=_known(arguments.getlist(KIND), tuple(Kind)),
        audiences=_known(arguments.getlist(AUDIENCE), tuple(AudienceWord)),
        place=_text(arguments, PLACE)[:LONGEST_PLACE],
        provider=_text(arguments, PROVIDER)[:LONGEST_PROVIDER],
        states=_known(arguments.getlist(STATE), tuple(Availability)),
        sort=next(iter(_known(arguments.getlist(SORT), tuple(Sort))), Sort.RELEVANCE),
        page=_number(arguments.get(PAGE, "")),
    )


def pairs_of(search: Search) -> tuple[Pair, ...]:
    """What stands in the address of a search, the page left out; defaults are not written."""
    pairs = [
        (WORDS, search.words),
        *((NEED, need) for need in search.needs),
        *((KIND, str(kind)) for kind in search.kinds),
        *((AUDIENCE, str(word)) for word in search.audiences),
        (PLACE, search.place),
        (PROVIDER, search.provider),
        *((STATE, str(state)) for state in search.states),
        (SORT, "" if search.sort is Sort.RELEVANCE else str(search.sort)),
    ]
    return tuple((name, value) for name, value in pairs if value)


def address(pairs: Iterable[Pair]) -> str:
    """The address of the search that these pairs describe."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return url_for("offers.show_list", **values)  # type: ignore[arg-type]


def address_without(search: Search, name: str, value: str) -> str:
    """The address of a search without one of its filters, on its first page."""
    return address(pair for pair in pairs_of(search) if pair != (name, value))


def address_up_to_page(search: Search) -> str:
    """The address that becomes that of a page when its number is written behind it."""
    base = address(pairs_of(search))
    return f"{base}{'&' if '?' in base else '?'}{PAGE}="


def has_clutter(arguments: MultiDict[str, str]) -> bool:
    """Whether an address holds fields that a form sent empty."""
    return any(
        name in PARAMETERS and not value.strip() for name, value in arguments.items(multi=True)
    )


def _text(arguments: MultiDict[str, str], name: str) -> str:
    """One line of what was typed, without signs that cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in arguments.get(name, "")).split())


def _known(given: Iterable[str], allowed: tuple[ValueT, ...]) -> tuple[ValueT, ...]:
    """The values that exist, each once, in the order of the closed list."""
    asked = frozenset(given)
    return tuple(value for value in allowed if str(value) in asked)


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 6
    return max(1, int(text)) if is_number else 1
