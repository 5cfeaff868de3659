"""Questions: which unknown answer decides most of the best-ranked unclear offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.eligibility import Verdict
from matcher.matches import Match

LOOK_AT = 25
"""How many of the best matches a question may be about."""


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """A profile field to ask for, and the ids of the offers it helps to settle, best first."""

    field: str
    offers: tuple[str, ...]


def questions_to_ask(
    matches: Sequence[Match], *, skip: frozenset[str] = frozenset()
) -> tuple[NextQuestion, ...]:
    """The questions that settle the most, in the order in which to ask them.

    Greedy: first the field that is open in the most of the best-ranked unclear offers, an offer
    at rank r weighing 1/r, offers that this one answer settles counting double; then the same
    with that field answered. Fields in `skip` (the company does not know) are not asked again.
    Ties go to the field that comes first in the ranking.
    """
    waiting = {
        match.offer.id: (match.rank or LOOK_AT, _fields(match, skip))
        for match in matches[:LOOK_AT]
        if match.verdict is Verdict.UNCLEAR
    }
    asked = list[NextQuestion]()
    while field := _most_open(waiting):
        offers = tuple(offer for offer, (_, open_fields) in waiting.items() if field in open_fields)
        asked.append(NextQuestion(field, offers))
        waiting = {
            offer: (rank, open_fields - {field}) for offer, (rank, open_fields) in waiting.items()
        }
    return tuple(asked)


def settled_by(questions: Sequence[NextQuestion]) -> int:
    """How many offers all these questions together help to settle."""
    return len({offer for question in questions for offer in question.offers})


def _fields(match: Match, skip: frozenset[str]) -> frozenset[str]:
    """The fields to ask; none if something stays open that no answer settles."""
    deciding = [outcome for outcome in match.conditions if outcome.decides]
    if any(outcome.question is None for outcome in deciding):
        return frozenset()
    fields = frozenset(outcome.question for outcome in deciding if outcome.question is not None)
    return frozenset() if fields & skip else fields


def _most_open(waiting: dict[str, tuple[int, frozenset[str]]]) -> str | None:
    weights: dict[str, float] = {}
    for rank, open_fields in waiting.values():
        for field in sorted(open_fields):
            settles = 2.0 if len(open_fields) == 1 else 1.0
            weights[field] = weights.get(field, 0.0) + settles / rank
    return max(weights, key=lambda field: weights[field], default=None)
