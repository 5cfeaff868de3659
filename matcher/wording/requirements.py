"""Requirements: what a condition demands, as a line of a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from matcher.wording.language import Labels, Language
from matcher.wording.languages import language_of
from matcher.wording.slots import Values, fill
from offers.schema import Evidence
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

Demand: TypeAlias = tuple[str, dict[str, Any]]

_DEMANDS: Mapping[type, Callable[[Any], Demand]] = {
    InTerritory: lambda leaf: ("territory", {"territory": leaf.names}),
    InSector: lambda leaf: ("sector", {"sectors": leaf.prefixes}),
    InAudience: lambda leaf: ("audience", {"audience": leaf.words}),
    InRange: lambda leaf: (leaf.field, {"min": leaf.min, "max": leaf.max}),
    OfSize: lambda leaf: ("size", {"sizes": leaf.classes}),
    OneOf: lambda leaf: (leaf.field, {"words": leaf.values}),
    NamesNeed: lambda leaf: ("need", {"needs": leaf.keys}),
    FactFits: lambda leaf: ("fact", {"fact": leaf.name, "asked": _asked(leaf)}),
}


def _asked(leaf: FactFits) -> object:
    return leaf.equals if leaf.equals is not None else (leaf.min, leaf.max)


def requirement(leaf: Leaf, evidence: Evidence, *, negated: bool, language: str) -> str:
    """What a leaf demands, without a full stop: 'Höchstens 249 Beschäftigte'.

    The label that the offer gives comes first in the language that labels are written in; under a
    'not' it names what is ruled out.
    """
    tongue = language_of(language)
    if evidence.label and tongue.labels_conditions:
        template = tongue.phrases["label_under_not" if negated else "label"]
        return template.format(evidence.label)
    kind, given = _DEMANDS[type(leaf)](leaf)
    return demand(kind, given, tongue, negated=negated)


def demand(kind: str, given: Values, language: Language, *, negated: bool) -> str:
    """What a kind of leaf with these values demands."""
    table = language.refusals if negated else language.demands
    own = own_words(kind, given, language, negated=negated)
    return own.get("demand") or fill(table[kind], given, language)


def own_words(kind: str, given: Values, language: Language, *, negated: bool) -> Labels:
    """The words of its own that a yes-or-no fact has ('demand' and truths); empty for the rest."""
    asked = given.get("asked")
    if kind != "fact" or not isinstance(asked, bool):
        return {}
    answer = "yes" if asked is not negated else "no"
    return language.facts.get(f"{given.get('fact')}.{answer}", {})
