"""Questions: which unknown answer settles most of the best-ranked unclear offers.

Expected reduction, one answer ahead: whatever a company may say is supposed, the open conditions of
the best offers are judged anew, and an offer that is not unclear any more counts with its weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.answers import FACT, Subjects, supposed, with_all_figures
from matcher.eligibility import Truth, Verdict
from matcher.eligibility.leaves import answer
from matcher.eligibility.truth import truth
from matcher.hypotheses import FALSE, TRUE, UNKNOWN, Truths, truths
from matcher.matches import Match
from offers.schema.conditions import Leaf, OfSize
from offers.taxonomy.facts import FACTS

LOOK_AT = 25
"""How many of the best matches a question may be about."""
BEST = 10
LEAST_WEIGHT = 0.05
"""What the last of the best ten and all after it count, where the first counts 1."""
PEOPLE = "employees"
FIGURES_FOR_SIZE = 2
"""Questions after which a size that nothing is known of is settled as a rule."""


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """A profile field to ask for, and the ids of the offers it helps to settle, best first."""

    field: str
    offers: tuple[str, ...]


def questions_to_ask(
    matches: Sequence[Match], *, skip: frozenset[str] = frozenset()
) -> tuple[NextQuestion, ...]:
    """The questions that settle the most, in the order in which to ask them.

    First the one whose answer can be expected to take most weight off the unclear offers, an
    offer's weight falling with its score from the best to the tenth, those up to the 25th counting
    little; then the same for what probably remains.
    Fields in `skip` (the company does not know) are not asked again, and an offer that no answers
    can open is not asked for. Ties go to the field that comes first in the ranking.
    """
    waiting = _waiting(matches[:LOOK_AT], skip)
    fields = tuple(dict.fromkeys(field for each in waiting for field in each.leaves.values()))
    chances = [_chances(field, waiting) for field in fields]
    weights = np.array([each.weight for each in waiting])
    asked = list[NextQuestion]()
    while len(asked) < len(fields):
        gains = [float(chance @ weights) for chance in chances]
        best = int(np.argmax(gains))
        if gains[best] <= 0.0:
            break
        asked.append(NextQuestion(fields[best], _about(fields[best], waiting)))
        weights = weights * (1.0 - chances[best])
        chances[best] = np.zeros(len(waiting))
    return tuple(asked)


def askable(field: str) -> bool:
    """Whether there is a question for a field: none for a fact that nobody registered."""
    return not field.startswith(FACT) or field.removeprefix(FACT) in FACTS


def unaskable(matches: Iterable[Match]) -> frozenset[str]:
    """The open fields of these matches that nobody can be asked for."""
    open_fields = {outcome.question for match in matches for outcome in match.conditions}
    return frozenset(field for field in open_fields if field is not None and not askable(field))


def settled_by(questions: Sequence[NextQuestion]) -> int:
    """How many offers all these questions together help to settle."""
    return len({offer for question in questions for offer in question.offers})


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An unclear offer with its weight, and the field that each deciding open leaf asks for."""

    match: Match
    weight: float
    leaves: Mapping[Leaf, str]


def _waiting(matches: Sequence[Match], skip: frozenset[str]) -> tuple[_Waiting, ...]:
    weights = _weights([match.score for match in matches])
    found = (
        _Waiting(match, weight, _open_leaves(match, skip))
        for match, weight in zip(matches, weights.tolist(), strict=True)
        if match.verdict is Verdict.UNCLEAR
    )
    return tuple(each for each in found if _can_be_opened(each))


def _weights(scores: Sequence[float]) -> NDArray[np.float64]:
    """From 1 for the best score down to 0.05 for the tenth and all below; 1 where all are equal."""
    values = np.array(scores)
    above = np.maximum(values - values[:BEST].min(initial=np.inf), 0.0)
    span = above.max(initial=0.0)
    share = above / span if span else np.ones(len(scores))
    return LEAST_WEIGHT + (1.0 - LEAST_WEIGHT) * share


def _open_leaves(match: Match, skip: frozenset[str]) -> dict[Leaf, str]:
    """Deciding leaves that an answer may settle; not those that are answered but doubtful."""
    subject = match.judged.subject
    return {
        outcome.leaf: outcome.question
        for outcome in match.deciding
        if outcome.question is not None
        and outcome.question not in skip
        and answer(outcome.leaf, subject) is None
    }


def _can_be_opened(waiting: _Waiting) -> bool:
    """Whether the best answers to all its questions would make the offer eligible."""

    def wished(leaf: Leaf, negated: bool) -> Truths:
        if leaf not in waiting.leaves:
            return UNKNOWN
        return FALSE if negated else TRUE

    found = truths(waiting.match.tree, waiting.match.judged.values, wished)
    return bool(found[0] == Truth.TRUE)


def _about(field: str, waiting: Sequence[_Waiting]) -> tuple[str, ...]:
    return tuple(each.match.offer.id for each in waiting if field in each.leaves.values())


def _chances(field: str, waiting: Sequence[_Waiting]) -> NDArray[np.float64]:
    """How likely the answer settles each offer.

    People alone rarely settle a size; what they do together with a second figure counts half.
    """
    judged = waiting[0].match.judged
    asking = (leaf for each in waiting for leaf, asks in each.leaves.items() if asks == field)
    leaves = tuple(dict.fromkeys(asking))
    subjects = supposed(field, judged.subject, leaves)
    if not subjects:
        return np.zeros(len(waiting))
    alone = _shares(waiting, _supposed_truths(leaves, subjects))
    if field != PEOPLE or not any(isinstance(leaf, OfSize) for leaf in leaves):
        return alone
    complete = tuple(with_all_figures(subject) for subject in subjects)
    together = _shares(waiting, _supposed_truths(leaves, complete))
    return np.maximum(alone, together / FIGURES_FOR_SIZE)


def _supposed_truths(leaves: Iterable[Leaf], subjects: Subjects) -> dict[Leaf, Truths]:
    return {
        leaf: np.array([truth(answer(leaf, subject)) for subject in subjects], dtype=np.int8)
        for leaf in leaves
    }


def _shares(waiting: Sequence[_Waiting], by_leaf: Mapping[Leaf, Truths]) -> NDArray[np.float64]:
    """The share of the answers after which each offer is not unclear any more."""

    def share(each: _Waiting) -> float:
        if each.leaves.keys().isdisjoint(by_leaf):
            return 0.0
        found = truths(
            each.match.tree,
            each.match.judged.values,
            lambda leaf, negated: by_leaf.get(leaf, UNKNOWN),
        )
        return float(np.mean(found != Truth.UNKNOWN))

    return np.array([share(each) for each in waiting])
