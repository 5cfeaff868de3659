"""News by e-mail for people with an account: of their territory, or how the runs went.

Nobody confirms an address again: that of an account was confirmed by taking up the invitation.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import ColumnElement, Engine, Text, and_, cast, or_
from sqlmodel import Session, col, select

from models.digest import Audience, DigestSubscription, Rhythm
from models.person import Person, PersonState, Role
from models.session import reading, transaction
from web.author import Author
from web.tokens import new_token
from web.use_cases import audit, subscriptions
from web.use_cases.digests.beginning import Owner, begin
from web.use_cases.reach import reach_of
from web.use_cases.signing_in.sessions import SignedIn

ROLES: Mapping[Audience, Set[Role]] = MappingProxyType(
    {
        Audience.ADVISOR: frozenset({Role.ADVISOR, Role.LEAD}),
        Audience.OPERATOR: frozenset({Role.ADMINISTRATOR}),
    }
)
"""Who may have which news, with any of these roles; the report is only for administrators who look
after the whole service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How often and on which weekday (0 is Monday); the report comes on every day with runs."""

    rhythm: Rhythm = Rhythm.NEVER
    weekday: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonNews:
    """News that somebody gets, with what tells when they come."""

    subscription_id: int
    timing: Timing
    scheduled_utc: datetime
    since_utc: datetime


def entitled() -> ColumnElement[bool]:
    """For queries that join subscriptions of people with Person: active, and still in the role.

    Whether an administrator looks after the whole service is up to `is_for_service`.
    """
    held = cast(col(Person.roles), Text)
    roles = [
        and_(col(DigestSubscription.audience) == audience.value, held.contains(f'"{role.value}"'))
        for audience, possible in ROLES.items()
        for role in sorted(possible)
    ]
    return and_(col(Person.state) == PersonState.ACTIVE.value, or_(*roles))


def is_for_service(audience: str, territories: Sequence[str], *, home: Sequence[str]) -> bool:
    """Whether people of an organisation with this territory may have such news.

    `home` is the territory of the service by the settings.
    """
    return audience != Audience.OPERATOR or reach_of(territories).holds_service(home)


def standing(engine: Engine, person_id: int) -> Mapping[Audience, PersonNews]:
    """The news that a person has switched on."""
    with reading(engine) as session:
        rows = session.exec(
            select(DigestSubscription).where(
                DigestSubscription.person_id == person_id,
                col(DigestSubscription.ended_utc).is_(None),
            )
        ).all()
        return {Audience(row.audience): _news(row) for row in rows}


def switch_on(
    engine: Engine, person: SignedIn, audience: Audience, timing: Timing, *, key: bytes, by: Author
) -> bool:
    """Let news come from now on, or change when they come; False without the role for it.

    What was going on before is not told to who switches them on; a change of rhythm or weekday
    leaves out nothing. `key` is that of links in mails.
    """
    if person.roles.isdisjoint(ROLES[audience]):
        return False
    with transaction(engine) as session:
        # The account first: two browsers of one person do this one after the other.
        owner = select(Person.id).where(
            Person.id == person.id, Person.state == PersonState.ACTIVE.value
        )
        if session.exec(owner.with_for_update()).one_or_none() is None:
            return False
        row = _row(session, person.id, audience)
        if row is not None and row.ended_utc is None:
            return _reschedule(session, row, person, timing, by)
        _begin(session, row, person, audience, timing, key=key, by=by)
        return True


def switch_off(engine: Engine, person: SignedIn, audience: Audience, *, by: Author) -> None:
    """Let no more news come; what waits to be sent goes. Twice is once."""
    with transaction(engine) as session:
        row = _row(session, person.id, audience)
        if row is not None and row.ended_utc is None:
            subscriptions.end(session, row, now=by.now)
            audit.note(
                session, by, "digest.switched_off", f"person:{person.public_id}", details=[audience]
            )


def end_all(
    session: Session,
    person_id: int,
    *,
    now: datetime,
    audiences: Collection[Audience] = tuple(Audience),
) -> None:
    """End these news of a person inside another transaction; what could still be sent goes."""
    rows = session.exec(
        select(DigestSubscription)
        .where(
            DigestSubscription.person_id == person_id,
            col(DigestSubscription.audience).in_([each.value for each in audiences]),
            col(DigestSubscription.ended_utc).is_(None),
        )
        .order_by(col(DigestSubscription.id))
        .with_for_update()
    ).all()
    for row in rows:
        subscriptions.end(session, row, now=now)


def without(roles: Set[Role]) -> tuple[Audience, ...]:
    """The news that people with these roles may not have."""
    return tuple(audience for audience, possible in ROLES.items() if possible.isdisjoint(roles))


def _row(session: Session, person_id: int, audience: Audience) -> DigestSubscription | None:
    query = select(DigestSubscription).where(
        DigestSubscription.person_id == person_id, DigestSubscription.audience == audience.value
    )
    return session.exec(query.with_for_update()).one_or_none()


def _reschedule(
    session: Session, row: DigestSubscription, person: SignedIn, timing: Timing, by: Author
) -> bool:
    if (row.rhythm, row.weekday) != (timing.rhythm.value, timing.weekday):
        row.rhythm, row.weekday, row.scheduled_utc = timing.rhythm.value, timing.weekday, by.now
        session.add(row)
        subject, details = f"person:{person.public_id}", [row.audience, timing.rhythm]
        audit.note(session, by, "digest.changed", subject, details=details)
    return True


def _begin(
    session: Session,
    row: DigestSubscription | None,
    person: SignedIn,
    audience: Audience,
    timing: Timing,
    *,
    key: bytes,
    by: Author,
) -> None:
    """One that was ended begins anew, with other links."""
    begun = begin(
        session,
        row,
        Owner(audience=audience, person_id=person.id),
        nonce=new_token(),
        key=key,
        now=by.now,
        rhythm=timing.rhythm.value,
        weekday=timing.weekday,
    )
    begun.confirmed_utc = by.now
    details = [audience] if timing.rhythm is Rhythm.NEVER else [audience, timing.rhythm]
    audit.note(session, by, "digest.switched_on", f"person:{person.public_id}", details=details)


def _news(row: DigestSubscription) -> PersonNews:
    assert row.id is not None
    return PersonNews(
        subscription_id=row.id,
        timing=Timing(rhythm=Rhythm(row.rhythm), weekday=row.weekday),
        scheduled_utc=row.scheduled_utc,
        since_utc=row.created_utc,
    )
