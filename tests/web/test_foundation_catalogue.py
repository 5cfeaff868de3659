"""The catalogue of a process: compiled once, exchanged between requests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from models.session import transaction
from offers import store
from offers.schema import Offer, parse_offer
from tests.fixtures.apps import running_app
from web.catalogue_snapshot import CatalogueSnapshot
from web.current import catalogue, services_of
from web.snapshot import Work

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def offer(offer_id: str) -> Offer:
    """An offer with the little that is required."""
    return parse_offer({"id": offer_id, "title": "Titel", "provider": "Stadt"})


def put(engine: Engine, *offers: Offer) -> None:
    """Change the catalogue in the database."""
    with transaction(engine) as session:
        store.upsert(session, offers, source_id="x", by="test", now=NOW)


class Hand:
    """A clock that a test turns."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def at_once(work: Work) -> None:
    """Do what a thread would do beside the request."""
    work()


def test_the_catalogue_is_compiled_once_per_version(engine: Engine) -> None:
    put(engine, offer("a"))
    snapshot = CatalogueSnapshot(engine, check_seconds=0)

    assert snapshot.current() is snapshot.current()
    assert snapshot.current().version == "1"
    assert snapshot.current() is snapshot.shelf().catalogue


def test_a_newer_catalogue_is_noticed_at_the_next_look(engine: Engine) -> None:
    put(engine, offer("a"))
    hand = Hand()
    snapshot = CatalogueSnapshot(engine, check_seconds=5, monotonic=hand, run=at_once)
    snapshot.current()
    put(engine, offer("b"))

    hand.seconds = 4.9
    before = [found.id for found in snapshot.current().offers]
    hand.seconds = 5.0
    after = [found.id for found in snapshot.current().offers]

    assert (before, after) == (["a"], ["a", "b"])


def test_what_did_not_change_is_not_read_again(engine: Engine) -> None:
    put(engine, offer("a"), offer("b"))
    snapshot = CatalogueSnapshot(engine, check_seconds=0)
    before = snapshot.current()
    put(engine, offer("a").model_copy(update={"title": "Neu"}), offer("c"))
    after = snapshot.current()

    assert [found.id for found in after.offers] == ["a", "b", "c"]
    assert after.offers[0].title == "Neu"
    assert after.offers[1] is before.offers[1]


def test_a_check_by_a_person_shows_and_nothing_is_compiled_for_it(engine: Engine) -> None:
    put(engine, offer("a"), offer("b"))
    snapshot = CatalogueSnapshot(engine, check_seconds=0)
    before = snapshot.current()
    with transaction(engine) as session:
        store.review(session, "a", store.ReviewOutcome.CHECKED, by="test", now=NOW)
    after = snapshot.current()

    assert [found.verified_on is not None for found in after.offers] == [True, False]
    assert after.offer("a") is after.offers[0]
    assert after.version != before.version
    assert after.columns is before.columns


def test_a_request_keeps_the_catalogue_that_it_began_with(app: Flask) -> None:
    engine = services_of(app).engine
    with app.test_request_context():
        first = catalogue()
        put(engine, offer("brand-new"))
        second = catalogue()
    with app.test_request_context():
        third = catalogue()

    assert second is first
    assert third.offer("brand-new") is not None


def test_without_its_database_the_service_goes_on_with_what_it_has(
    filled_template: Path, tmp_path: Path
) -> None:
    path = tmp_path / "x.sqlite3"
    with running_app(filled_template, path) as app:
        held = services_of(app).snapshot.current()
        path.write_bytes(b"broken")
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)

        assert services_of(app).snapshot.current() is held


def test_health_is_well_with_database_migrations_and_catalogue(client: FlaskClient) -> None:
    response = client.get("/health")
    body = response.get_json()

    assert response.status_code == 200
    assert body["status"] == "ok"
    assert body["checks"] == {"database": "ok", "migrations": "ok", "catalogue": "ok"}
    assert body["offers"] > 0


def test_health_says_that_the_catalogue_is_empty(sqlite_template: Path, tmp_path: Path) -> None:
    with running_app(sqlite_template, tmp_path / "x.sqlite3") as app:
        response = app.test_client().get("/health")

    assert response.status_code == 503
    assert response.get_json()["checks"]["catalogue"] == "empty"


def test_health_says_that_the_database_is_not_migrated(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    with running_app(empty, tmp_path / "x.sqlite3") as app:
        response = app.test_client().get("/health")

    assert response.status_code == 503
    assert response.get_json()["checks"]["migrations"] == "not at head"


def test_health_says_that_the_database_is_gone(filled_template: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"this is no database at all" * 100)
    with running_app(broken, tmp_path / "x.sqlite3") as app:
        response = app.test_client().get("/health")

    assert response.status_code == 503
    assert response.get_json()["checks"]["database"] == "unreachable"
