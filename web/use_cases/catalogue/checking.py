"""Whether what an editor wrote may be published: the format, and what we ask beyond it.

Beyond the format every name of a place must be known, every fact registered, and every hard
condition rest on a sentence of a source; nobody has looked at anything on a day to come. What
stood there before may stay as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from offers.bundled import catalogue_errors
from offers.errors import InputError, InputErrors
from offers.schema import Condition, Offer, parse_offer
from offers.schema.conditions import FactFits, InRange, InTerritory, Leaf, located_leaves

LIMITS = ("territory", "audience", "min_employees", "max_employees", "max_turnover_eur")
"""Fields that exclude firms, as conditions do."""
LOOKS = ("as_of", "verified_on")
"""Days on which somebody looked: a later one would keep the facts fresh for as long."""
_PLACEHOLDERS = {"id": "entwurf", "title": "?", "provider": "?"}


@dataclass(frozen=True, slots=True)
class Checked:
    """The offer if it may be published, else None and what is wrong."""

    offer: Offer | None
    errors: tuple[InputError, ...]

    @property
    def slips(self) -> tuple[InputError, ...]:
        """What is wrong with what was entered; what is only missing yet is left out."""
        return tuple(error for error in self.errors if error.code not in _UNFINISHED)


_UNFINISHED = frozenset({"missing", "no_quote", "unsourced"})


def check(content: Mapping[str, Any], base: Offer | None, *, today: date) -> Checked:
    """The content checked against what stood before; `base` is None for a new offer."""
    try:
        offer = parse_offer(content)
    except InputErrors as bad:
        return Checked(None, (*bad.errors, *_of_the_rest(content, bad, base, today)))
    errors = (*_errors(offer, base, today),)
    return Checked(None if errors else offer, errors)


def readable(content: Mapping[str, Any]) -> Offer:
    """What can be read of an unfinished offer; what cannot is left out."""
    try:
        return parse_offer({**_PLACEHOLDERS, **content})
    except InputErrors as bad:
        broken = {error.field.partition(".")[0] for error in bad.errors}
        kept = {key: value for key, value in content.items() if key not in broken}
        return parse_offer({**_PLACEHOLDERS, **kept})


def _of_the_rest(
    content: Mapping[str, Any], bad: InputErrors, base: Offer | None, today: date
) -> Iterator[InputError]:
    """What else is wrong beside fields that cannot be read."""
    broken = {error.field.partition(".")[0] for error in bad.errors}
    found = _errors(readable(content), base, today)
    yield from (error for error in found if error.field.partition(".")[0] not in broken)


def _errors(offer: Offer, base: Offer | None, today: date) -> Iterator[InputError]:
    known = set() if base is None else {_what(error) for error in catalogue_errors(base)}
    yield from (error for error in catalogue_errors(offer) if _what(error) not in known)
    yield from _source_errors(offer, base)
    yield from _days_to_come(offer, base, today)
    if offer.conditions is not None:
        yield from _empty_lists(offer.conditions, "conditions")
        allowed = Counter(_unquoted_tests(base.conditions) if base and base.conditions else ())
        for path, leaf in _unquoted(offer.conditions, "conditions"):
            allowed[leaf] -= 1
            if allowed[leaf] < 0:
                yield InputError("no_quote", path)


def _days_to_come(offer: Offer, base: Offer | None, today: date) -> Iterator[InputError]:
    for name in LOOKS:
        day = getattr(offer, name)
        if day is not None and day.first > today and day != getattr(base, name, None):
            yield InputError("in_future", name, {"given": day.text})


def _what(error: InputError) -> tuple[str, object]:
    return error.code, error.values.get("given")


def _source_errors(offer: Offer, base: Offer | None) -> Iterator[InputError]:
    source = offer.source
    if source is not None and (source.document or source.url):
        return
    had_none = base is not None and base.source is None
    if had_none and base is not None and _demands(base) == _demands(offer):
        return
    if any(_demands(offer)):
        yield InputError("unsourced", "source.document")


def _demands(offer: Offer) -> tuple[object, ...]:
    return (offer.conditions, *(getattr(offer, name) for name in LIMITS))


def _unquoted_tests(condition: Condition) -> Iterator[Leaf]:
    yield from (leaf for _, leaf in _unquoted(condition, ""))


def _unquoted(condition: Condition, path: str) -> Iterator[tuple[str, Leaf]]:
    """Leaves that neither they themselves nor a group around them give a quote for."""
    return located_leaves(condition, path, enter=lambda each: not each.evidence.quote.strip())


def _empty_lists(condition: Condition, path: str) -> Iterator[InputError]:
    for place, leaf in located_leaves(condition, path):
        match leaf:
            case FactFits() | InRange():
                continue
            case InTerritory(names):
                yield from () if names else (InputError("empty", f"{place}.territory"),)
            case _:
                yield from () if _words(leaf) else (InputError("empty", place),)


def _words(leaf: Leaf) -> tuple[object, ...]:
    """The words of a leaf that holds a list."""
    for name in ("prefixes", "words", "classes", "values", "keys"):
        if hasattr(leaf, name):
            return tuple(getattr(leaf, name))
    raise AssertionError(f"no list leaf: {leaf!r}")
