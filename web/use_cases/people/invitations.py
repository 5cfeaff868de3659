"""Invitations: a person is asked by mail to take an account, and takes it with a link, once.

Who writes a letter stands outside: a use case hands out the secret of the link and who is invited.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from secrets import token_urlsafe

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from models.organisation import Organisation
from models.person import Person, PersonState, Role
from models.session import transaction
from web.author import Author
from web.letters import Letter
from web.use_cases import audit, one_time_links
from web.use_cases.one_time_links import LinkPurpose
from web.use_cases.organisations import directory
from web.use_cases.outbox import queueing
from web.use_cases.people import register
from web.use_cases.reach import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """Who is invited, as the letter needs it."""

    person_id: int
    name: str
    email: str
    language: str
    organisation_name: str


Compose = Callable[[str, Invitee], Letter]
"""The letter for a secret and a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How links go out: how long they work, and who writes the letter (None: nobody does)."""

    valid_for: timedelta
    compose: Compose | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """Who shall be invited; `email` is normalised."""

    name: str
    email: str
    roles: frozenset[Role]
    organisation_id: str
    language: str


@dataclass(frozen=True, slots=True)
class Invited:
    """A person who got a link, and its secret."""

    public_id: str
    token: str


class InvitationOutcome(StrEnum):
    """Why nobody was invited, or that an invitation is gone."""

    DONE = "done"
    ADDRESS_TAKEN = "address_taken"
    ROLE_NOT_OURS = "role_not_ours"
    ORGANISATION_CLOSED = "organisation_closed"
    NOT_NOW = "not_now"


def may_give(giver: Set[Role], wanted: Set[Role]) -> bool:
    """Whether somebody may give these roles: administrators all, others what they have."""
    return bool(wanted) and (Role.ADMINISTRATOR in giver or wanted <= giver)


def invite(
    engine: Engine,
    new: NewPerson,
    *,
    giver: Set[Role],
    by: Author,
    reach: Reach,
    sending: Sending,
) -> Invited | InvitationOutcome | None:
    """Keep a person who has no password yet and queue the letter; None: organisation out of reach.

    Of two invitations to one address at the same moment, one finds the address taken.
    """
    if not may_give(giver, new.roles):
        return InvitationOutcome.ROLE_NOT_OURS
    try:
        with transaction(engine) as session:
            return _invite(session, new, by=by, reach=reach, sending=sending)
    except IntegrityError:
        return InvitationOutcome.ADDRESS_TAKEN


def repeat(
    engine: Engine, public_id: str, *, by: Author, reach: Reach, sending: Sending
) -> Invited | InvitationOutcome | None:
    """Send a new link, to somebody invited or, to open the account again, to somebody closed.

    Links sent before stop to work. None: nobody within reach.
    """
    with transaction(engine) as session:
        found = register.locked(session, reach, public_id)
        if found is None:
            return None
        person, organisation = found
        if person.state == PersonState.ACTIVE.value:
            return InvitationOutcome.NOT_NOW
        if organisation.closed_utc is not None:
            return InvitationOutcome.ORGANISATION_CLOSED
        is_back = person.state == PersonState.CLOSED.value
        person.state, person.updated_utc = PersonState.INVITED.value, by.now
        session.add(person)
        action = "person.reopened" if is_back else "person.invited_again"
        audit.note(session, by, action, f"person:{public_id}")
        return _send(session, person, organisation, by=by, sending=sending)


def withdraw(
    engine: Engine, public_id: str, *, by: Author, reach: Reach
) -> InvitationOutcome | None:
    """Delete somebody who has not accepted, with all links and letters; None: out of reach."""
    with transaction(engine) as session:
        found = register.locked(session, reach, public_id)
        if found is None:
            return None
        if found[0].state != PersonState.INVITED.value:
            return InvitationOutcome.NOT_NOW
        audit.note(session, by, "person.invitation_withdrawn", f"person:{public_id}")
        session.delete(found[0])
        return InvitationOutcome.DONE


def _invite(
    session: Session, new: NewPerson, *, by: Author, reach: Reach, sending: Sending
) -> Invited | InvitationOutcome | None:
    organisation = directory.locked(session, reach, new.organisation_id)
    if organisation is None:
        return None
    if organisation.closed_utc is not None:
        return InvitationOutcome.ORGANISATION_CLOSED
    if session.exec(select(Person.id).where(Person.email == new.email)).first() is not None:
        return InvitationOutcome.ADDRESS_TAKEN
    person = Person(
        public_id=token_urlsafe(16),
        organisation_id=organisation.id,
        email=new.email,
        name=new.name,
        roles=[role.value for role in Role if role in new.roles],
        language=new.language,
        created_utc=by.now,
        updated_utc=by.now,
    )
    session.add(person)
    session.flush()
    details = [organisation.id, *person.roles]
    audit.note(session, by, "person.invited", f"person:{person.public_id}", details=details)
    return _send(session, person, organisation, by=by, sending=sending)


def _send(
    session: Session, person: Person, organisation: Organisation, *, by: Author, sending: Sending
) -> Invited:
    assert person.id is not None
    one_time_links.withdraw_all(session, person.id, now=by.now)
    token = one_time_links.issue(
        session,
        LinkPurpose.INVITATION,
        now=by.now,
        valid_for=sending.valid_for,
        person_id=person.id,
    )
    if sending.compose is not None:
        invitee = Invitee(
            person_id=person.id,
            name=person.name,
            email=person.email,
            language=person.language,
            organisation_name=organisation.name,
        )
        queueing.queue(session, sending.compose(token, invitee), now=by.now)
    return Invited(person.public_id, token)
