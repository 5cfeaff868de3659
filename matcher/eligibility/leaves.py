"""Leaves of conditions: what each kind reads of a subject, and when it holds.

Reading and judging are apart, so that many companies are judged once per distinct value.
Answers are True, False or None (unknown).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from matcher.eligibility.subject import Foundation, Subject
from offers.schema.conditions import (
    FactFits,
    InAudience,
    InRange,
    InSector,
    InTerritory,
    Leaf,
    NamesNeed,
    OfSize,
    OneOf,
)
from offers.schema.words import AudienceWord
from offers.taxonomy.regions import Site, lies_in, resolve_territory
from offers.taxonomy.sectors import is_within

Answer: TypeAlias = bool | None
FREELANCE = "freiberuflich"
NONPROFIT_FORMS = frozenset({"ggmbh", "e.v.", "ev", "gemeinnützigestiftung", "gemeinnützigeeg"})
SECTOR_AUDIENCES: Mapping[AudienceWord, tuple[str, ...]] = {
    AudienceWord.HOUSING: ("68.2",),
    AudienceWord.TRAINING_PROVIDER: ("85.5",),
    AudienceWord.UNIVERSITY: ("85.42",),
    AudienceWord.RESEARCH: ("72",),
}


@dataclass(frozen=True, slots=True)
class LeafKind:
    """How one kind of leaf is read and judged.

    `column` names what is read (leaves with one column read the same value), `read` takes it
    from a subject, `holds` judges it.
    """

    column: Callable[[Any], str]
    read: Callable[[Any, Subject], Hashable]
    holds: Callable[[Any, Any], Answer]


def answer(leaf: Leaf, subject: Subject) -> Answer:
    """Whether the leaf holds for the subject."""
    kind = KINDS[type(leaf)]
    return kind.holds(leaf, kind.read(leaf, subject))


def prepare(leaf: Leaf) -> None:
    """Resolve the names of a leaf once, so that the first company does not wait for it."""
    if isinstance(leaf, InTerritory):
        resolve_territory(leaf.names)


def _territory_holds(leaf: InTerritory, places: frozenset[str] | None) -> Answer:
    return None if places is None else lies_in(Site(places, ()), resolve_territory(leaf.names))


def _sector_holds(leaf: InSector, wz: str | None) -> Answer:
    return None if wz is None else is_within(wz, leaf.prefixes)


def _range_read(leaf: InRange, subject: Subject) -> Hashable:
    if leaf.field == "age_years":
        return subject.age
    number = getattr(subject.profile, leaf.field)
    return None if number is None else (number, number)


def _range_holds(leaf: InRange, span: tuple[int, int] | None) -> Answer:
    """True if the whole span lies within, False if none of it does."""
    if span is None:
        return None
    low, high = span
    least, most = leaf.min, leaf.max
    if (least is not None and high < least) or (most is not None and low > most):
        return False
    within = (least is None or low >= least) and (most is None or high <= most)
    return True if within else None


def _size_holds(leaf: OfSize, possible: frozenset[str]) -> Answer:
    asked = frozenset(leaf.classes)
    return True if possible <= asked else None if possible & asked else False


def _word_holds(leaf: OneOf, word: str | None) -> Answer:
    return None if word is None else word in {value.casefold() for value in leaf.values}


def _word_read(leaf: OneOf, subject: Subject) -> Hashable:
    word = getattr(subject.profile, leaf.field)
    return None if word is None else word.strip().casefold()


def _need_holds(leaf: NamesNeed, named: frozenset[str]) -> Answer:
    return not named.isdisjoint(leaf.keys) if named else None


def _fact_read(leaf: FactFits, subject: Subject) -> Hashable:
    value = subject.profile.facts.get(leaf.name)
    return None if value is None else (_kind(value), value)


def _kind(value: object) -> str:
    return "number" if type(value) in (int, float) else type(value).__name__


def _fact_holds(leaf: FactFits, given: tuple[str, Any] | None) -> Answer:
    """Types are strict: `1` is not `true`."""
    if given is None:
        return None
    kind, value = given
    if leaf.equals is not None:
        return kind == leaf.kind and value == leaf.equals
    if kind != "number":
        return False
    return (leaf.min is None or value >= leaf.min) and (leaf.max is None or value <= leaf.max)


class Standing(NamedTuple):
    """All that audiences ask of a company: few differ, however many forms and codes there are."""

    foundation: Foundation
    freelance: Answer
    nonprofit: Answer
    sectors: tuple[Answer, ...]
    """In the order of SECTOR_AUDIENCES."""


def _audience_read(leaf: InAudience, subject: Subject) -> Standing:
    return _standing(subject.foundation, subject.profile.legal_form, subject.profile.wz)


# Many leaves ask the same of one company.
@lru_cache(maxsize=4096)
def _standing(foundation: Foundation, form: str | None, wz: str | None) -> Standing:
    sectors = tuple(is_within(wz, prefixes) for prefixes in SECTOR_AUDIENCES.values())
    if form is None:
        return Standing(foundation, None, None, sectors)
    plain = "".join(form.casefold().split())
    return Standing(foundation, plain == FREELANCE, plain in NONPROFIT_FORMS, sectors)


def _audience_holds(leaf: InAudience, given: Standing) -> Answer:
    """Three-valued 'any' over the audiences."""
    answers = [_in_audience(word, given) for word in leaf.words]
    return True if True in answers else None if None in answers else False


def _in_audience(word: AudienceWord, given: Standing) -> Answer:
    if word is AudienceWord.COMPANY:
        return given.foundation is not Foundation.AHEAD
    if word is AudienceWord.FOUNDER:
        return _FOUNDER[given.foundation]
    if word is AudienceWord.FREELANCER:
        return given.freelance
    if word is AudienceWord.NONPROFIT:
        return given.nonprofit
    place = _SECTOR_PLACES.get(word)
    return False if place is None else given.sectors[place]


_FOUNDER: Mapping[Foundation, Answer] = {
    Foundation.AHEAD: True,
    Foundation.LONG_AGO: False,
    Foundation.RECENT: None,
    Foundation.UNKNOWN: None,
}

_SECTOR_PLACES = {word: place for place, word in enumerate(SECTOR_AUDIENCES)}

KINDS: Mapping[type, LeafKind] = {
    InTerritory: LeafKind(lambda leaf: "places", lambda leaf, s: s.site.places, _territory_holds),
    InSector: LeafKind(lambda leaf: "wz", lambda leaf, s: s.profile.wz, _sector_holds),
    InAudience: LeafKind(lambda leaf: "audience", _audience_read, _audience_holds),
    InRange: LeafKind(lambda leaf: leaf.field, _range_read, _range_holds),
    OfSize: LeafKind(lambda leaf: "sizes", lambda leaf, s: s.sizes, _size_holds),
    OneOf: LeafKind(lambda leaf: leaf.field, _word_read, _word_holds),
    NamesNeed: LeafKind(
        lambda leaf: "needs", lambda leaf, s: frozenset(s.profile.needs), _need_holds
    ),
    FactFits: LeafKind(lambda leaf: f"facts.{leaf.name}", _fact_read, _fact_holds),
}
