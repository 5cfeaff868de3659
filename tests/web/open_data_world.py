"""A small catalogue with a past, put into the app of a test."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from models.session import transaction
from offers import store
from offers.schema import parse_offer
from tests.fixtures.apps import NOW
from web.current import services_of

LICENCE = "BMWE, CC BY-ND 4.0"
BEFORE: dict[str, Any] = {
    "id": "messe-zuschuss",
    "title": "Zuschuss für Messen",
    "provider": "Land",
    "kinds": ["grant"],
    "needs": ["export"],
    "territory": ["Bochum"],
    "deadlines": [{"date": "2026-09-30"}],
    "description": "Wortlaut der Quelle.",
    "license_info": LICENCE,
}
AFTER: dict[str, Any] = {
    **BEFORE,
    "deadlines": [{"date": "2026-12-31"}],
    "description": "Anderer Wortlaut der Quelle.",
}


def put(app: Flask, *contents: dict[str, Any], now: datetime = NOW, by: str = "import") -> None:
    """Store offers as an import does."""
    with transaction(services_of(app).engine) as session:
        offers = [parse_offer(content) for content in contents]
        store.upsert(session, offers, source_id="jsonl", by=by, now=now)


def put_with_past(app: Flask) -> None:
    """The offer whose deadline has moved an hour ago."""
    put(app, BEFORE, now=NOW - timedelta(hours=2))
    put(app, AFTER, now=NOW - timedelta(hours=1), by="person:unbekannt")
