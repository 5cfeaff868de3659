"""Answers: what a company may say when it is asked, before anybody knows what it will say.

All answers that the open conditions tell apart are taken to be equally likely: numbers lie in one
of the intervals that the limits cut, a word is one that a condition names or another one, a place
is one of those that are still possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from matcher.eligibility import Subject, subject_of
from matcher.eligibility.leaves import SECTOR_AUDIENCES
from matcher.eligibility.size import CEILINGS
from matcher.eligibility.subject import FOUNDER_YEARS
from matcher.profile import CHAMBERS
from offers.schema import SizeClass
from offers.schema.conditions import (
    FactFits,
    FactValue,
    InAudience,
    InRange,
    InSector,
    InTerritory,
    Leaf,
    OfSize,
    OneOf,
)
from offers.taxonomy.facts import FACTS
from offers.taxonomy.needs import NEED_KEYS
from offers.taxonomy.regions import Site, resolve_territory
from offers.taxonomy.sectors import DIVISIONS, SECTIONS, is_within

Leaves: TypeAlias = Sequence[Leaf]
Subjects: TypeAlias = tuple[Subject, ...]

FACT = "facts."
ELSEWHERE = "ZZ"
"""A region that no territory holds."""
ANOTHER = "another"
"""A word that no condition names."""
FORMS = ("GmbH", "Freiberuflich", "gGmbH")
"""One legal form of each sort that audiences tell apart."""


def supposed(field: str, subject: Subject, leaves: Leaves) -> Subjects:
    """The company after each answer to the question for a field, all equally likely.

    `leaves` are the open ones that the answer may decide; () for a field that nobody can answer.
    """
    if field.startswith(FACT):
        return _fact(field.removeprefix(FACT), subject, leaves)
    answers = _ANSWERS.get(field)
    return () if answers is None else answers(field, subject, leaves)


def with_all_figures(subject: Subject) -> Subject:
    """The company as large as its people say, as if its other figures were told and fitted."""
    people = subject.profile.employees or 0
    size = next((size for size, limit, *_ in CEILINGS if people < limit), SizeClass.LARGE)
    return replace(subject, sizes=frozenset({size}))


def _told(subject: Subject, **values: object) -> Subject:
    """With answers from which nothing else follows."""
    return replace(subject, profile=subject.profile.model_copy(update=values))


def _told_figure(subject: Subject, **values: object) -> Subject:
    """With answers from which size or age follows."""
    return subject_of(subject.profile.model_copy(update=values), subject.today)


def _fact(name: str, subject: Subject, leaves: Leaves) -> Subjects:
    tests = [leaf for leaf in leaves if isinstance(leaf, FactFits)]
    known = subject.profile.facts
    return tuple(_told(subject, facts={**known, name: value}) for value in _said(name, tests))


def _said(name: str, tests: Sequence[FactFits]) -> Iterable[FactValue]:
    """The answers to a fact; the type of one that is not registered is that of its tests."""
    fact = FACTS.get(name)
    if fact is not None and fact.choices:
        return [choice.value for choice in fact.choices]
    asked = [test.equals for test in tests if test.equals is not None]
    if any(isinstance(value, bool) for value in asked):
        return (True, False)
    words = [value for value in asked if isinstance(value, str)]
    if words:
        return dict.fromkeys((*words, ANOTHER))
    exact = [(value, value) for value in asked if isinstance(value, int | float)]
    return _numbers((*((test.min, test.max) for test in tests), *exact))


def _numbers(limits: Iterable[tuple[float | None, float | None]]) -> list[float]:
    """The least number of each interval that inclusive limits cut, from 0 on."""
    starts = {0.0}
    for least, most in limits:
        starts |= {least} if least is not None else set()
        starts |= {most + 1} if most is not None else set()
    return sorted(starts)


def _figure(field: str, subject: Subject, leaves: Leaves) -> Subjects:
    """People or euros; where a size is asked for, its ceilings are limits, too."""
    limits = [(leaf.min, leaf.max) for leaf in leaves if isinstance(leaf, InRange)]
    if any(isinstance(leaf, OfSize) for leaf in leaves):
        limits += [(None, most) for most in _CEILINGS[field]]
    starts = (max(int(start), 1) for start in _numbers(limits))
    return tuple(_told_figure(subject, **{field: number}) for number in starts)


_CEILINGS: Mapping[str, tuple[int, ...]] = {
    "employees": tuple(people - 1 for _, people, _, _ in CEILINGS),
    "turnover_eur": tuple(most for _, _, most, _ in CEILINGS),
    "balance_sheet_eur": tuple(most for _, _, _, most in CEILINGS),
}


def _founded(field: str, subject: Subject, leaves: Leaves) -> Subjects:
    """Next year, or so long ago that the age lies in one of the intervals."""
    limits = [(leaf.min, leaf.max) for leaf in leaves if isinstance(leaf, InRange)]
    ages = (int(start) for start in _numbers([(FOUNDER_YEARS, None), *limits]))
    years = (subject.today.year + 1, *(subject.today.year - age - 1 for age in ages))
    return tuple(_told_figure(subject, founded=year) for year in years)


def _word(field: str, subject: Subject, leaves: Leaves) -> Subjects:
    named = [word for leaf in leaves if isinstance(leaf, OneOf) for word in leaf.values]
    usual = CHAMBERS if field == "chamber" else (*FORMS, ANOTHER)
    words = {word.casefold(): word for word in (*usual, *named)}
    return tuple(_told(subject, **{field: word}) for word in words.values())


def _needs(field: str, subject: Subject, leaves: Leaves) -> Subjects:
    return tuple(_told(subject, needs=(key,)) for key in NEED_KEYS)


def _sector(field: str, subject: Subject, leaves: Leaves) -> Subjects:
    """Every division that is possible, and the finer codes that conditions name."""
    named = (code for leaf in leaves for code in _codes(leaf))
    codes = dict.fromkeys((*DIVISIONS, *(code for code in named if code not in SECTIONS)))
    known = subject.profile.wz
    if known in DIVISIONS:
        codes = {code: None for code in (*codes, f"{known}.0") if code != known}
    possible = [code for code in codes if known is None or is_within(code, (known,))]
    return tuple(_told(subject, wz=code) for code in possible)


def _codes(leaf: Leaf) -> tuple[str, ...]:
    """The trades that a leaf names, itself or by an audience."""
    match leaf:
        case InSector(prefixes):
            return prefixes
        case InAudience(words):
            return tuple(code for word in words for code in SECTOR_AUDIENCES.get(word, ()))
        case _:
            return ()


def _place(field: str, subject: Subject, leaves: Leaves) -> Subjects:
    """Each place that the address leaves open; of a region those that conditions name, or none."""
    places = subject.site.places or frozenset()
    if len(places) < 2:
        names = [name for leaf in leaves if isinstance(leaf, InTerritory) for name in leaf.names]
        places = resolve_territory(tuple(dict.fromkeys(names))).codes | {ELSEWHERE}
    return tuple(
        replace(subject, site=Site(places=frozenset({place}), warnings=()))
        for place in sorted(places)
    )


_ANSWERS: Mapping[str, Callable[[str, Subject, Leaves], Subjects]] = {
    "employees": _figure,
    "turnover_eur": _figure,
    "balance_sheet_eur": _figure,
    "founded": _founded,
    "legal_form": _word,
    "chamber": _word,
    "needs": _needs,
    "wz": _sector,
    "municipality": _place,
}
