"""Verdicts: one offer for one company on one day, three-valued, in readable form.

This is the rule as the format states it; `compiled` does the same for whole catalogues and is
held equal to it by tests.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from matcher.eligibility.leaves import answer
from matcher.eligibility.subject import Subject
from matcher.eligibility.truth import Truth, truth
from matcher.reason import Reason
from offers.schema import Condition, Offer, State
from offers.schema.conditions import AllOf, AnyOf, InAudience, InRange, InTerritory, NotOf


class Verdict(StrEnum):
    """The first that applies, best last."""

    CLOSED = "closed"
    NOT_OPEN_YET = "not_open_yet"
    NOT_ELIGIBLE = "not_eligible"
    UNCLEAR = "unclear"
    ELIGIBLE = "eligible"


BY_TRUTH = {
    Truth.FALSE: Verdict.NOT_ELIGIBLE,
    Truth.UNKNOWN: Verdict.UNCLEAR,
    Truth.TRUE: Verdict.ELIGIBLE,
}


def verdict(offer: Offer, subject: Subject) -> Verdict:
    """The verdict of the offer format, section 'Verdict'."""
    status = status_on(offer, subject.today)
    if status is not None:
        return Verdict.CLOSED if status.code.startswith("closed") else Verdict.NOT_OPEN_YET
    return BY_TRUTH[evaluate(whole_condition(offer), subject)]


def status_on(offer: Offer, today: date) -> Reason | None:
    """Why nobody can apply on this day; None if the offer is open. Last days count."""
    if offer.state is State.ENDED:
        return Reason("closed.ended")
    if offer.valid_until is not None and today > offer.valid_until.last:
        return Reason("closed.valid_until", {"date": offer.valid_until})
    if offer.deadlines and all(not d.recurring and today > d.date.last for d in offer.deadlines):
        last = max((d.date for d in offer.deadlines), key=lambda day: day.last)
        return Reason("closed.deadlines", {"date": last})
    if offer.valid_from is not None and today < offer.valid_from.first:
        return Reason("not_open_yet.valid_from", {"date": offer.valid_from})
    if offer.state is State.PAUSED:
        return Reason("not_open_yet.paused")
    return None


def whole_condition(offer: Offer) -> Condition:
    """Territory, audience, limits and conditions of an offer as one tree."""
    parts = list[Condition]()
    if offer.territory:
        parts.append(Condition(InTerritory(offer.territory)))
    if offer.audience:
        parts.append(Condition(InAudience(offer.audience)))
    if offer.min_employees is not None or offer.max_employees is not None:
        people = InRange("employees", offer.min_employees, offer.max_employees)
        parts.append(Condition(people))
    if offer.max_turnover_eur is not None:
        parts.append(Condition(InRange("turnover_eur", None, offer.max_turnover_eur)))
    if offer.conditions is not None:
        parts.append(offer.conditions)
    return Condition(AllOf(tuple(parts)))


def evaluate(condition: Condition, subject: Subject) -> Truth:
    """Kleene's value of the tree; what was read with doubt never refuses.

    A doubtful condition that is false counts as unknown, under a 'not' as well; there a true one
    does, too, because it would refuse.
    """
    return _evaluate(condition, subject, negated=False)


def _evaluate(condition: Condition, subject: Subject, *, negated: bool) -> Truth:
    match condition.test:
        case AllOf(parts):
            value = min((_evaluate(p, subject, negated=negated) for p in parts), default=Truth.TRUE)
        case AnyOf(parts):
            value = max(
                (_evaluate(p, subject, negated=negated) for p in parts), default=Truth.FALSE
            )
        case NotOf(part):
            value = Truth(2 - _evaluate(part, subject, negated=not negated))
        case leaf:
            value = truth(answer(leaf, subject))
    if condition.evidence.doubtful:
        return Truth.UNKNOWN if negated else max(value, Truth.UNKNOWN)
    return value
