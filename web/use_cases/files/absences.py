"""Days on which advisors are away, and who stands in for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Engine
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.consultation import Absence
from models.person import Person
from models.session import reading, transaction
from web.author import Author
from web.use_cases import audit
from web.use_cases.files.colleagues import active_colleague
from web.use_cases.files.desk import Desk

LONGEST = timedelta(days=730)


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """One absence as the page shows it; `deputy` is '' where nobody stands in."""

    id: int
    person: str
    first_day: date
    last_day: date
    deputy: str
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAbsence:
    """What is to be entered; people by their public ids, `deputy` '' for nobody."""

    person: str
    first_day: date
    last_day: date
    deputy: str = ""


class AbsenceOutcome(StrEnum):
    """What became of it. FORBIDDEN: only leads enter the days of others."""

    DONE = "done"
    REVERSED = "reversed"
    OVER = "over"
    TOO_LONG = "too_long"
    NO_COLLEAGUE = "no_colleague"
    NO_DEPUTY = "no_deputy"
    FORBIDDEN = "forbidden"


def listed(engine: Engine, desk: Desk, today: date) -> tuple[Away, ...]:
    """The absences that are not over, by their first day: those of everybody for leads, else own.

    One query.
    """
    deputy = aliased(Person)
    query = (
        select(Absence, Person.name, Person.id, deputy.name)
        .join(Person, col(Person.id) == col(Absence.person_id))
        .join(deputy, col(deputy.id) == col(Absence.deputy_id), isouter=True)
        .where(Person.organisation_id == desk.organisation_id, col(Absence.last_day) >= today)
        .order_by(col(Absence.first_day), col(Absence.id))
    )
    if not desk.is_lead:
        query = query.where(Absence.person_id == desk.person_id)
    with reading(engine) as session:
        return tuple(
            Away(
                id=row.id or 0,
                person=name,
                first_day=row.first_day,
                last_day=row.last_day,
                deputy=stands_in or "",
                is_own=person_id == desk.person_id,
            )
            for row, name, person_id, stands_in in session.exec(query)
        )


def enter(
    engine: Engine, desk: Desk, new: NewAbsence, *, by: Author, today: date
) -> AbsenceOutcome:
    """Note an absence; the same days once more only change who stands in."""
    problem = _problem_of_days(new, today)
    if problem is not None:
        return problem
    if new.person != desk.public_id and not desk.is_lead:
        return AbsenceOutcome.FORBIDDEN
    with transaction(engine) as session:
        person = active_colleague(session, desk, new.person)
        if person is None or person.id is None:
            return AbsenceOutcome.NO_COLLEAGUE
        deputy = active_colleague(session, desk, new.deputy) if new.deputy else None
        if new.deputy and (deputy is None or deputy.id == person.id):
            return AbsenceOutcome.NO_DEPUTY
        row = _same_days(session, person.id, new) or Absence(
            person_id=person.id, first_day=new.first_day, last_day=new.last_day
        )
        row.deputy_id = None if deputy is None else deputy.id
        session.add(row)
        if person.id != desk.person_id:
            audit.note(session, by, "absence.entered", f"person:{person.public_id}")
        return AbsenceOutcome.DONE


def delete(engine: Engine, desk: Desk, absence_id: int, *, by: Author) -> bool:
    """Forget an absence; False if there is none that one may delete."""
    query = (
        select(Absence, Person)
        .join(Person, col(Person.id) == col(Absence.person_id))
        .where(Absence.id == absence_id, Person.organisation_id == desk.organisation_id)
    )
    with transaction(engine) as session:
        found = session.exec(query).one_or_none()
        if found is None or not (desk.is_lead or found[1].id == desk.person_id):
            return False
        session.delete(found[0])
        if found[1].id != desk.person_id:
            audit.note(session, by, "absence.deleted", f"person:{found[1].public_id}")
        return True


def _problem_of_days(new: NewAbsence, today: date) -> AbsenceOutcome | None:
    if new.last_day < new.first_day:
        return AbsenceOutcome.REVERSED
    if new.last_day < today:
        return AbsenceOutcome.OVER
    return AbsenceOutcome.TOO_LONG if new.last_day - new.first_day > LONGEST else None


def _same_days(session: Session, person_id: int, new: NewAbsence) -> Absence | None:
    query = select(Absence).where(
        Absence.person_id == person_id,
        Absence.first_day == new.first_day,
        Absence.last_day == new.last_day,
    )
    return session.exec(query.with_for_update()).first()
