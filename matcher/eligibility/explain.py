"""Reasons of leaves: what was asked, what is known, and which answer is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from matcher.eligibility.leaves import SECTOR_AUDIENCES, answer
from matcher.eligibility.subject import Subject
from matcher.eligibility.truth import Truth, truth
from matcher.reason import Reason
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
from offers.taxonomy.regions import resolve_territory

SIZE_FIELDS = ("employees", "turnover_eur", "balance_sheet_eur")
SUFFIX = {Truth.TRUE: "true", Truth.FALSE: "false", Truth.UNKNOWN: "unknown"}


def explain(leaf: Leaf, subject: Subject, value: Truth) -> Reason:
    """The reason of a leaf whose (possibly doubted) truth is `value`."""
    kind, values = _VALUES[type(leaf)](leaf, subject)
    if value is Truth.UNKNOWN and truth(answer(leaf, subject)) is not Truth.UNKNOWN:
        return Reason(f"{kind}.doubtful", values)
    return Reason(f"{kind}.{SUFFIX[value]}", values)


def _territory(leaf: InTerritory, subject: Subject) -> tuple[str, dict[str, Any]]:
    return "territory", {"territory": leaf.names, "site": subject.site}


def _sector(leaf: InSector, subject: Subject) -> tuple[str, dict[str, Any]]:
    return "sector", {"sectors": leaf.prefixes, "wz": subject.profile.wz}


def _audience(leaf: InAudience, subject: Subject) -> tuple[str, dict[str, Any]]:
    return "audience", {"audience": leaf.words}


def _range(leaf: InRange, subject: Subject) -> tuple[str, dict[str, Any]]:
    given = subject.age if leaf.field == "age_years" else getattr(subject.profile, leaf.field)
    return leaf.field, {"min": leaf.min, "max": leaf.max, "given": given}


def _size(leaf: OfSize, subject: Subject) -> tuple[str, dict[str, Any]]:
    profile = subject.profile
    values: dict[str, Any] = {"sizes": leaf.classes, "possible": tuple(sorted(subject.sizes))}
    if profile.part_of_group:
        return "size_in_group", values
    missing = tuple(field for field in SIZE_FIELDS if getattr(profile, field) is None)
    return "size", {
        **values,
        **({"missing": missing} if missing else {}),
        **({"independent_assumed": True} if profile.part_of_group is None else {}),
    }


def _word(leaf: OneOf, subject: Subject) -> tuple[str, dict[str, Any]]:
    return leaf.field, {"words": leaf.values, "given": getattr(subject.profile, leaf.field)}


def _need(leaf: NamesNeed, subject: Subject) -> tuple[str, dict[str, Any]]:
    return "need", {"needs": leaf.keys}


def _fact(leaf: FactFits, subject: Subject) -> tuple[str, dict[str, Any]]:
    asked = leaf.equals if leaf.equals is not None else (leaf.min, leaf.max)
    return "fact", {
        "fact": leaf.name,
        "asked": asked,
        "given": subject.profile.facts.get(leaf.name),
    }


_VALUES: Mapping[type, Callable[[Any, Subject], tuple[str, dict[str, Any]]]] = {
    InTerritory: _territory,
    InSector: _sector,
    InAudience: _audience,
    InRange: _range,
    OfSize: _size,
    OneOf: _word,
    NamesNeed: _need,
    FactFits: _fact,
}


def question_field(leaf: Leaf, subject: Subject) -> str | None:
    """The profile field whose answer would settle an open leaf; None if no answer can."""
    return _FIELDS[type(leaf)](leaf, subject)


def _territory_field(leaf: InTerritory, subject: Subject) -> str | None:
    """A name that nobody can resolve is a case for the editors, not a question to the firm."""
    if resolve_territory(leaf.names).unresolved and subject.site.places:
        return None
    return "municipality"


def _audience_field(leaf: InAudience, subject: Subject) -> str | None:
    profile, words = subject.profile, set(leaf.words)
    if AudienceWord.FOUNDER in words and profile.founded is None:
        return "founded"
    if words & {AudienceWord.FREELANCER, AudienceWord.NONPROFIT} and profile.legal_form is None:
        return "legal_form"
    return "wz" if words & SECTOR_AUDIENCES.keys() else None


def _range_field(leaf: InRange, subject: Subject) -> str | None:
    if leaf.field != "age_years":
        return leaf.field
    return "founded" if subject.age is None else None


def _size_field(leaf: OfSize, subject: Subject) -> str | None:
    profile = subject.profile
    if profile.part_of_group:
        return None
    if profile.employees is None:
        return "employees"
    return "turnover_eur" if profile.turnover_eur is None else "balance_sheet_eur"


_FIELDS: Mapping[type, Callable[[Any, Subject], str | None]] = {
    InTerritory: _territory_field,
    InSector: lambda leaf, subject: "wz",
    InAudience: _audience_field,
    InRange: _range_field,
    OfSize: _size_field,
    OneOf: lambda leaf, subject: leaf.field,
    NamesNeed: lambda leaf, subject: "needs",
    FactFits: lambda leaf, subject: f"facts.{leaf.name}",
}
