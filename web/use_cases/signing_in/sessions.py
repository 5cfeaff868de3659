"""Who is signed in: sessions begun, found by the secret of their cookie, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, delete, select, update
from sqlmodel.sql.expression import Select

from models.organisation import Organisation
from models.person import Person, PersonState, Role
from models.session import reading, transaction
from models.sign_in import SignInSession
from web.tokens import new_token, token_hash

SEEN_AGAIN_AFTER = timedelta(minutes=1)
"""How long a session counts as seen: not every page writes to the database."""
SECOND_STEP = timedelta(minutes=10)
"""How long the second factor may take after the password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """How long a session lasts: in all, and without a request."""

    whole: timedelta
    idle: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A person and the organisation it acts for, as one request sees them."""

    session_id: int
    id: int
    public_id: str
    name: str
    email: str
    language: str
    roles: frozenset[Role]
    organisation_id: str
    organisation_name: str
    territories: tuple[str, ...]
    topics: tuple[str, ...]
    has_second_factor: bool
    organisation_needs_second_factor: bool

    @property
    def actor(self) -> str:
        """The person in the audit trail."""
        return f"person:{self.public_id}"


def begin(
    session: Session, person_id: int, *, now: datetime, lifetime: Lifetime, is_complete: bool
) -> str:
    """The secret of a new session, inside the transaction that signs in."""
    token = new_token()
    session.add(
        SignInSession(
            token_hash=token_hash(token),
            person_id=person_id,
            is_complete=is_complete,
            created_utc=now,
            seen_utc=now,
            expires_utc=now + lifetime.whole,
        )
    )
    return token


def behind(engine: Engine, token: str, *, now: datetime, lifetime: Lifetime) -> SignedIn | None:
    """Who is signed in with this secret; None for an unknown, ended or half begun session."""
    with reading(engine) as session:
        query = (
            select(SignInSession, Person, Organisation)
            .join(Person, col(Person.id) == col(SignInSession.person_id))
            .join(Organisation, col(Organisation.id) == col(Person.organisation_id))
            .where(
                SignInSession.token_hash == token_hash(token),
                col(SignInSession.is_complete),
                SignInSession.expires_utc > now,
                SignInSession.seen_utc > now - lifetime.idle,
                Person.state == PersonState.ACTIVE.value,
            )
        )
        found = session.exec(query).one_or_none()
        who = _signed_in(*found) if found else None
        is_seen = found is None or now - found[0].seen_utc < SEEN_AGAIN_AFTER
    if who and not is_seen:
        _see_again(engine, who.session_id, now)
    return who


def half_begun(
    session: Session, token: str, *, now: datetime
) -> tuple[SignInSession, Person] | None:
    """The session that waits for the second factor, with its person, both locked; None if past."""
    return session.exec(_half_begun(token, now).with_for_update(key_share=True)).one_or_none()


def is_half_begun(session: Session, token: str, *, now: datetime) -> bool:
    """Whether there is such a session, without a lock."""
    return session.exec(_half_begun(token, now)).one_or_none() is not None


def end(session: Session, token: str) -> bool:
    """End one session inside another transaction; False if it was unknown or ended already."""
    query = delete(SignInSession).where(col(SignInSession.token_hash) == token_hash(token))
    return session.exec(query).rowcount > 0


def end_all(session: Session, person_id: int, *, except_id: int | None = None) -> None:
    """End all sessions of a person, but for one, inside another transaction."""
    theirs = delete(SignInSession).where(col(SignInSession.person_id) == person_id)
    session.exec(theirs if except_id is None else theirs.where(col(SignInSession.id) != except_id))


def _half_begun(token: str, now: datetime) -> Select[SignInSession, Person]:
    return (
        select(SignInSession, Person)
        .join(Person, col(Person.id) == col(SignInSession.person_id))
        .where(
            SignInSession.token_hash == token_hash(token),
            ~col(SignInSession.is_complete),
            SignInSession.expires_utc > now,
            Person.state == PersonState.ACTIVE.value,
        )
    )


def _see_again(engine: Engine, session_id: int, now: datetime) -> None:
    theirs = update(SignInSession).where(col(SignInSession.id) == session_id)
    with transaction(engine) as session:
        session.exec(theirs.values(seen_utc=now))  # Ended meanwhile: there is no row.


def _signed_in(row: SignInSession, person: Person, organisation: Organisation) -> SignedIn:
    assert row.id is not None
    assert person.id is not None
    return SignedIn(
        session_id=row.id,
        id=person.id,
        public_id=person.public_id,
        name=person.name,
        email=person.email,
        language=person.language,
        roles=frozenset(Role(role) for role in person.roles),
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        territories=tuple(organisation.territories),
        topics=tuple(organisation.topics),
        has_second_factor=person.totp_secret is not None,
        organisation_needs_second_factor=organisation.needs_second_factor,
    )
