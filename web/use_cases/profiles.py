"""Answers of companies: begun, read, changed, finished; each function is one transaction.

Who holds the token holds the answers: only its hash is stored, and a row past its date is gone.
Reading never extends it; every change does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from matcher.profile import Profile, parse_profile
from models.company import AnswerState, CompanyProfile
from models.session import reading, transaction
from web.tokens import new_token, token_hash

PROFILE_ID = "answers"
"""The id of a stored profile: the format demands one, the row's own number stays inside."""
FACT = "facts."


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """After how many days without a change answers are deleted."""

    unfinished_days: int
    finished_days: int

    def end(self, state: str, now: datetime) -> datetime:
        """When answers in this state that change now expire."""
        is_finished = state == AnswerState.FINISHED
        return now + timedelta(days=self.finished_days if is_finished else self.unfinished_days)


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


def load(engine: Engine, token: str, now: datetime) -> StoredProfile | None:
    """The answers behind a token; None if there are none or their time is over."""
    with reading(engine) as session:
        row = session.exec(_alive(token, now)).one_or_none()
        return None if row is None else _stored(row)


def answer(
    engine: Engine, token: str, change: Change, now: datetime, *, retention: Retention
) -> bool:
    """Store one page; False if the answers are gone. InputErrors stores nothing."""
    with transaction(engine) as session:
        row = _locked(session, token, now)
        if row is None:
            return False
        answers = changed(row.answers, change.values)
        _parsed(answers)
        row.answers = answers
        row.skipped = sorted((set(row.skipped) - change.values.keys()) | change.not_again)
        _touch(row, now, retention)
        session.add(row)
        return True


def finish(engine: Engine, token: str, now: datetime, *, retention: Retention) -> bool:
    """Mark the answers as complete; False if they are gone."""
    with transaction(engine) as session:
        row = _locked(session, token, now)
        if row is None:
            return False
        row.state = AnswerState.FINISHED
        _touch(row, now, retention)
        session.add(row)
        return True


def delete(engine: Engine, token: str, now: datetime) -> bool:
    """Delete the answers for good; False if they are gone already."""
    with transaction(engine) as session:
        row = _locked(session, token, now)
        if row is not None:
            session.delete(row)
        return row is not None


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


def _is_nothing(value: object) -> bool:
    return value is None or value in ("", (), [])


def _alive(token: str, now: datetime) -> SelectOfScalar[CompanyProfile]:
    return select(CompanyProfile).where(
        col(CompanyProfile.token_hash) == token_hash(token),
        col(CompanyProfile.expires_utc) > now,
    )


def _locked(session: Session, token: str, now: datetime) -> CompanyProfile | None:
    """The row, kept from other writers until the transaction ends."""
    return session.exec(_alive(token, now).with_for_update()).one_or_none()


def _touch(row: CompanyProfile, now: datetime, retention: Retention) -> None:
    row.updated_utc = now
    row.expires_utc = retention.end(row.state, now)


def _parsed(answers: Mapping[str, object]) -> Profile:
    return parse_profile({"id": PROFILE_ID, **answers})


def _stored(row: CompanyProfile) -> StoredProfile:
    return StoredProfile(
        profile=_parsed(row.answers),
        skipped=frozenset(row.skipped),
        remembered=tuple(row.remembered),
        dismissed=tuple(row.dismissed),
        language=row.language,
        is_finished=row.state == AnswerState.FINISHED,
        expires_utc=row.expires_utc,
    )
