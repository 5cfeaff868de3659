"""Offers with little in them, and the two ways they come into a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from models.session import reading, transaction
from offers import store
from offers.schema import Offer, parse_offer
from offers.store import ImportReport

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def offer(offer_id: str, title: str = "Beratung für Gründerinnen") -> Offer:
    """An offer with the little that is required, and a condition."""
    return parse_offer(
        {
            "id": offer_id,
            "title": title,
            "provider": "Stadt",
            "needs": ["founding"],
            "conditions": {"all": [{"employees": {"max": 249}}, {"territory": ["DEA"]}]},
        }
    )


def put(engine: Engine, *offers: Offer, now: datetime = NOW) -> ImportReport:
    """Import offers as an operator does."""
    with transaction(engine) as session:
        return store.upsert(session, offers, source_id="file.jsonl", by="import", now=now)


def bundle(engine: Engine, *offers: Offer, now: datetime = NOW) -> ImportReport:
    """Bring in the bundled catalogue."""
    with transaction(engine) as session:
        return store.fill_or_propose(session, offers, now=now)


def titles(engine: Engine) -> dict[str, str]:
    """What stands now."""
    with reading(engine) as session:
        return {found.id: found.title for found in store.load_snapshot(session)[1]}


def version(engine: Engine) -> int:
    """The catalogue's version."""
    with reading(engine) as session:
        return store.catalogue_version(session)
