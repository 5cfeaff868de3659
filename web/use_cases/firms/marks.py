"""What a company marks in its list: offers to remember, offers to hide. Each is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine

from models.company import CompanyProfile
from web.use_cases.firms import stored_answers
from web.use_cases.firms.stored_answers import Retention

MOST_MARKS = 500
"""More than anybody means; whoever sends more loses the oldest."""


def remember(
    engine: Engine, token: str, offer_id: str, *, now: datetime, retention: Retention
) -> bool:
    """Keep an offer in mind, and show it again if it was hidden; False if the answers are gone."""

    def mark(row: CompanyProfile) -> None:
        row.remembered = _with(row.remembered, offer_id)
        row.dismissed = _without(row.dismissed, offer_id)

    return stored_answers.edit(engine, token, mark, now=now, retention=retention)


def forget(
    engine: Engine, token: str, offer_id: str, *, now: datetime, retention: Retention
) -> bool:
    """Take an offer from the remembered ones; False if the answers are gone."""

    def mark(row: CompanyProfile) -> None:
        row.remembered = _without(row.remembered, offer_id)

    return stored_answers.edit(engine, token, mark, now=now, retention=retention)


def dismiss(
    engine: Engine, token: str, offer_id: str, *, now: datetime, retention: Retention
) -> bool:
    """Hide an offer, which also forgets it; False if the answers are gone."""

    def mark(row: CompanyProfile) -> None:
        row.dismissed = _with(row.dismissed, offer_id)
        row.remembered = _without(row.remembered, offer_id)

    return stored_answers.edit(engine, token, mark, now=now, retention=retention)


def restore(
    engine: Engine, token: str, offer_id: str, *, now: datetime, retention: Retention
) -> bool:
    """Show a hidden offer again; False if the answers are gone."""

    def mark(row: CompanyProfile) -> None:
        row.dismissed = _without(row.dismissed, offer_id)

    return stored_answers.edit(engine, token, mark, now=now, retention=retention)


def _with(marks: Sequence[str], offer_id: str) -> list[str]:
    """A new list (the table notices only those) with the offer at its end."""
    return [*_without(marks, offer_id), offer_id][-MOST_MARKS:]


def _without(marks: Sequence[str], offer_id: str) -> list[str]:
    return [each for each in marks if each != offer_id]
