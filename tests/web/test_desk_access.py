"""Who sees a firm's file: the advisors of the organisation that it belongs to, and nobody else."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlmodel import select

from models.company import CompanyProfile
from models.company_file import FileOrigin
from models.person import Role
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_person, signed_in_client
from tests.web.desk_world import KEPT_FOR, make_staff, stored_file, witten_file
from tests.web.result_world import METAL_WORKS, answer, stored
from web.current import services_of
from web.use_cases.files import rows
from web.use_cases.files.rows import Contact


def test_colleagues_see_a_file_and_an_advisor_of_another_city_does_not(app: Flask) -> None:
    staff = make_staff(services_of(app).engine)
    path = f"/beratung/akte/{witten_file(app, staff)}"

    for person in (staff.advisor, staff.colleague, staff.lead):
        assert signed_in_client(app, person).get(path).h1 == "Schmiede Ruhr GmbH"
    unseen = signed_in_client(app, staff.stranger).get(path, status=404)
    assert "Schmiede" not in unseen.text


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_who_does_not_advise_has_no_desk_even_in_the_same_organisation(
    app: Flask, role: Role
) -> None:
    staff = make_staff(services_of(app).engine)
    path = f"/beratung/akte/{witten_file(app, staff)}"
    other = make_person(services_of(app).engine, role, email="andere@example.org")

    refused = signed_in_client(app, other).get(path, status=403)
    assert "Schmiede" not in refused.text


def test_a_file_that_waits_to_be_assigned_is_on_nobodys_desk(app: Flask) -> None:
    staff = make_staff(services_of(app).engine)
    path = f"/beratung/akte/{witten_file(app, staff, organisation_id=None)}"

    unseen = signed_in_client(app, staff.advisor).get(path, status=404)
    assert "Schmiede" not in unseen.text


def test_a_file_whose_time_is_over_is_gone_on_every_page_before_it_is_deleted(app: Flask) -> None:
    engine = services_of(app).engine
    staff = make_staff(engine)
    path = f"/beratung/akte/{witten_file(app, staff, now=NOW - KEPT_FOR)}"

    for page in ("", "/verlauf", "/urteile", "/beihilfen", "/dossier"):
        gone = signed_in_client(app, staff.advisor).get(f"{path}{page}", status=404)
        assert "Schmiede" not in gone.text


def test_the_inbox_finds_a_firm_at_the_place_and_by_the_need_it_names_now(app: Flask) -> None:
    engine = services_of(app).engine
    staff = make_staff(engine)
    token = stored(app, METAL_WORKS)
    with transaction(engine) as session:
        company = session.exec(select(CompanyProfile)).one()
        contact = Contact(name="Schmiede Ruhr GmbH")
        file = rows.make(
            company,
            contact,
            organisation_id=staff.advisor.organisation_id,
            origin=FileOrigin.REQUEST,
            now=NOW,
        )
        session.add(file)
        public_id = file.public_id

    answer(app, token, {"postal_code": "45525", "needs": ["export"]})

    file = stored_file(engine, public_id)
    assert (file.town, file.needs) == ("Hattingen", " export ")
    assert file.search_text == "schmiede ruhr gmbh hattingen 45525"
