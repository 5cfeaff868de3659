"""What people see and change of their own account: name, language, sessions, sign-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, delete, select

from models.person import Person
from models.session import reading, transaction
from models.sign_in import SignInAttempt, SignInSession
from web.author import Author
from web.use_cases import audit
from web.use_cases.signing_in import sessions
from web.use_cases.signing_in.sessions import Lifetime, SignedIn
from web.use_cases.signing_in.throttle import Outcome

MOST_SESSIONS = 50
MOST_ATTEMPTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSession:
    """One signed-in browser; `is_this` is the one that asks."""

    id: int
    begun_utc: datetime
    seen_utc: datetime
    is_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAttempt:
    """One attempt to sign in; `is_known` if the browser had signed in before."""

    tried_utc: datetime
    outcome: Outcome
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Sessions and last attempts, the newest first; how many recovery codes are left."""

    sessions: tuple[OwnSession, ...]
    attempts: tuple[OwnAttempt, ...]
    recovery_codes_left: int


def overview(engine: Engine, who: SignedIn, *, now: datetime, lifetime: Lifetime) -> Overview:
    """Everything about the account that the settings page shows, in three queries."""
    with reading(engine) as session:
        person = session.get(Person, who.id)
        return Overview(
            sessions=_sessions(session, who, now, lifetime),
            attempts=_attempts(session, who),
            recovery_codes_left=len(person.recovery_codes) if person else 0,
        )


def rename(engine: Engine, who: SignedIn, *, name: str, language: str, by: Author) -> None:
    """Change name and language; the trail says which of them, not to what."""
    with transaction(engine) as session:
        person = session.get(Person, who.id, with_for_update={"key_share": True})
        assert person is not None
        changed = [
            field
            for field, before, after in (
                ("name", person.name, name),
                ("language", person.language, language),
            )
            if before != after
        ]
        if changed:
            person.name, person.language, person.updated_utc = name, language, by.now
            audit.note(session, by, "account_changed", by.actor, details=changed)


def end_session(engine: Engine, who: SignedIn, session_id: int, *, by: Author) -> bool:
    """End one of one's own sessions; False for any other id."""
    own = delete(SignInSession).where(
        col(SignInSession.id) == session_id, col(SignInSession.person_id) == who.id
    )
    with transaction(engine) as session:
        is_ended = session.exec(own).rowcount > 0
        if is_ended:
            audit.note(session, by, "session_ended", by.actor)
    return is_ended


def end_other_sessions(engine: Engine, who: SignedIn, *, by: Author) -> None:
    """End all of one's sessions but the one that asks."""
    with transaction(engine) as session:
        sessions.end_all(session, who.id, except_id=who.session_id)
        audit.note(session, by, "other_sessions_ended", by.actor)


def _sessions(
    session: Session, who: SignedIn, now: datetime, lifetime: Lifetime
) -> tuple[OwnSession, ...]:
    query = (
        select(SignInSession)
        .where(
            SignInSession.person_id == who.id,
            col(SignInSession.is_complete),
            SignInSession.expires_utc > now,
            SignInSession.seen_utc > now - lifetime.idle,
        )
        .order_by(col(SignInSession.seen_utc).desc(), col(SignInSession.id).desc())
        .limit(MOST_SESSIONS)
    )
    return tuple(
        OwnSession(
            id=row.id or 0,
            begun_utc=row.created_utc,
            seen_utc=row.seen_utc,
            is_this=row.id == who.session_id,
        )
        for row in session.exec(query)
    )


def _attempts(session: Session, who: SignedIn) -> tuple[OwnAttempt, ...]:
    query = (
        select(SignInAttempt)
        .where(
            SignInAttempt.person_id == who.id,
            col(SignInAttempt.outcome).in_([outcome.value for outcome in Outcome]),
        )
        .order_by(col(SignInAttempt.tried_utc).desc(), col(SignInAttempt.id).desc())
        .limit(MOST_ATTEMPTS)
    )
    return tuple(
        OwnAttempt(
            tried_utc=row.tried_utc,
            outcome=Outcome(row.outcome),
            is_known=bool(row.device_hash),
        )
        for row in session.exec(query)
    )
