"""Eligibility conditions as frozen values: a test, and the evidence that it rests on.

Grammar: the interchange format's section 'Conditions'. Tests are hashable, so that equal ones of a
whole catalogue are evaluated once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from offers.schema.words import AudienceWord, SizeClass

DOUBTFUL_BELOW = 0.8
"""A condition read from prose with less confidence never refuses."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a condition rests on: words for people, the source's sentence, how it was read."""

    label: str = ""
    quote: str = ""
    reading: str = ""
    confidence: float | None = None

    @property
    def doubtful(self) -> bool:
        """True where a program read the condition with a confidence under 0.8."""
        return self.confidence is not None and self.confidence < DOUBTFUL_BELOW


@dataclass(frozen=True, slots=True)
class InTerritory:
    """The site lies in one of these codes or names."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InSector:
    """The company's WZ 2008 code starts with one of these prefixes or belongs to a section."""

    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InAudience:
    """One of these audiences fits."""

    words: tuple[AudienceWord, ...]


@dataclass(frozen=True, slots=True)
class InRange:
    """A number of the profile lies within inclusive limits; `field` is the condition's key."""

    field: str
    min: int | None
    max: int | None


@dataclass(frozen=True, slots=True)
class OfSize:
    """The enterprise belongs to one of these size classes."""

    classes: tuple[SizeClass, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """A word of the profile (`legal_form` or `chamber`) equals one of these, case-insensitive."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamesNeed:
    """The company named one of these needs."""

    keys: tuple[str, ...]


FactValue: TypeAlias = bool | int | float | str


@dataclass(frozen=True, slots=True)
class FactFits:
    """The answer under `name` equals a value, or is a number within inclusive limits.

    `kind` is the type name of `equals`, so that `1` and `true` stay two tests.
    """

    name: str
    equals: FactValue | None = None
    min: float | None = None
    max: float | None = None
    kind: str = ""


Leaf: TypeAlias = (
    InTerritory | InSector | InAudience | InRange | OfSize | OneOf | NamesNeed | FactFits
)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class NotOf:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Condition:
    """A node of an eligibility tree."""

    test: AllOf | AnyOf | NotOf | Leaf
    evidence: Evidence = Evidence()


def leaves(condition: Condition) -> tuple[Condition, ...]:
    """Every leaf of the tree, in reading order."""
    match condition.test:
        case AllOf(parts) | AnyOf(parts):
            return tuple(leaf for part in parts for leaf in leaves(part))
        case NotOf(part):
            return leaves(part)
        case _:
            return (condition,)


def located_leaves(
    condition: Condition,
    path: str,
    *,
    enter: Callable[[Condition], bool] = lambda condition: True,
) -> Iterator[tuple[str, Leaf]]:
    """Every leaf with its dotted path, in reading order; what `enter` refuses is left out whole."""
    if not enter(condition):
        return
    match condition.test:
        case AllOf(parts) | AnyOf(parts):
            word = "all" if isinstance(condition.test, AllOf) else "any"
            for position, part in enumerate(parts):
                yield from located_leaves(part, f"{path}.{word}.{position}", enter=enter)
        case NotOf(part):
            yield from located_leaves(part, f"{path}.not", enter=enter)
        case leaf:
            yield path, leaf
