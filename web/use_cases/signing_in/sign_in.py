"""Signing in: the password, then the second factor where a person has one; and signing out.

Every step gives the browser a new secret, so that one planted before is worth nothing. The same
hash is computed for a wrong password, for a closed account and for an address that nobody has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, select

from models.person import Person, PersonState
from models.session import reading, transaction
from models.sign_in import SignInAttempt
from web.author import Author
from web.passwords import HASHER, Hasher
from web.second_factor import SecretBox
from web.use_cases import audit
from web.use_cases.roles import Role
from web.use_cases.signing_in import sessions, throttle
from web.use_cases.signing_in.codes import takes_code
from web.use_cases.signing_in.sessions import SECOND_STEP, Lifetime
from web.use_cases.signing_in.throttle import Outcome, Visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What came of a step: a failure, or a `token` for the session's cookie.

    `device` is the cookie by which the browser is known from now on, `wait_seconds` is above 0
    where nothing was looked at; `language` and `roles` are those of the person.
    """

    outcome: Outcome
    token: str = ""
    device: str = ""
    wait_seconds: int = 0
    language: str = ""
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What both steps know of the browser: who tries, its old session, the life of its new one."""

    visitor: Visitor
    old_token: str
    lifetime: Lifetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The person behind an address as it was when the attempt began; all None for nobody."""

    attempt_id: int | None
    person_id: int | None = None
    password_hash: str | None = None


def with_password(
    engine: Engine, email: str, password: str, *, door: Door, by: Author, hasher: Hasher = HASHER
) -> Entry:
    """The first step: SIGNED_IN, SECOND_FACTOR_DUE, WRONG_PASSWORD, or BEGUN with a wait."""
    known = _begin(engine, email, door.visitor, by.now)
    if isinstance(known, int):
        return Entry(outcome=Outcome.BEGUN, wait_seconds=known)
    is_right = hasher.is_right(password, known.password_hash)
    if not is_right:
        _fail(engine, known)
        return Entry(outcome=Outcome.WRONG_PASSWORD)
    assert known.password_hash is not None
    is_outdated = hasher.is_outdated(known.password_hash)
    renewed = hasher.hash(password) if is_outdated else known.password_hash
    return _enter(engine, known, renewed, door=door, by=by)


def with_code(
    engine: Engine, token: str, code: str, *, door: Door, box: SecretBox, by: Author
) -> Entry | None:
    """The second step: SIGNED_IN, WRONG_CODE, or BEGUN with a wait; None without a first step."""
    with transaction(engine) as session:
        half = sessions.half_begun(session, token, now=by.now)
        if half is None:
            return None
        _, person = half
        marks = throttle.marks_of(door.visitor, person.email)
        wait = throttle.waiting_seconds(session, marks, now=by.now)
        if wait:
            return Entry(outcome=Outcome.BEGUN, wait_seconds=wait)
        attempt = throttle.begin(session, marks, person_id=person.id, now=by.now)
        if not takes_code(session, person, code, box=box, by=_as(person, by)):
            attempt.outcome = Outcome.WRONG_CODE.value
            return Entry(outcome=Outcome.WRONG_CODE)
        return _open(session, person, attempt, door=door, by=by)


def waits_for_code(engine: Engine, token: str, *, now: datetime) -> bool:
    """Whether this is the secret of a session whose second factor is due."""
    with reading(engine) as session:
        return sessions.is_half_begun(session, token, now=now)


def sign_out(engine: Engine, token: str, *, by: Author) -> None:
    """End the session of this secret, whatever state it is in."""
    with transaction(engine) as session:
        if sessions.end(session, token):
            audit.note(session, by, "signed_out", by.actor)


def _begin(engine: Engine, email: str, visitor: Visitor, now: datetime) -> _Known | int:
    """Count the attempt and look up the person; the seconds to wait if there must be none."""
    with transaction(engine) as session:
        # The lock makes attempts at the same account come one after the other on PostgreSQL too.
        person = session.exec(
            select(Person).where(Person.email == email).with_for_update(key_share=True)
        ).one_or_none()
        marks = throttle.marks_of(visitor, email)
        wait = throttle.waiting_seconds(session, marks, now=now)
        if wait:
            return wait
        person_id = person.id if person else None
        attempt = throttle.begin(session, marks, person_id=person_id, now=now)
        if person is None:
            return _Known(attempt_id=attempt.id)
        return _Known(
            attempt_id=attempt.id,
            person_id=person_id,
            password_hash=person.password_hash,
        )


def _fail(engine: Engine, known: _Known) -> None:
    with transaction(engine) as session:
        throttle.finish(session, known.attempt_id, Outcome.WRONG_PASSWORD)


def _enter(engine: Engine, known: _Known, renewed: str, *, door: Door, by: Author) -> Entry:
    """Sign in, unless the account is not in use or its password changed in this very moment."""
    with transaction(engine) as session:
        person = session.get(Person, known.person_id, with_for_update={"key_share": True})
        attempt = session.get(SignInAttempt, known.attempt_id)
        assert attempt is not None
        is_active = person is not None and person.state == PersonState.ACTIVE.value
        if person is None or not is_active or person.password_hash != known.password_hash:
            attempt.outcome = Outcome.WRONG_PASSWORD.value
            return Entry(outcome=Outcome.WRONG_PASSWORD)
        person.password_hash = renewed
        if person.totp_secret is None:
            return _open(session, person, attempt, door=door, by=by)
        return _ask_for_code(session, person, attempt, door=door, by=by)


def _ask_for_code(
    session: Session, person: Person, attempt: SignInAttempt, *, door: Door, by: Author
) -> Entry:
    assert person.id is not None
    sessions.end(session, door.old_token)
    short = replace(door.lifetime, whole=SECOND_STEP)
    token = sessions.begin(session, person.id, now=by.now, lifetime=short, is_complete=False)
    attempt.outcome = Outcome.SECOND_FACTOR_DUE.value
    return Entry(outcome=Outcome.SECOND_FACTOR_DUE, token=token)


def _open(
    session: Session, person: Person, attempt: SignInAttempt, *, door: Door, by: Author
) -> Entry:
    """The whole session, in place of whatever the browser had before."""
    assert person.id is not None
    sessions.end(session, door.old_token)
    token = sessions.begin(session, person.id, now=by.now, lifetime=door.lifetime, is_complete=True)
    attempt.outcome = Outcome.SIGNED_IN.value
    theirs = _as(person, by)
    audit.note(session, theirs, "signed_in", theirs.actor)
    return Entry(
        outcome=Outcome.SIGNED_IN,
        token=token,
        device=throttle.new_device(door.visitor.key, person.email),
        language=person.language,
        roles=frozenset(map(Role, person.roles)),
    )


def _as(person: Person, by: Author) -> Author:
    """The author of what this person does, who is signed in only from now on."""
    return replace(by, actor=f"person:{person.public_id}")
