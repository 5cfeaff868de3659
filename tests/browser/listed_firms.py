"""Lists of firms in every state, at a city of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from models.person import Role
from tests.fixtures.people import make_organisation, make_person, session_of
from tests.web.desk_world import author, desk_of, make_file
from tests.web.list_world import csv_of, firms, store
from web.current import services_of
from web.jobs import firm_lists
from web.use_cases.firm_lists import deciding

if TYPE_CHECKING:
    from flask import Flask

ODD = csv_of(
    "Schmiede Ruhr;58452;Witten;25.62;38;Export;",
    "Bäckerei Korn;1234567;;10.71;12-15;Weiterbildung, neue Öfen;nicht@",
    "Kran Nord;58452;Hamburg;;;;",
    ";58452;;;;;",
    f"{'Wirtschaftsfördergesellschaftsmitgliederversammlung' * 2};58452;;;;;",
)


def settle(app: Flask) -> Mapping[str, str]:
    """The session of `list_advisor`; public ids of lists that are to be checked, waiting, done."""
    engine = services_of(app).engine
    city = make_organisation(engine, "Stadt Sprockhövel", territories=("05954024",))
    person = make_person(
        engine, Role.ADVISOR, organisation_id=city, name="Lia Liste", email="lia@example.org"
    )
    desk, by = desk_of(person), author(person)
    done = store(engine, desk, firms(30), by, "firmen-2025.csv")
    deciding.confirm(engine, desk, done, shown=(), ticked=(), by=by)
    firm_lists.run(services_of(app), by)
    waiting = store(engine, desk, firms(3, start=50), by, "neue-firmen.csv")
    deciding.confirm(engine, desk, waiting, shown=(), ticked=(), by=by)
    make_file(engine, city, "Schmiede Ruhr GmbH")
    to_check = store(engine, desk, ODD, by, "firmen-2026.csv")
    return {
        "list_advisor": session_of(app, person),
        "list_done": done,
        "list_waiting": waiting,
        "list_to_check": to_check,
    }
