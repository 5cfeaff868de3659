"""Pages for people with an account ask the database equally often however much there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from models.organisation import Organisation
from models.person import Person
from models.session import transaction
from models.sign_in import SignInAttempt, SignInSession
from tests.fixtures.apps import NOW
from tests.web.sign_in_world import EMAIL, World, ayla, world

PAGES = ("/konto", "/konto/passwort", "/konto/zweiter-faktor")


@pytest.fixture
def service(sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    """The service, nobody has an account yet."""
    with world(sqlite_template, tmp_path / "service.sqlite3") as made:
        yield made


def fill(service: World, people: int) -> None:
    """So many people more with organisation, session and attempt, and as many more of Ayla's."""
    with transaction(service.engine) as session:
        for number in range(people):
            organisation, person_id = f"org-{people}-{number}", people * 10 + number
            session.add(
                Organisation(
                    id=organisation,
                    name=f"Stadt {number}",
                    kind="economic_development",
                    territories=["05954036"],
                    source_name="tests",
                )
            )
            session.add(
                Person(
                    id=person_id,
                    public_id=f"{people}-{number}",
                    organisation_id=organisation,
                    email=f"person{number}@example{people}.org",
                    name=f"Person {number}",
                    roles=["advisor"],
                    state="active",
                    created_utc=NOW,
                    updated_utc=NOW,
                )
            )
            for owner in (person_id, 1):
                session.add(session_of(owner, f"{people}-{number}-{owner}"))
                session.add(attempt_of(owner, number))


def session_of(person_id: int, name: str) -> SignInSession:
    """A session that lasts."""
    return SignInSession(
        token_hash=name,
        person_id=person_id,
        is_complete=True,
        created_utc=NOW,
        seen_utc=NOW,
        expires_utc=NOW + timedelta(hours=12),
    )


def attempt_of(person_id: int, number: int) -> SignInAttempt:
    """An attempt of some while ago."""
    return SignInAttempt(
        person_id=person_id,
        address_hash=f"{person_id}",
        network_hash=f"{number}",
        outcome="signed_in",
        tried_utc=NOW - timedelta(hours=number + 2),
    )


def queries_of(service: World, work: str, path: str) -> int:
    """How many statements a page or the sign-in itself takes."""
    told: list[str] = []

    def note(*arguments: object) -> None:
        told.append(str(arguments[2]))

    browser = service.browser()
    if work == "page":
        browser.sign_in()
    token = browser.token()
    event.listen(service.engine, "before_cursor_execute", note)
    if work == "page":
        assert browser.client.get(path).status_code == 200
    else:
        data = {"email": EMAIL, "passwort": "drei Fische im Teich", "csrf_token": token}
        assert browser.client.post(path, data=data).status_code == 303
    event.remove(service.engine, "before_cursor_execute", note)
    return len([each for each in told if not each.startswith(("PRAGMA", "BEGIN"))])


def test_the_number_of_queries_does_not_grow_with_the_accounts(service: World) -> None:
    ayla(service.engine)
    fill(service, 10)
    few = counts(service)
    fill(service, 990)

    assert counts(service) == few
    assert few["/konto"] <= 4
    assert few["/konto/passwort"] <= 1


def counts(service: World) -> dict[str, int]:
    """The number of queries of each page and of signing in."""
    found = {path: queries_of(service, "page", path) for path in PAGES}
    return {**found, "sign in": queries_of(service, "sign in", "/anmelden")}
