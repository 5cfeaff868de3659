"""Who sees a firm's file: the advisors of the organisation that it belongs to, and nobody else."""

from __future__ import annotations

import pytest
from flask import Flask

from models.person import Role
from tests.fixtures.people import make_person, signed_in_client
from tests.web.desk_world import make_staff, witten_file
from web.current import services_of


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
