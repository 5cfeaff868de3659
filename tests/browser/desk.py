"""The advisors' desk: two cities with their people, and what is on the desk of one of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from models.company_file import FileOrigin, FilePart, FileState
from models.consultation import Absence
from models.person import Person, Role
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_organisation, make_person, session_of
from tests.web.desk_world import author, desk_of, make_file
from web.current import services_of
from web.use_cases.files import states

if TYPE_CHECKING:
    from flask import Flask

METAL_WORKS: Mapping[str, object] = {
    "postal_code": "58452",
    "founded": 1987,
    "sector_text": "Dreherei",
    "wz": "25.62",
    "employees": 38,
    "turnover_eur": 6_000_000,
    "needs": ["green_production", "energy_efficiency"],
    "need_text": "Wir wollen den Ofen tauschen und Strom vom Dach nutzen.",
    "preferred_kinds": ["grant", "advice"],
}
OTHER_FIRMS = 28
"""So many that the list has a second page."""


def settle(app: Flask) -> Mapping[str, str]:
    """Secrets of sessions and public ids of files and people, by their names.

    `desk_advisor`, `desk_colleague`, `desk_lead` work for Hattingen, `desk_stranger` for Herdecke;
    `metal_file` is the file of a metal works that has asked for advice, `agreed_file` has an
    appointment, `closed_file` an outcome, `entered_file` was entered by an advisor.
    """
    engine = services_of(app).engine
    people = _people(engine)
    sessions = {f"desk_{name}": session_of(app, person) for name, person in people.items()}
    city = people["advisor"].organisation_id
    _set_away(engine, people)
    for number in range(OTHER_FIRMS):
        make_file(engine, city, f"Firma {number + 1}", now=NOW - timedelta(days=number % 9))
    return {
        **sessions,
        "desk_colleague_id": people["colleague"].public_id,
        **_files(engine, people),
    }


def _people(engine: Engine) -> Mapping[str, Person]:
    city = make_organisation(engine, "Stadt Hattingen", territories=("05954016",))
    other = make_organisation(engine, "Stadt Herdecke", territories=("05954020",))
    wanted = {
        "advisor": (Role.ADVISOR, city, "Anna Amann"),
        "colleague": (Role.ADVISOR, city, "Bernd Berger"),
        "lead": (Role.LEAD, city, "Lena Lange"),
        "stranger": (Role.ADVISOR, other, "Frida Fremd"),
    }
    return {
        key: make_person(
            engine, role, organisation_id=at, name=name, email=f"{key}@desk.example.org"
        )
        for key, (role, at, name) in wanted.items()
    }


def _set_away(engine: Engine, people: Mapping[str, Person]) -> None:
    with transaction(engine) as session:
        session.add(
            Absence(
                person_id=people["colleague"].id or 0,
                deputy_id=people["advisor"].id,
                first_day=date(2026, 11, 20),
                last_day=date(2026, 12, 4),
            )
        )


def _files(engine: Engine, people: Mapping[str, Person]) -> Mapping[str, str]:
    advisor = people["advisor"]
    city, mine = advisor.organisation_id, {"advisor_id": advisor.id}
    agreed, closed = FileState.APPOINTMENT.value, FileState.HELPED.value
    files = {
        "metal_file": make_file(engine, city, "Metallbau Ruhr GmbH", answers=METAL_WORKS),
        "agreed_file": make_file(
            engine,
            city,
            "Gießerei Nord KG",
            answers=METAL_WORKS,
            state=agreed,
            appointment_utc=NOW + timedelta(days=2),
            **mine,
        ),
        "closed_file": make_file(engine, city, "Fertig e. K.", state=closed, **mine),
        "entered_file": make_file(
            engine, city, "Messebekanntschaft AG", answers={}, is_request=False, **mine
        ),
    }
    informed = FilePart.INFORMED.value
    make_file(engine, city, "Nebenbei GmbH", part=informed, origin=FileOrigin.REQUEST.value)
    _let_something_happen(engine, advisor, files["agreed_file"])
    return files


def _let_something_happen(engine: Engine, advisor: Person, file: str) -> None:
    """A line for the timeline."""
    states.set_state(
        engine,
        desk_of(advisor, "Stadt Hattingen"),
        file,
        FileState.APPOINTMENT,
        by=author(advisor),
        seen_version=None,
        appointment_utc=NOW + timedelta(days=3),
    )
