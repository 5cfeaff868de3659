"""A new password of one's own: with the old one, or with a link that was sent by mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from models.person import Person, PersonState
from models.session import reading, transaction
from models.sign_in import SignInAttempt
from web.author import Author
from web.letters import Letter
from web.passwords import HASHER, Hasher, PasswordProblem, problem_of
from web.use_cases import audit, one_time_links
from web.use_cases.one_time_links import LinkPurpose
from web.use_cases.outbox import queueing
from web.use_cases.signing_in import sessions, throttle
from web.use_cases.signing_in.confirmation import Confirmation, confirm
from web.use_cases.signing_in.sessions import Lifetime, SignedIn
from web.use_cases.signing_in.throttle import Outcome, Visitor

MOST_LINKS = 3
"""So many unused links of a person may be on their way: a further one would tell nothing new."""
MOST_ASKED_IN_NETWORK = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom a letter is for; `person_id` is None where nobody has the address."""

    email: str
    language: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What became of a new password: done with a new `token` or `device`, or why not.

    `confirmation` is that of the old password; `problem` is None where the new one is taken.
    """

    confirmation: Confirmation = Confirmation(is_right=True)
    problem: PasswordProblem | None = None
    token: str = ""
    device: str = ""


Compose = Callable[[Recipient, str], Letter]
"""Makes the letter with the link of this secret."""


def change(
    engine: Engine,
    who: SignedIn,
    old: str,
    new: str,
    *,
    visitor: Visitor,
    lifetime: Lifetime,
    by: Author,
    hasher: Hasher = HASHER,
) -> Changed:
    """Set a new password; all sessions end, and this browser gets a new one."""
    problem = problem_of(new, personal=(who.email, who.name))
    if problem:
        return Changed(problem=problem)
    confirmation = confirm(engine, who, old, visitor=visitor, hasher=hasher, by=by)
    if not confirmation.is_right:
        return Changed(confirmation=confirmation)
    hashed = hasher.hash(new)
    with transaction(engine) as session:
        person = session.get(Person, who.id, with_for_update={"key_share": True})
        assert person is not None
        _set(session, person, hashed, by=by, action="password_changed")
        token = sessions.begin(session, who.id, now=by.now, lifetime=lifetime, is_complete=True)
    return Changed(token=token)


def ask_for_link(
    engine: Engine,
    email: str,
    *,
    visitor: Visitor,
    language: str,
    valid_for: timedelta,
    compose: Compose,
    by: Author,
) -> int:
    """Queue a mail with a link if somebody has the address; the seconds to wait if too many asked.

    The same is computed and written for an address that nobody has, and then taken back: neither
    the answer nor its time tells who has an account. `language` is for that letter, which nobody
    gets.
    """
    marks = throttle.marks_of(visitor, email)
    with transaction(engine) as session:
        wait = _wait_of_network(session, marks.network, now=by.now) if not marks.device else 0
        if wait:
            return wait
        person = _active(session, email)
        attempt = throttle.begin(
            session, marks, person_id=person.id if person else None, now=by.now
        )
        attempt.outcome = Outcome.NEW_PASSWORD_ASKED.value
        recipient = _recipient(person) or Recipient(email=email, language=language)
        with session.begin_nested() as trial:
            if not _write(session, recipient, valid_for=valid_for, compose=compose, by=by):
                trial.rollback()
    return 0


def can_set(engine: Engine, token: str, *, now: datetime) -> bool:
    """Whether the link of this secret still works."""
    with reading(engine) as session:
        return _behind(session, token, now) is not None


def set_by_link(
    engine: Engine,
    token: str,
    new: str,
    *,
    visitor: Visitor,
    by: Author,
    hasher: Hasher = HASHER,
) -> Changed | None:
    """Set a password with a link: it and all others of the person are used up, all sessions end.

    None if the link does not work (any more). The browser is known from then on: whoever reads the
    person's mail is not the one who guesses.
    """
    with reading(engine) as session:
        person = _behind(session, token, by.now)
        personal = (person.email, person.name) if person else None
    if personal is None:
        return None
    problem = problem_of(new, personal=personal)
    if problem:
        return Changed(problem=problem)
    hashed = hasher.hash(new)
    with transaction(engine) as session:
        person = _held(session, token, by.now)
        if person is None or person.id is None:
            return None
        _set(session, person, hashed, by=by, action="password_set_by_link")
    return Changed(device=throttle.new_device(visitor.key, person.email))


def _set(session: Session, person: Person, hashed: str, *, by: Author, action: str) -> None:
    assert person.id is not None
    person.password_hash, person.updated_utc = hashed, by.now
    sessions.end_all(session, person.id)
    one_time_links.withdraw_all(session, person.id, now=by.now)
    audit.note(session, by, action, f"person:{person.public_id}")


def _active(session: Session, email: str) -> Person | None:
    query = select(Person).where(Person.email == email, Person.state == PersonState.ACTIVE.value)
    return session.exec(query).one_or_none()


def _recipient(person: Person | None) -> Recipient | None:
    if person is None:
        return None
    return Recipient(email=person.email, language=person.language, person_id=person.id)


def _write(
    session: Session,
    recipient: Recipient,
    *,
    valid_for: timedelta,
    compose: Compose,
    by: Author,
) -> bool:
    """Whether the link and its letter are to stay."""
    purpose, person_id = LinkPurpose.NEW_PASSWORD, recipient.person_id
    on_their_way = one_time_links.live(session, person_id or 0, purpose, now=by.now)
    token = one_time_links.issue(
        session, purpose, now=by.now, valid_for=valid_for, person_id=person_id
    )
    queueing.queue(session, compose(recipient, token), now=by.now)
    session.flush()
    return person_id is not None and on_their_way < MOST_LINKS


def _behind(session: Session, token: str, now: datetime) -> Person | None:
    """The person whose link this is, if the account is in use."""
    link = one_time_links.look(session, token, LinkPurpose.NEW_PASSWORD, now=now)
    person = session.get(Person, link.person_id) if link and link.person_id else None
    return person if person and person.state == PersonState.ACTIVE.value else None


def _held(session: Session, token: str, now: datetime) -> Person | None:
    """The same, held with the link, in the order in which closing an account takes them."""
    person = _behind(session, token, now)
    if person is None:
        return None
    session.refresh(person, with_for_update={"key_share": True})
    link = one_time_links.find(session, token, LinkPurpose.NEW_PASSWORD, now=now)
    return person if link and person.state == PersonState.ACTIVE.value else None


def _wait_of_network(session: Session, network: str, *, now: datetime) -> int:
    """Seconds until one network may have mails sent again; browsers that are known do not count."""
    since = now - throttle.WINDOW
    query = select(func.count(), func.min(SignInAttempt.tried_utc)).where(
        SignInAttempt.network_hash == network,
        SignInAttempt.outcome == Outcome.NEW_PASSWORD_ASKED.value,
        col(SignInAttempt.tried_utc) > since,
    )
    asked, first = session.exec(query).one()
    return int((first - since).total_seconds()) if asked >= MOST_ASKED_IN_NETWORK else 0
