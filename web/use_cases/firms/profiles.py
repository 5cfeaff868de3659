"""Answers of companies: begun, read, changed, finished; each function is one transaction.

Who holds the token holds the answers: only its hash is stored, and a row past its date is gone.
Reading never extends it; every change does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from matcher.profile import Profile, parse_profile
from models.company import AnswerState, CompanyProfile
from models.session import reading, transaction
from web.tokens import new_token, token_hash
from web.use_cases.firms import provenance, stored_answers
from web.use_cases.firms.provenance import Source
from web.use_cases.firms.stored_answers import Retention

PROFILE_ID = "answers"
"""The id of a stored profile: the format demands one, the row's own number stays inside."""
FACT = "facts."


@dataclass(frozen=True, slots=True)
class Change:
    """What one page changes.

    `values` maps fields of the profile (`facts.<name>` for a fact) to what they are now; None
    takes an answer back. `not_again` are fields that nobody asks for again of their own accord,
    because the company does not know or has said all it can; any other field of `values` is open.
    """

    values: Mapping[str, object]
    not_again: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProfile:
    """Answers as they stand; `skipped` are fields that are not to be asked again."""

    profile: Profile
    skipped: frozenset[str]
    remembered: tuple[str, ...]
    dismissed: tuple[str, ...]
    language: str
    is_finished: bool
    expires_utc: datetime


def start(engine: Engine, language: str, now: datetime, *, retention: Retention) -> str:
    """The token of new, empty answers."""
    token = new_token()
    row = CompanyProfile(
        token_hash=token_hash(token),
        language=language,
        created_utc=now,
        updated_utc=now,
        expires_utc=retention.end(AnswerState.UNFINISHED, now),
    )
    with transaction(engine) as session:
        session.add(row)
    return token


def blank(language: str, now: datetime) -> StoredProfile:
    """Answers of a firm of which nothing is known yet."""
    return StoredProfile(
        profile=_parsed({}),
        skipped=frozenset(),
        remembered=(),
        dismissed=(),
        language=language,
        is_finished=False,
        expires_utc=now,
    )


def load(engine: Engine, token: str, now: datetime) -> StoredProfile | None:
    """The answers behind a token; None if there are none or their time is over."""
    with reading(engine) as session:
        row = session.exec(stored_answers.alive(token, now)).one_or_none()
        return None if row is None else stored_profile(row)


def answer(
    engine: Engine, token: str, change: Change, now: datetime, *, retention: Retention
) -> bool:
    """Store one page; False if the answers are gone. InputErrors stores nothing."""

    def store(row: CompanyProfile) -> None:
        take(row, change)
        provenance.note(row, change.values, Source.FIRM, now)

    return stored_answers.edit(engine, token, store, now=now, retention=retention)


def finish(engine: Engine, token: str, now: datetime, *, retention: Retention) -> bool:
    """Mark the answers as complete; False if they are gone."""

    def close(row: CompanyProfile) -> None:
        row.state = AnswerState.FINISHED

    return stored_answers.edit(engine, token, close, now=now, retention=retention)


def take(row: CompanyProfile, change: Change) -> tuple[str, ...]:
    """Let the row hold a change; which fields are not as they were. InputErrors: none is."""
    before = _standing(row, change)
    answers = changed(row.answers, change.values)
    _parsed(answers)
    row.answers = answers
    row.skipped = sorted((set(row.skipped) - change.values.keys()) | change.not_again)
    after = _standing(row, change)
    return tuple(field for field in before if before[field] != after[field])


def value_of(profile: Profile, field: str) -> Any:
    """The answer to a field of the profile or to a fact; None if there is none."""
    if field.startswith(FACT):
        return profile.facts.get(field.removeprefix(FACT))
    return getattr(profile, field)


def changed(answers: Mapping[str, object], values: Mapping[str, object]) -> dict[str, object]:
    """The answers with these values; None, empty texts and empty lists take an answer away."""
    result = dict(answers)
    known_facts = result.pop("facts", None)
    facts = dict(known_facts) if isinstance(known_facts, Mapping) else {}
    for name, value in values.items():
        target = facts if name.startswith(FACT) else result
        key = name.removeprefix(FACT)
        target.pop(key, None)
        if not _is_nothing(value):
            target[key] = list(value) if isinstance(value, tuple) else value
    return result | ({"facts": facts} if facts else {})


def stored_profile(row: CompanyProfile) -> StoredProfile:
    """What a row holds."""
    return StoredProfile(
        profile=_parsed(row.answers),
        skipped=frozenset(row.skipped),
        remembered=tuple(row.remembered),
        dismissed=tuple(row.dismissed),
        language=row.language,
        is_finished=row.state == AnswerState.FINISHED,
        expires_utc=row.expires_utc,
    )


def _standing(row: CompanyProfile, change: Change) -> dict[str, object]:
    """What a change is about, as it stands: answers, and whether they are not asked for again."""
    profile, skipped = _parsed(row.answers), set(row.skipped)
    fields = (*change.values, *sorted(change.not_again - change.values.keys()))
    answers = {field for field in fields if field in Profile.model_fields or field.startswith(FACT)}
    return {
        field: (value_of(profile, field) if field in answers else None, field in skipped)
        for field in fields
    }


def _is_nothing(value: object) -> bool:
    return value is None or value in ("", (), [])


def _parsed(answers: Mapping[str, object]) -> Profile:
    return parse_profile({"id": PROFILE_ID, **answers})
