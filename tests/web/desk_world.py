"""Two organisations with their advisors, and files of firms: what the desk's tests share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine
from sqlmodel import select

from models.company import AnswerState, CompanyProfile
from models.company_file import CompanyFile, FileOrigin, FileState
from models.person import Person, Role
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_organisation, make_person
from web.author import Author
from web.current import services_of
from web.tokens import new_token, token_hash
from web.use_cases.files import rows
from web.use_cases.files.desk import Desk
from web.use_cases.files.judging import judge_key
from web.use_cases.files.rows import Contact

if TYPE_CHECKING:
    from flask import Flask

KEPT_FOR = timedelta(days=730)
METAL_WORKS: Mapping[str, object] = {
    "postal_code": "58452",
    "wz": "25.62",
    "employees": 38,
    "needs": ["green_production", "energy_efficiency"],
}


@dataclass(frozen=True)
class Staff:
    """Advisors of Witten (one of them leads) and one of Bochum, who must not see Witten's files."""

    advisor: Person
    colleague: Person
    lead: Person
    stranger: Person


def make_staff(engine: Engine) -> Staff:
    """Both organisations with their people."""
    witten = make_organisation(engine)
    bochum = make_organisation(engine, "Stadt Bochum", territories=("05911000",))
    return Staff(
        advisor=make_person(engine, Role.ADVISOR, organisation_id=witten),
        colleague=make_person(
            engine,
            Role.ADVISOR,
            organisation_id=witten,
            name="Bernd Kollege",
            email="bernd.kollege@example.org",
        ),
        lead=make_person(
            engine,
            Role.LEAD,
            organisation_id=witten,
            name="Lena Leitung",
            email="lena.leitung@example.org",
        ),
        stranger=make_person(
            engine,
            Role.ADVISOR,
            organisation_id=bochum,
            name="Frida Fremd",
            email="frida.fremd@example.org",
        ),
    )


def desk_of(person: Person, organisation_name: str = "Stadt Witten") -> Desk:
    """The desk at which this person works."""
    assert person.id is not None
    return Desk(
        person_id=person.id,
        public_id=person.public_id,
        judge=judge_key("a secret that only tests use, 42 characters", person.public_id),
        name=person.name,
        organisation_id=person.organisation_id,
        organisation_name=organisation_name,
        is_lead=Role.LEAD.value in person.roles,
        kept_for=KEPT_FOR,
    )


def author(person: Person, now: datetime = NOW) -> Author:
    """This person, at this moment."""
    return Author(
        actor=f"person:{person.public_id}", now=now, kept_until_utc=now + timedelta(days=365)
    )


def make_file(
    engine: Engine,
    organisation_id: str | None,
    name: str = "Schmiede Ruhr GmbH",
    *,
    answers: Mapping[str, object] = METAL_WORKS,
    now: datetime = NOW,
    is_request: bool = True,
    **fields: object,
) -> str:
    """The public id of a new file about a firm with these answers; by a request if not entered.

    Where somebody did something, as the state says, the request waits no more.
    """
    with transaction(engine) as session:
        company = CompanyProfile(
            token_hash=token_hash(new_token()),
            answers=dict(answers),
            state=AnswerState.FINISHED.value,
            created_utc=now,
            updated_utc=now,
            expires_utc=now + KEPT_FOR,
        )
        session.add(company)
        session.flush()
        contact = Contact(
            name=name, contact_name="Karla Schmied", email="karla@example.com", phone="02302 1234"
        )
        origin = FileOrigin.REQUEST if is_request else FileOrigin.ENTERED
        file = rows.make(company, contact, organisation_id=organisation_id, origin=origin, now=now)
        file.dispatched_utc = now if is_request else None
        for field, value in fields.items():
            setattr(file, field, value)
        if file.state != FileState.NEW.value and "acted_utc" not in fields:
            file.acted_utc = now
        session.add(file)
        return file.public_id


def stored_file(engine: Engine, public_id: str) -> CompanyFile:
    """The row as it stands."""
    with transaction(engine) as session:
        return session.exec(select(CompanyFile).where(CompanyFile.public_id == public_id)).one()


def witten_file(app: Flask, staff: Staff, **fields: Any) -> str:
    """A request at Witten's desk."""
    values = {"organisation_id": staff.advisor.organisation_id, **fields}
    return make_file(services_of(app).engine, **values)
