"""The conditions of an offer, each with its state for one firm."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from matcher.eligibility import LeafOutcome, Truth, Verdict
from matcher.matches import Match
from web.cards import OpenPoint
from web.match_page.cards import demanded, open_point, spoken
from web.match_page.links import MatchLinks


@dataclass(frozen=True)
class ConditionLine:
    """One condition. `state` is met, open, failed or spare (another one is enough)."""

    state: str
    label: str
    demand: str
    reason: str
    quote: str
    point: OpenPoint | None


def condition_lines(match: Match, links: MatchLinks) -> tuple[ConditionLine, ...]:
    """All conditions, in the order of the offer."""
    return tuple(_condition(each, match, links) for each in match.conditions)


def condition_state(outcome: LeafOutcome, verdict: Verdict) -> str:
    """met, open, failed, or spare where the verdict does not hang on it."""
    wanted, refused = (Truth.FALSE, Truth.TRUE) if outcome.negated else (Truth.TRUE, Truth.FALSE)
    if outcome.truth is wanted:
        return "met"
    if outcome.truth is refused:
        return "failed" if outcome.decides else "spare"
    is_settled = verdict in (Verdict.ELIGIBLE, Verdict.UNCLEAR) and not outcome.decides
    return "spare" if is_settled else "open"


def _condition(outcome: LeafOutcome, match: Match, links: MatchLinks) -> ConditionLine:
    state = condition_state(outcome, match.verdict)
    labels = {
        "met": gettext("met"),
        "open": gettext("open"),
        "failed": gettext("not met"),
        "spare": gettext("not needed"),
    }
    point = open_point(outcome, links) if state == "open" else None
    return ConditionLine(
        state=state,
        label=labels[state],
        demand=demanded(outcome),
        reason=spoken(outcome),
        quote=outcome.evidence.quote,
        point=point if point is not None and point.href else None,
    )
