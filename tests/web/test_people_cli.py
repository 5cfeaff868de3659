"""`flask people`: the first administrator from a terminal, accounts mended from there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlmodel import select

from models.mail import OutboxMail
from models.organisation import Organisation
from models.person import Person, Role
from models.session import transaction
from tests.fixtures.apps import running_app
from tests.fixtures.pages import PageClient
from tests.fixtures.people import make_person
from web.current import services_of

ADDRESS = "erste@example.org"
INVITE = ("people", "invite-administrator", "Erste@Example.org", "--name", "Erste Person")
PASSWORD = "sieben graue Esel im Regen"


def run(app: Flask, *arguments: str) -> Result:
    """What `flask ARGUMENTS` does."""
    return app.test_cli_runner().invoke(args=list(arguments))


def person_of(app: Flask, address: str = ADDRESS) -> tuple[Person, Organisation]:
    """The rows of a person and the organisation."""
    with transaction(services_of(app).engine) as session:
        person = session.exec(select(Person).where(Person.email == address)).one()
        organisation = session.get(Organisation, person.organisation_id)
        assert organisation is not None
        return person, organisation


def letters(app: Flask) -> list[OutboxMail]:
    """All letters in the outbox."""
    with transaction(services_of(app).engine) as session:
        return list(session.exec(select(OutboxMail)))


def test_the_first_administrator_gets_a_link_and_an_organisation_for_germany(
    app: Flask, page: PageClient
) -> None:
    done = run(app, *INVITE)
    assert done.exit_code == 0, done.output
    path = next(line for line in done.output.splitlines() if line.startswith("/einladung/"))
    person, organisation = person_of(app)
    assert (person.roles, person.state) == (["administrator"], "invited")
    assert (organisation.name, organisation.territories) == ("Angebotslotse", ["DE"])
    assert letters(app) == []
    page.post(path, {"passwort": PASSWORD})
    assert person_of(app)[0].state == "active"


def test_with_an_address_of_its_own_the_service_queues_the_letter_too(
    filled_template: Path, tmp_path: Path
) -> None:
    settings = {
        "public_url": "https://lotse.example.org/",
        "operator_name": "Kreis Beispiel",
        "home_territory": ("Ennepe-Ruhr-Kreis", "Dortmund"),
    }
    with running_app(filled_template, tmp_path / "other.sqlite3", **settings) as other:
        done = run(other, *INVITE)
        link = next(line for line in done.output.splitlines() if line.startswith("https://"))
        assert [link in letter.text for letter in letters(other)] == [True]
        assert link.startswith("https://lotse.example.org/einladung/")
        organisation = person_of(other)[1]
        assert organisation.name == "Kreis Beispiel"
        assert organisation.territories == ["Ennepe-Ruhr-Kreis", "Dortmund"]


def test_an_organisation_that_is_there_is_taken(app: Flask) -> None:
    run(app, *INVITE, "--organisation", "Stadt Witten", "--territory", "Witten")
    second = ("people", "invite-administrator", "zweite@example.org", "--name", "Zwei")
    done = run(app, *second, "--organisation", "STADT WITTEN")
    assert done.exit_code == 0, done.output
    assert person_of(app)[1].id == person_of(app, "zweite@example.org")[1].id
    assert person_of(app)[1].territories == ["Witten"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("keine", "--name", "X"), 2, "must be an e-mail address"),
        (("a@example.org", "--name", " "), 2, "must not be empty"),
        (("a@example.org",), 2, "--name"),
        (("a@example.org", "--name", "X", "--territory", "Wittn"), 1, "Wittn"),
        (("ayla.beispiel@example.org", "--name", "X"), 1, "already"),
    ],
)
def test_bad_input_is_said_and_nothing_is_stored(
    app: Flask, arguments: tuple[str, ...], code: int, said: str
) -> None:
    make_person(services_of(app).engine)
    done = run(app, "people", "invite-administrator", *arguments)
    assert done.exit_code == code
    assert said in done.output
    with transaction(services_of(app).engine) as session:
        assert len(session.exec(select(Person)).all()) == 1


def test_people_are_listed_closed_and_freed_of_a_lost_second_factor(app: Flask) -> None:
    engine = services_of(app).engine
    make_person(engine, Role.ADMINISTRATOR, email="chefin@example.org")
    make_person(engine, totp_secret="x")
    assert (
        "ayla.beispiel@example.org  active  advisor  second factor"
        in run(app, "people", "list").output
    )
    address = "Ayla.Beispiel@example.org"
    assert run(app, "people", "reset-second-factor", address).exit_code == 0
    assert run(app, "people", "reset-second-factor", address).exit_code == 1
    assert run(app, "people", "close", address).exit_code == 0
    listed = run(app, "people", "list").output
    assert "ayla.beispiel@example.org  closed  advisor  no second factor" in listed
    assert "2 people." in listed


@pytest.mark.parametrize("command", ["close", "reset-second-factor"])
def test_an_account_that_nobody_has_is_said(app: Flask, command: str) -> None:
    done = run(app, "people", command, "niemand@example.org")
    assert (done.exit_code, "There is no account" in done.output) == (1, True)


def test_the_last_administrator_is_not_closed_from_the_terminal_either(app: Flask) -> None:
    make_person(services_of(app).engine, Role.ADMINISTRATOR)
    done = run(app, "people", "close", "ayla.beispiel@example.org")
    assert (done.exit_code, "last administrator" in done.output) == (1, True)
