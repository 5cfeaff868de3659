"""What sources propose against somebody's word: a person decides."""

from __future__ import annotations

from sqlalchemy import Engine

from models.session import reading, transaction
from offers import store
from offers.store import Proposal
from web.author import Author
from web.use_cases import audit


def open_proposals(engine: Engine) -> tuple[Proposal, ...]:
    """All proposals that nobody has decided, by offer, oldest first."""
    with reading(engine) as session:
        return store.open_proposals(session)


def accept(
    engine: Engine, proposal_id: int, *, by: Author, base_version: int | None = None
) -> bool:
    """Let what is proposed stand; False if there is no open one with that number.

    The same if another version than `base_version` stands by now.
    """
    with transaction(engine) as session:
        offer_id = store.accept(
            session, proposal_id, by=by.actor, now=by.now, base_version=base_version
        )
        if offer_id is not None:
            audit.note(session, by, "offer.proposal_accepted", f"offer:{offer_id}")
        return offer_id is not None


def is_open(engine: Engine, proposal_id: int) -> bool:
    """Whether it waits for a decision."""
    return any(each.id == proposal_id for each in open_proposals(engine))


def reject(engine: Engine, proposal_id: int, *, by: Author) -> bool:
    """Keep what stands; False if there is no open one with that number."""
    with transaction(engine) as session:
        offer_id = store.reject(session, proposal_id, now=by.now)
        if offer_id is not None:
            audit.note(session, by, "offer.proposal_rejected", f"offer:{offer_id}")
        return offer_id is not None
