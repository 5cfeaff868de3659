"""Slots of templates: which value a slot shows, and how.

Templates name slots ('{range_years}'), never formats. A slot without a value is '', and the next
variant of the wording is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from string import Formatter
from typing import Any, TypeAlias

from matcher.wording import quantities, values
from matcher.wording.language import Language, Variants

_TWO_STOPS = re.compile(r"(?<!\.)\.\.$")
Values: TypeAlias = Mapping[str, Any]
Slot: TypeAlias = Callable[[Values, Language], str]


def fill(variants: Variants, given: Values, language: Language) -> str:
    """The first variant whose slots all have a value, filled, with a capital at the start."""
    for variant in variants:
        filled = {slot: SLOTS[slot](given, language) for slot in slots_of(variant)}
        if all(filled.values()):
            return _tidy(variant.format_map(filled))
    raise ValueError(f"the last variant must not have slots: {variants!r}")


def _tidy(text: str) -> str:
    """A capital at the start; one full stop after an abbreviation ('e.K.') at the end."""
    return text[:1].upper() + _TWO_STOPS.sub(".", text[1:])


@lru_cache(maxsize=4096)
def slots_of(template: str) -> tuple[str, ...]:
    """The names of the slots of a template."""
    return tuple(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _one(key: str, show: Callable[[Any, Language], str]) -> Slot:
    """A slot that shows one value; '' where it is missing, None or empty."""

    def slot(given: Values, language: Language) -> str:
        value = given.get(key)
        return "" if value is None or value in ("", ()) else show(value, language)

    return slot


def _several(key: str, show: Callable[[tuple[str, ...], Language], str]) -> Slot:
    """A slot that shows a list; a single word counts as a list of one."""

    def tupled(value: Any, language: Language) -> str:
        return show((value,) if isinstance(value, str) else tuple(value), language)

    return _one(key, tupled)


def _limits(show: Callable[[Any, Any, Language], str]) -> Slot:
    return lambda given, language: show(given.get("min"), given.get("max"), language)


def _within(shown: quantities.Shown) -> Slot:
    return _limits(lambda low, high, language: quantities.span(low, high, language, shown))


def _outside(shown: quantities.Shown) -> Slot:
    return _limits(lambda low, high, language: quantities.outside(low, high, language, shown))


def _answer(key: str, show: Callable[[str, object, Language], str]) -> Slot:
    def slot(given: Values, language: Language) -> str:
        value = given.get(key)
        return "" if value is None else show(str(given.get("fact", "")), value, language)

    return slot


def _flag(key: str, phrase: str) -> Slot:
    return lambda given, language: language.phrases[phrase] if given.get(key) is True else ""


def _words(group: str, style: values.Style = "standard") -> Callable[..., str]:
    return lambda given, language: values.words(group, given, language, style=style)


def _plain(value: object, language: Language) -> str:
    return str(value).strip()


_OR: values.Style = "or"

SLOTS: Mapping[str, Slot] = {
    # places
    "territory": _several("territory", values.places),
    "located": _several("territory", values.located),
    "site": _one("site", values.site),
    "taken": _several("taken", lambda names, tongue: values.listed(names, tongue, style=_OR)),
    "suggestion": _one("suggestion", _plain),
    "kept": _several("kept", _words("fields")),
    "dropped": _several("dropped", _words("fields")),
    # sector, audience, size, words, needs
    "sectors": _several("sectors", values.sectors),
    "wz": _one("wz", values.sector),
    "audience": _several("audience", _words("audience")),
    "sizes": _several("sizes", values.sizes),
    "sizes_in_full": _several("sizes", values.sizes_in_full),
    "possible": _several("possible", values.possible_sizes),
    "missing": _several("missing", _words("figures", _OR)),
    "independent_assumed": _flag("independent_assumed", "independent_assumed"),
    "words": _several("words", lambda given, tongue: values.listed(given, tongue, style=_OR)),
    "chambers": _several("words", _words("of_chamber", _OR)),
    "given_chamber": _one("given", lambda word, tongue: tongue.label("chamber", word)),
    "given_word": _one("given", _plain),
    "needs": _several("needs", values.needs),
    "kinds": _several("kinds", _words("kind")),
    "terms": _several("terms", values.quoted),
    # numbers
    "range_number": _within(quantities.number),
    "range_employees": _within(quantities.employees),
    "range_euros": _within(quantities.euros),
    "range_years": _within(quantities.years),
    "outside_employees": _outside(quantities.employees),
    "outside_euros": _outside(quantities.euros),
    "outside_years": _outside(quantities.years),
    "given_number": _one("given", quantities.number),
    "given_euros": _one("given", quantities.euros),
    "given_age": _one("given", quantities.age),
    "employees": _one("employees", quantities.employees),
    "turnover": _one("turnover_eur", quantities.euros),
    # facts
    "fact": _one("fact", values.fact_name),
    "asked": _answer("asked", values.fact_answer),
    "asked_range": _answer("asked", values.fact_range),
    "other_than_asked": _answer("asked", values.other_answer),
    "given_answer": _answer("given", values.fact_answer),
    # dates
    "date": _one("date", quantities.day),
    "days_left": _one("days", quantities.days_left),
    # composed by the caller
    "demand": _one("demand", _plain),
    # errors of input
    "given": _one("given", _plain),
    "expected": _one("expected", _plain),
    "allowed": _one("allowed", _plain),
    "limit": _one("limit", _plain),
    "id": _one("id", _plain),
    "first": _one("first", _plain),
    "key": _one("key", _plain),
    "keys": _one("keys", _plain),
    "column": _one("column", _plain),
    "gone": _one("gone", _plain),
    "host": _one("host", _plain),
    "known": _one("known", _plain),
    "seconds": _one("seconds", _plain),
    "status": _one("status", _plain),
}
