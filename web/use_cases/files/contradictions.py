"""What an opinion tells of the catalogue: which condition of an offer is missing or wrong.

Conditions are named by what they ask for ('employees', 'fact.project_started'): such a key stays
the same when others are added or reworded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from matcher.eligibility import Subject, Truth, subject_of, verdicts
from matcher.eligibility.leaves import answer
from matcher.profile import Profile
from offers.schema import Condition, Evidence, Offer
from offers.schema.conditions import (
    AllOf,
    AnyOf,
    FactFits,
    InAudience,
    InRange,
    InSector,
    InTerritory,
    Leaf,
    NamesNeed,
    NotOf,
    OfSize,
    OneOf,
)
from web.use_cases.firms.opinions import Opinion

OTHER = "other"
"""A condition that the catalogue does not know."""
LONGEST_KEY = 80
_NAMES: dict[type[object], str] = {
    InTerritory: "territory",
    InSector: "sector",
    InAudience: "audience",
    OfSize: "size",
    NamesNeed: "need",
}
_WELCOME = (Opinion.FITS, Opinion.MISSING, Opinion.GRANTED)


@dataclass(frozen=True, slots=True)
class Demand:
    """One leaf of an offer's conditions; `negated`: it must not hold."""

    leaf: Leaf
    evidence: Evidence
    negated: bool


def condition_key(leaf: Leaf) -> str:
    """What a leaf asks for."""
    match leaf:
        case InRange(field) | OneOf(field):
            return field
        case FactFits(name):
            return f"fact.{name}"[:LONGEST_KEY]
        case other:
            return _NAMES[type(other)]


def demands_of(offer: Offer) -> dict[str, tuple[Demand, ...]]:
    """All leaves of an offer by their keys, in reading order."""
    found: dict[str, tuple[Demand, ...]] = {}
    for each in _demands(verdicts.whole_condition(offer), negated=False):
        key = condition_key(each.leaf)
        if each not in found.get(key, ()):
            found[key] = (*found.get(key, ()), each)
    return found


def contradiction(
    offer: Offer, profile: Profile, opinion: Opinion, because: str, *, today: date
) -> str:
    """'<opinion>:<condition>' where an opinion says that a condition is wrong; else ''.

    'fits:<condition>' where we exclude the firm by it, 'not_eligible:<condition>' where we do not
    exclude the firm. A condition that is open only because the firm has not answered is not wrong.
    """
    subject = subject_of(profile, today)
    whole = verdicts.whole_condition(offer)
    is_excluded = verdicts.evaluate(whole, subject) is Truth.FALSE
    if opinion in _WELCOME and is_excluded:
        return f"{Opinion.FITS}:{condition_key(_refusing(whole, subject))}"
    if opinion is not Opinion.NOT_ELIGIBLE or is_excluded:
        return ""
    named = demands_of(offer).get(because, ())
    if named and all(answer(each.leaf, subject) is None for each in named):
        return ""
    return f"{Opinion.NOT_ELIGIBLE}:{because or OTHER}"


def _demands(condition: Condition, *, negated: bool) -> Iterator[Demand]:
    match condition.test:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _demands(part, negated=negated)
        case NotOf(part):
            yield from _demands(part, negated=not negated)
        case leaf:
            yield Demand(leaf, condition.evidence, negated)


def _refusing(condition: Condition, subject: Subject, wanted: Truth = Truth.FALSE) -> Leaf:
    """The first leaf that makes a condition false, or true under a 'not'."""
    match condition.test:
        case AllOf(parts) | AnyOf(parts):
            deciding = (part for part in parts if verdicts.evaluate(part, subject) is wanted)
            return _refusing(next(deciding, parts[0]), subject, wanted)
        case NotOf(part):
            opposite = Truth.TRUE if wanted is Truth.FALSE else Truth.FALSE
            return _refusing(part, subject, opposite)
        case leaf:
            return leaf
