"""A firm's file with notes, steps, requests and aid, as its advisors left it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from matcher.de_minimis import Regulation
from models.consultation import ConsultationRequest
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_person
from tests.web.desk_world import author, desk_of, make_file, stored_file
from web.current import services_of
from web.use_cases.files import aid, notes, steps
from web.use_cases.files.aid import Grant
from web.use_cases.files.steps import Plan, StepBy

if TYPE_CHECKING:
    from flask import Flask

OFFER = "bafa-eew-transformationsplan"
NOTE = """# Besuch

Der Ofen ist von **1998**. Herr Schmied sucht eine *Nachfolge*.

- Abwärme nutzen
- Strom vom Dach

> Nicht vor der Sommerpause.

    Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsvorlage

[Energieaudit](https://example.org/audit)"""
PLANS = (
    Plan(title="Energieaudit schicken", taken_by=StepBy.FIRM, due_on=date(2026, 11, 20)),
    Plan(title="Antrag durchgehen", taken_by=StepBy.ADVISOR, offer_id=OFFER),
    Plan(title="Ansprechpartner nennen", taken_by=StepBy.FIRM),
)
GRANTS = (
    Grant(
        granted_on=date(2025, 1, 10),
        amount_eur=290_000,
        regulation=Regulation.GENERAL,
        granted_by="NRW.BANK",
        recipient="Schmiede Ruhr Härterei GmbH",
        offer_id=OFFER,
    ),
    Grant(granted_on=date(2026, 2, 2), amount_eur=20_000, regulation=Regulation.AGRICULTURE),
    Grant(granted_on=date(2022, 5, 1), amount_eur=60_000, regulation=Regulation.SGEI),
)


def settle(app: Flask) -> Mapping[str, str]:
    """The ids of the file and of what is in it, by name."""
    engine = services_of(app).engine
    person = make_person(engine, name="Notburga Notiz", email="notiz@example.org")
    desk, by = desk_of(person), author(person)
    appointment = NOW + timedelta(days=9)
    file_id = make_file(
        engine, person.organisation_id, "Schmiede mit Akte GmbH", appointment_utc=appointment
    )
    _ask_twice(engine, file_id)
    for text in (NOTE, "Rückruf am Montag."):
        notes.write(engine, desk, file_id, text, by=by)
    for plan in PLANS:
        steps.agree(engine, desk, file_id, plan, by=by)
    for grant in GRANTS:
        aid.enter(engine, desk, file_id, grant, by=by)
    *_, last = found = steps.open_steps(engine, desk, file_id)
    steps.finish(engine, desk, file_id, last.public_id, by=by)
    return {
        "log_file": file_id,
        "log_note": notes.latest(engine, desk, file_id, 2)[-1].public_id,
        "log_step": found[0].public_id,
        "log_award": aid.of_file(engine, desk, file_id)[0].public_id,
    }


def _ask_twice(engine: Engine, public_id: str) -> None:
    file = stored_file(engine, public_id)
    assert file.id is not None
    with transaction(engine) as session:
        for number in range(2):
            session.add(
                ConsultationRequest(
                    public_id=f"{public_id[:20]}-{number}",
                    company_id=file.company_id,
                    file_id=file.id,
                    asked_utc=NOW - timedelta(days=90 - 80 * number),
                    topics=["energy_efficiency"],
                    message="Was gibt es für einen neuen Ofen?\n\nUnd für den Strom?",
                    name=file.name,
                    contact_name="Karla Schmied",
                    email="karla@example.com",
                    phone="",
                    preferred_way="visit",
                    times="vormittags",
                    language="de",
                    responsible="Stadt Witten",
                    informed=[],
                )
            )
