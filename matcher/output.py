"""Matches and verdicts as the mappings that the commands write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from enum import Enum
from typing import Any

from matcher.eligibility import Verdict
from matcher.matches import Match, Question
from matcher.ranking import Ranking
from matcher.wording import Reason, negated, question, sentence
from offers.schema import Offer, PartialDate

DIGITS = 6
"""Digits of a score; differences below are noise of the arithmetic."""


def ranking_record(profile_id: str, ranking: Ranking, *, language: str) -> dict[str, Any]:
    """A profile's ranked matches, best first, then those without a rank."""
    matches = (*ranking.matches, *ranking.others)
    return {
        "profile": profile_id,
        "matches": [_match(match, language) for match in matches],
        "warnings": [reason_record(reason, language) for reason in ranking.warnings],
    }


def verdicts_record(
    profile_id: str, offers: Sequence[Offer], verdicts: Sequence[Verdict]
) -> dict[str, Any]:
    """The verdict of every offer for a profile."""
    pairs = zip(offers, verdicts, strict=True)
    return {"profile": profile_id, "verdicts": {offer.id: str(verdict) for offer, verdict in pairs}}


def reason_record(reason: Reason, language: str) -> dict[str, Any]:
    """A reason with its sentence, and its values as plain JSON."""
    return {
        "code": reason.code,
        "text": sentence(reason, language),
        "values": plain(reason.values),
    }


def _match(match: Match, language: str) -> dict[str, Any]:
    return {
        "offer": match.offer.id,
        "rank": match.rank,
        "score": round(match.score, DIGITS),
        "verdict": str(match.verdict),
        "reasons": [reason_record(reason, language) for reason in _reasons(match)],
        "open_questions": [_question(open_one, language) for open_one in match.open_questions],
        "similar": [offer.id for offer in match.similar],
    }


def _reasons(match: Match) -> tuple[Reason, ...]:
    """Why it fits; for an offer without a rank, what stands against it."""
    if match.rank is not None:
        return match.reasons
    if match.status is not None:
        return (match.status,)
    return tuple(
        negated(outcome.reason) if outcome.negated else outcome.reason for outcome in match.deciding
    )


def _question(open_one: Question, language: str) -> dict[str, Any]:
    return {"field": open_one.field, "text": question(open_one.field, language)}


def plain(value: object) -> Any:
    """A value of a reason as JSON knows it; sets in the order of their words."""
    match value:
        case PartialDate():
            return value.text
        case Enum():
            return value.value
        case Mapping():
            return {str(key): plain(entry) for key, entry in value.items()}
        case frozenset() | set():
            return sorted(plain(entry) for entry in value)
        case tuple() | list():
            return [plain(entry) for entry in value]
        case None | bool() | int() | float() | str():
            return value
        case _ if is_dataclass(value) and not isinstance(value, type):
            return plain(asdict(value))
        case _:
            return str(value)
