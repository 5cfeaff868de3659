"""Who may apply: the editor's tables as phrases with the condition that each states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from offers.reading.evidence import SURE
from offers.reading.lexicon import Lexicon
from offers.schema import Condition, parse_condition
from offers.taxonomy.data_files import read_yaml

PACKAGE = "offers.reading"
_HEADS = ("unternehmen", "betrieb", "betriebe", "betrieben", "firma", "firmen", "akteure")


@dataclass(frozen=True, slots=True)
class Actor:
    """A kind of applicant: its condition, and how it behaves beside others.

    `company` may be narrowed by age, size and branch, `aged` by age and size; `anybody` may mean
    whomever; `size` states a size class; `young` and `founder` an age, which a figure replaces or
    widens.
    """

    condition: Condition
    confidence: float = SURE
    company: bool = False
    aged: bool = False
    founder: bool = False
    young: bool = False
    size: bool = False
    anybody: bool = False

    @property
    def is_enterprise(self) -> bool:
        """Whether figures of age, people and turnover can be meant of him."""
        return self.company or self.founder or self.aged


@dataclass(frozen=True, slots=True)
class Branch:
    """Divisions of WZ 2008 that a branch means; `confidence` that no others belong to it."""

    prefixes: tuple[str, ...]
    confidence: float


@lru_cache(maxsize=1)
def actors() -> Lexicon[Actor]:
    """The applicants that texts name."""
    return Lexicon([*_from_actors(), *_from_branches()])


@lru_cache(maxsize=1)
def branches() -> Lexicon[Branch]:
    """The branches that texts name: 'der Landwirtschaft'."""
    found = ((word, branch) for row, branch in _branches() for word in row["field"])
    return Lexicon((form, branch) for word, branch in found for form in (word, f"{word}s"))


@lru_cache(maxsize=1)
def branch_adjectives() -> Lexicon[Branch]:
    """The branches that adjectives name: 'landwirtschaftliche'."""
    return Lexicon((word, branch) for row, branch in _branches() for word in row["adjective"])


def branch_actor(branch: Branch) -> Actor:
    """The companies of a branch as applicants: 'Handel und Handwerk'."""
    condition = parse_condition({"sector": list(branch.prefixes)})
    return Actor(condition, branch.confidence, company=True)


def _from_actors() -> Iterator[tuple[str, Actor]]:
    for row in read_yaml(PACKAGE, "actors.yaml"):
        traits = {key: row[key] for key in row if key not in ("words", "condition")}
        actor = Actor(parse_condition(row["condition"]), **traits)
        for word in row["words"]:
            yield word, actor


def _from_branches() -> Iterator[tuple[str, Actor]]:
    for row, branch in _branches():
        actor = branch_actor(branch)
        compounds = (f"{start}-{head}" for start in row["compound"] for head in _HEADS)
        for word in (*row["people"], *compounds):
            yield word, actor


@lru_cache(maxsize=1)
def _branches() -> tuple[tuple[Mapping[str, Any], Branch], ...]:
    rows = read_yaml(PACKAGE, "sectors.yaml")
    return tuple((row, Branch(tuple(row["wz"]), row.get("confidence", SURE))) for row in rows)
