"""Outcomes: every leaf of an offer with its truth, its reason, and what to ask where it is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matcher.eligibility.explain import explain, question_field
from matcher.eligibility.subject import Subject
from matcher.eligibility.truth import Truth
from matcher.reason import Reason
from offers.schema import Condition, Evidence
from offers.schema.conditions import AllOf, AnyOf, Leaf, NotOf


@dataclass(frozen=True, slots=True)
class LeafOutcome:
    """One leaf for one company.

    `decides` marks the leaves that make the verdict what it is: the false ones of a refusal, the
    unknown ones of an unclear case. `question` is the profile field whose answer would settle an
    open leaf, None where no answer of the company can. `negated` tells that the leaf stands under
    a 'not': what is demanded is that it does not hold.
    """

    leaf: Leaf
    evidence: Evidence
    truth: Truth
    reason: Reason
    question: str | None
    negated: bool
    decides: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """A condition with the place of its truth in the node table (`node`)."""

    node: int
    condition: Condition
    negated: bool
    parts: tuple[Branch, ...]


def grow(
    condition: Condition, place: Callable[[Condition, bool], int], *, negated: bool = False
) -> Branch:
    """The branch of a condition; `place(condition, negated)` is its position in the node table."""
    match condition.test:
        case AllOf(parts) | AnyOf(parts):
            below = tuple(grow(part, place, negated=negated) for part in parts)
        case NotOf(part):
            below = (grow(part, place, negated=not negated),)
        case _:
            below = ()
    return Branch(place(condition, negated), condition, negated, below)


@dataclass(frozen=True, slots=True)
class Judged:
    """All offers of a catalogue for one company.

    `numbers` are indices of verdicts; `doubted` marks the offers that only stay open because what
    would refuse them was read with doubt.
    """

    subject: Subject
    leaves: tuple[Leaf, ...]
    trees: tuple[Branch, ...]
    values: Sequence[int]
    numbers: NDArray[np.int8]
    doubted: NDArray[np.bool_]
    _explained: dict[int, tuple[Reason, str | None]] = field(default_factory=dict)

    def outcomes(self, offer: int) -> tuple[LeafOutcome, ...]:
        """Every leaf of the offer at this position, in reading order."""
        found: list[LeafOutcome] = []
        self._walk(self.trees[offer], found, decides=True)
        return tuple(found)

    def _walk(self, branch: Branch, found: list[LeafOutcome], *, decides: bool) -> None:
        test = branch.condition.test
        if not isinstance(test, AllOf | AnyOf | NotOf):
            found.append(self._outcome(branch, test, decides=decides))
            return
        tip = self._tip(branch)
        for part in branch.parts:
            self._walk(part, found, decides=decides and tip in (None, self.values[part.node]))

    def _tip(self, branch: Branch) -> int | None:
        """The value of the parts that make the whole: least of an all, most of an any."""
        if not branch.parts or isinstance(branch.condition.test, NotOf):
            return None
        choose = min if isinstance(branch.condition.test, AllOf) else max
        return choose([self.values[part.node] for part in branch.parts])

    def _outcome(self, branch: Branch, leaf: Leaf, *, decides: bool) -> LeafOutcome:
        value = Truth(self.values[branch.node])
        reason, question = self._explanation(branch, leaf, value)
        evidence = branch.condition.evidence
        return LeafOutcome(leaf, evidence, value, reason, question, branch.negated, decides)

    def _explanation(self, branch: Branch, leaf: Leaf, value: Truth) -> tuple[Reason, str | None]:
        """Equal leaves are explained once; a doubtful reading says that it has to be checked."""
        known = self._explained.get(branch.node)
        if known is None:
            question = question_field(leaf, self.subject) if value is Truth.UNKNOWN else None
            known = (explain(leaf, self.subject, value), question)
            self._explained[branch.node] = known
        return known
