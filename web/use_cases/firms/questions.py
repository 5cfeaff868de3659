"""Which open fields of a profile the questionnaire can ask for."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.matches import Match
from offers.taxonomy.facts import FACTS
from web.use_cases.firms.profiles import FACT


def askable(field: str) -> bool:
    """Whether there is a question for a field: none for a fact that nobody registered."""
    return not field.startswith(FACT) or field.removeprefix(FACT) in FACTS


def unaskable(matches: Iterable[Match]) -> frozenset[str]:
    """The open fields of these matches that nobody can be asked for."""
    open_fields = {outcome.question for match in matches for outcome in match.conditions}
    return frozenset(field for field in open_fields if field is not None and not askable(field))
