"""An administrator lets the people of an organisation work only with a second factor."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from sqlmodel import select

from models.audit import AuditEntry
from models.organisation import Organisation
from models.person import Role
from models.session import reading, transaction
from tests.fixtures.pages import PageClient
from tests.fixtures.people import make_organisation, make_person, signed_in_client
from web.current import services_of
from web.use_cases.catalogue import loading
from web.use_cases.organisations import whom_to_ask

SET_UP = "Zweiten Faktor einrichten"


def administrator_of_the_district(app: Flask) -> PageClient:
    """Signed in, with a second factor of their own."""
    engine = services_of(app).engine
    kreis = make_organisation(engine, "Kreis", territories=("Ennepe-Ruhr-Kreis",))
    person = make_person(
        engine,
        Role.ADMINISTRATOR,
        organisation_id=kreis,
        email="kreis@example.org",
        totp_secret="set",
    )
    return signed_in_client(app, person)


def demand(app: Flask, organisation_id: str) -> None:
    """What the button on the organisation's page does."""
    pages = administrator_of_the_district(app)
    pages.post(f"/verwaltung/organisationen/{organisation_id}/zweiter-faktor", {})


def test_its_people_set_one_up_before_they_go_on(app: Flask) -> None:
    engine = services_of(app).engine
    advisor = make_person(engine, Role.ADVISOR)
    pages = signed_in_client(app, advisor)
    assert pages.get("/netzwerk").h1 != SET_UP

    demand(app, advisor.organisation_id)

    assert pages.get("/netzwerk").h1 == SET_UP
    assert pages.get("/konto").h1 == SET_UP


def test_the_people_of_others_are_left_alone(app: Flask) -> None:
    engine = services_of(app).engine
    hattingen = make_organisation(engine, "Stadt Hattingen", territories=("05954016",))
    other = signed_in_client(app, make_person(engine, organisation_id=hattingen))

    demand(app, make_organisation(engine))

    assert other.get("/konto").h1 != SET_UP


def test_it_can_be_waived_and_both_stand_in_the_trail(app: Flask) -> None:
    engine = services_of(app).engine
    advisor = make_person(engine)
    administrator = administrator_of_the_district(app)
    page = f"/verwaltung/organisationen/{advisor.organisation_id}"
    shown = administrator.post(f"{page}/zweiter-faktor", {})
    assert "kann nur mit einem zweiten Faktor arbeiten" in shown.text

    shown = administrator.post(f"{page}/ohne-zweiten-faktor", {})

    assert "entscheidet selbst über einen zweiten Faktor" in shown.text
    assert signed_in_client(app, advisor).get("/konto").h1 != SET_UP
    with reading(engine) as session:
        actions = session.exec(
            select(AuditEntry.action).where(AuditEntry.action.startswith("organisation.second"))
        ).all()
    assert actions == ["organisation.second_factor_demanded", "organisation.second_factor_waived"]


def test_updates_of_the_list_leave_it_as_it_is(app: Flask, tmp_path: Path) -> None:
    held = services_of(app)
    with transaction(held.engine) as session:
        bundled = session.exec(select(Organisation)).first()
        assert bundled is not None
        bundled.needs_second_factor = True
        bundled_id = bundled.id
        session.add(bundled)
    own = make_organisation(held.engine)
    demand(app, own)
    lists = tmp_path / "list.csv"
    lists.write_text(f"id,name,kind,territories\n{own},Witten neu,city,Witten\n", "utf-8")

    whom_to_ask.import_file(held.engine, lists)
    loading.load_bundled_catalogue(held.engine, now=held.clock.now())

    with reading(held.engine) as session:
        names, needs = {}, {}
        for row in session.exec(select(Organisation)):
            names[row.id], needs[row.id] = row.name, row.needs_second_factor
    assert names[own] == "Witten neu"
    assert (needs[own], needs[bundled_id]) == (True, True)
    assert sum(needs.values()) == 2
