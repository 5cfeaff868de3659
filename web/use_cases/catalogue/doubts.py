"""What importers and checks are not sure of: shown to a person, settled."""

from __future__ import annotations

from sqlalchemy import Engine

from models.session import transaction
from offers.store import doubts as stored
from offers.store.doubts import TERRITORY, Doubt, note, of_territories, open_counts, open_doubts
from web.author import Author
from web.use_cases import audit

__all__ = [
    "TERRITORY",
    "Doubt",
    "note",
    "of_territories",
    "open_counts",
    "open_doubts",
    "settle",
]


def settle(engine: Engine, doubt_id: int, *, by: Author) -> bool:
    """Mark a doubt as settled; False if there is no open one with that number."""
    with transaction(engine) as session:
        doubt = stored.settle(session, doubt_id, by=by.actor, now=by.now)
        if doubt is None:
            return False
        subject = f"offer:{doubt.offer_id}"
        audit.note(session, by, "offer.doubt.settled", subject, details=[doubt.code])
        return True
