"""What administrators do to an account: other roles, closed, without its second factor.

Every function returns None where there is no such person within reach.
"""

from __future__ import annotations

from collections.abc import Set
from enum import StrEnum

from sqlalchemy import Engine, Text, cast
from sqlmodel import Session, col, select

from models.person import Person, PersonState, Role
from models.session import transaction
from web.author import Author
from web.use_cases import audit, file_rows, one_time_links
from web.use_cases.digests import people_subscribing
from web.use_cases.people.register import locked
from web.use_cases.reach import Reach
from web.use_cases.signing_in import sessions


class AccountOutcome(StrEnum):
    """What became of a wish. NOT_NOW: the account is not in a state for it."""

    DONE = "done"
    LAST_ADMINISTRATOR = "last_administrator"
    NOT_NOW = "not_now"


def change_roles(
    engine: Engine, public_id: str, roles: Set[Role], *, by: Author, reach: Reach
) -> AccountOutcome | None:
    """Give a person exactly these roles, at least one; they count from the next request on.

    News by mail that only another role may have end.
    """
    if not roles:
        raise ValueError("a person has at least one role")
    with transaction(engine) as session:
        administrators = _locked_administrators(session)
        found = locked(session, reach, public_id)
        if found is None:
            return None
        person, before = found[0], set(found[0].roles)
        if Role.ADMINISTRATOR not in roles and administrators == {person.id}:
            return AccountOutcome.LAST_ADMINISTRATOR
        after = {role.value for role in roles}
        if before == after:
            return AccountOutcome.DONE
        person.roles, person.updated_utc = [role.value for role in Role if role in roles], by.now
        session.add(person)
        lost = people_subscribing.without(roles)
        people_subscribing.end_all(session, _id(person), now=by.now, audiences=lost)
        details = [f"+{role}" for role in sorted(after - before)]
        details += [f"-{role}" for role in sorted(before - after)]
        audit.note(session, by, "person.roles_changed", _subject(person), details=details)
        return AccountOutcome.DONE


def close(engine: Engine, public_id: str, *, by: Author, reach: Reach) -> AccountOutcome | None:
    """Close an account: its sessions, links, secrets and news by mail end at once.

    Its files go back to the organisation. The last administrator stays. Name and address are kept
    for the audit trail until the retention period is over.
    """
    with transaction(engine) as session:
        administrators = _locked_administrators(session)
        found = locked(session, reach, public_id)
        if found is None:
            return None
        person = found[0]
        if administrators == {person.id}:
            return AccountOutcome.LAST_ADMINISTRATOR
        if person.state == PersonState.CLOSED.value:
            return AccountOutcome.NOT_NOW
        person.state, person.updated_utc = PersonState.CLOSED.value, by.now
        person.password_hash = None
        _forget_second_factor(session, person)
        one_time_links.withdraw_all(session, _id(person), now=by.now)
        people_subscribing.end_all(session, _id(person), now=by.now)
        file_rows.release_of_person(session, _id(person), now=by.now)
        audit.note(session, by, "person.closed", _subject(person))
        return AccountOutcome.DONE


def reset_second_factor(
    engine: Engine, public_id: str, *, by: Author, reach: Reach
) -> AccountOutcome | None:
    """Forget a lost second factor and end all sessions: the password is asked for again."""
    with transaction(engine) as session:
        found = locked(session, reach, public_id)
        if found is None:
            return None
        person = found[0]
        if person.totp_secret is None:
            return AccountOutcome.NOT_NOW
        person.updated_utc = by.now
        _forget_second_factor(session, person)
        audit.note(session, by, "person.second_factor_reset", _subject(person))
        return AccountOutcome.DONE


def _locked_administrators(session: Session) -> set[int | None]:
    """The ids of all active administrators, held: no two of them can take each other away.

    They are taken in one order and before any other row, so that nobody waits in a circle.
    """
    query = select(Person.id).where(
        Person.state == PersonState.ACTIVE.value,
        cast(col(Person.roles), Text).contains(f'"{Role.ADMINISTRATOR.value}"'),
    )
    return set(session.exec(query.order_by(col(Person.id)).with_for_update(key_share=True)))


def _forget_second_factor(session: Session, person: Person) -> None:
    person.totp_secret, person.totp_step, person.recovery_codes = None, None, []
    session.add(person)
    sessions.end_all(session, _id(person))


def _id(person: Person) -> int:
    assert person.id is not None
    return person.id


def _subject(person: Person) -> str:
    return f"person:{person.public_id}"
