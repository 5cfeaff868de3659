"""An offer in a form that this release does not know: left out and named, and all others stand."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from sqlalchemy import update
from sqlmodel import col

from models.offer import OfferVersion
from models.person import Role
from models.session import transaction
from offers import store
from tests.fixtures.apps import NOW
from tests.fixtures.pages import PageClient
from tests.fixtures.people import make_person, signed_in_client
from tests.web.open_data_world import AFTER, put
from web.current import services_of

FOREIGN = {"id": "messe-zuschuss", "title": "Zuschuss", "provider": "Land", "kinds": ["alt"]}


@pytest.fixture
def spoilt(app: Flask) -> Flask:
    """A service with an offer whose version was written by another release."""
    put(app, AFTER, {**AFTER, "id": "messe-kredit"})
    with transaction(services_of(app).engine) as session:
        written = update(OfferVersion).where(col(OfferVersion.offer_id) == FOREIGN["id"])
        session.connection().execute(written.values(content=FOREIGN))
        store.review(session, "messe-kredit", store.ReviewOutcome.CHECKED, by="x", now=NOW)
    return app


def test_all_pages_show_the_other_offers(
    spoilt: Flask, page: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "angebotslotse"):
        page.get("/angebote/messe-kredit")

    assert [(each.message, each.__dict__["offer"]) for each in caplog.records] == [
        ("offer cannot be read", "messe-zuschuss")
    ]
    page.get("/angebote/messe-zuschuss", status=404)
    page.get("/offene-daten/guete")
    assert "messe-zuschuss" not in spoilt.test_client().get("/offene-daten/angebote.jsonl").text
    assert spoilt.test_client().get("/offene-daten/aenderungen.atom").status_code == 200


def test_who_looks_after_offers_gets_all_lists(spoilt: Flask) -> None:
    editor = signed_in_client(spoilt, make_person(services_of(spoilt).engine, Role.EDITOR))

    for path in ("", "/angebote", "/vorschlaege", "/doppelt", "/quellen"):
        assert editor.get(f"/redaktion{path}").h1
    editor.get("/angebote/messe-zuschuss/verlauf", status=404)


def test_the_next_import_mends_it(spoilt: Flask, page: PageClient) -> None:
    put(spoilt, {**AFTER, "title": "Zuschuss für alle Messen", "kinds": ["loan"]})

    assert "Zuschuss für alle Messen" in page.get("/angebote/messe-zuschuss").text
