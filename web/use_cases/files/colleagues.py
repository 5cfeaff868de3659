"""The advisors of an organisation, among whom files and stand-ins are chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.consultation import Absence
from models.person import Person, PersonState
from models.session import reading
from web.use_cases.files.desk import Desk
from web.use_cases.files.duty import ADVISING


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works at the desk of the organisation; `is_away` today."""

    id: int
    public_id: str
    name: str
    is_away: bool


def colleagues(engine: Engine, desk: Desk, today: date) -> tuple[Colleague, ...]:
    """All active advisors and leads of the organisation, by name, oneself among them."""
    is_away = (
        select(Absence.id)
        .where(
            col(Absence.person_id) == col(Person.id),
            col(Absence.first_day) <= today,
            col(Absence.last_day) >= today,
        )
        .exists()
    )
    query = (
        select(Person, is_away)
        .where(
            Person.organisation_id == desk.organisation_id,
            Person.state == PersonState.ACTIVE.value,
        )
        .order_by(col(Person.sort_name), col(Person.id))
    )
    with reading(engine) as session:
        return tuple(
            Colleague(person.id, person.public_id, person.name, bool(away))
            for person, away in session.exec(query)
            if person.id is not None and _has_desk(person)
        )


def active_colleague(session: Session, desk: Desk, public_id: str) -> Person | None:
    """An active advisor or lead of the organisation; None for anybody else."""
    found = member(session, desk, public_id)
    is_active = found is not None and found.state == PersonState.ACTIVE.value
    return found if found is not None and is_active and _has_desk(found) else None


def member(session: Session, desk: Desk, public_id: str) -> Person | None:
    """Anybody of the organisation."""
    query = select(Person).where(
        Person.public_id == public_id, Person.organisation_id == desk.organisation_id
    )
    return session.exec(query).one_or_none()


def _has_desk(person: Person) -> bool:
    return not ADVISING.isdisjoint(person.roles)
