"""Who is on duty at an organisation on a day: those who advise, without those who are away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.consultation import Absence
from models.person import Person, PersonState, Role

ADVISING = frozenset({Role.ADVISOR.value, Role.LEAD.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """Somebody who advises, as mails need them."""

    person_id: int
    public_id: str
    name: str
    email: str
    language: str
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """All who advise at an organisation, by id; `away`: who is absent, and who stands in if any."""

    people: Mapping[int, OnDuty]
    away: Mapping[int, int | None]

    def stand_in(self, person_id: int) -> OnDuty | None:
        """Who does the work of this person: themselves, else the first deputy who is there."""
        seen: set[int] = set()
        current: int | None = person_id
        while current is not None and current not in seen:
            seen.add(current)
            if current not in self.away:
                return self.people.get(current)
            current = self.away[current]
        return None

    @property
    def present(self) -> tuple[OnDuty, ...]:
        """Whoever is there, with the deputies of who is not; by id."""
        return _by_id(filter(None, map(self.stand_in, self.people)))

    @property
    def leads(self) -> tuple[OnDuty, ...]:
        """Who distributes the work and is told what nobody does."""
        return _by_id(each for each in self.people.values() if each.is_lead)


def on_duty(
    session: Session, organisation_id: str, today: date, *, advisor_id: int | None = None
) -> tuple[OnDuty, ...]:
    """Whom to tell of work today: who is there, else the leads, else all; empty if nobody advises.

    With the advisor of a file only them, or who stands in for them.
    """
    found = roster(session, organisation_id, today)
    own = None if advisor_id is None else found.stand_in(advisor_id)
    if own is not None:
        return (own,)
    return found.present or found.leads or _by_id(found.people.values())


def roster(session: Session, organisation_id: str, today: date) -> Roster:
    """All who advise there, in two queries; a deputy counts only if they advise there, too."""
    people = {
        each.person_id: each
        for each in map(_on_duty, session.exec(_active(organisation_id)))
        if each is not None
    }
    absences = session.exec(
        select(Absence)
        .where(
            col(Absence.person_id).in_(list(people)),
            Absence.first_day <= today,
            Absence.last_day >= today,
        )
        .order_by(col(Absence.id))
    )
    away = {each.person_id: each.deputy_id for each in absences}
    return Roster(people, {key: who if who in people else None for key, who in away.items()})


def _active(organisation_id: str) -> SelectOfScalar[Person]:
    return select(Person).where(
        Person.organisation_id == organisation_id, Person.state == PersonState.ACTIVE.value
    )


def _on_duty(person: Person) -> OnDuty | None:
    if person.id is None or ADVISING.isdisjoint(person.roles):
        return None
    return OnDuty(
        person_id=person.id,
        public_id=person.public_id,
        name=person.name,
        email=person.email,
        language=person.language,
        is_lead=Role.LEAD.value in person.roles,
    )


def _by_id(people: Iterable[OnDuty]) -> tuple[OnDuty, ...]:
    found = {each.person_id: each for each in people}
    return tuple(found[key] for key in sorted(found))
