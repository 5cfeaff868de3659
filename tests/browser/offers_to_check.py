"""Offers that need a look for every reason that there is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.session import transaction
from offers.importers.reading import ReviewCase
from offers.quality.links import Answer, Meaning, addresses_of
from tests.fixtures.apps import NOW
from web.clock import day_in_berlin
from web.current import services_of
from web.use_cases.catalogue import doubts, links, reports, views

if TYPE_CHECKING:
    from flask import Flask

OFFER = "bafa-eew-transformationsplan"
MESSAGE = (
    "Laut der Seite des Anbieters gilt seit diesem Herbst eine andere Quote.\n\n"
    "Das Merkblatt heißt Transformationsplanerstellungsförderungsrichtlinienmerkblatt."
)


def settle(app: Flask) -> None:
    """One offer that is read often: with reports, a question, and links that do not work."""
    engine = services_of(app).engine
    offer = services_of(app).snapshot.current().offer(OFFER)
    assert offer is not None
    for field, contact in (("amount", "leserin@example.org"), ("ended", None)):
        reports.report(engine, OFFER, field=field, message=MESSAGE, contact=contact, now=NOW)
    with transaction(engine) as session:
        given = {"given": "Deutschland (Revierregionen)"}
        doubts.note(session, [ReviewCase(OFFER, doubts.TERRITORY, given)], NOW)
    links.follow(engine, services_of(app).snapshot.current().offers, now=NOW)
    for days in range(3):
        found = [(url, Answer("404", Meaning.FAILS)) for url in addresses_of(offer)]
        links.note(engine, found, now=NOW - timedelta(days=2 - days))
    views.add(engine, {(OFFER, day_in_berlin(NOW)): 31})
