"""An invitation is looked at, and accepted once: from then on the person has a password."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import select
from sqlmodel.sql.expression import SelectOfScalar

from models.one_time_link import OneTimeLink
from models.organisation import Organisation
from models.person import Person, PersonState, Role
from models.session import reading, transaction
from web.author import Author
from web.use_cases import audit, one_time_links
from web.use_cases.one_time_links import LinkPurpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a person is invited to, until when."""

    name: str
    email: str
    roles: tuple[Role, ...]
    organisation_name: str
    expires_utc: datetime


def look(engine: Engine, token: str, *, now: datetime) -> Invitation | None:
    """What the link of an invitation says; nothing changes. None for one that does not work."""
    with reading(engine) as session:
        link = one_time_links.look(session, token, LinkPurpose.INVITATION, now=now)
        person = session.exec(_invited(link)).one_or_none() if link else None
        organisation = session.get(Organisation, person.organisation_id) if person else None
        if link is None or person is None or organisation is None:
            return None
        return Invitation(
            name=person.name,
            email=person.email,
            roles=tuple(Role(role) for role in person.roles),
            organisation_name=organisation.name,
            expires_utc=link.expires_utc,
        )


def accept(engine: Engine, token: str, password_hash: str, *, by: Author) -> bool:
    """Take the account with a password, and use the link up; False if the link does not work."""
    with transaction(engine) as session:
        seen = one_time_links.look(session, token, LinkPurpose.INVITATION, now=by.now)
        if seen is None:
            return False
        # The person before the link, as closing an account does: nobody waits in a circle.
        person = session.exec(_invited(seen).with_for_update()).one_or_none()
        link = one_time_links.find(session, token, LinkPurpose.INVITATION, now=by.now)
        if link is None or person is None:
            return False
        one_time_links.use(session, link, now=by.now)
        person.password_hash, person.state = password_hash, PersonState.ACTIVE.value
        person.updated_utc = by.now
        session.add(person)
        subject = f"person:{person.public_id}"
        audit.note(session, replace(by, actor=subject), "person.accepted", subject)
        return True


def _invited(link: OneTimeLink) -> SelectOfScalar[Person]:
    """The query for the person of a link, if nobody closed the account or took it meanwhile."""
    return select(Person).where(
        Person.id == link.person_id, Person.state == PersonState.INVITED.value
    )
