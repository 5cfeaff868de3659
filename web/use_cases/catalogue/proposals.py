"""What the bundled catalogue proposes against somebody's word: an operator decides."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from models.session import reading, transaction
from offers import store
from offers.store import Proposal

OPERATOR = "operator"
"""The `created_by` of a version that an operator accepted."""


def open_proposals(engine: Engine) -> tuple[Proposal, ...]:
    """All proposals that nobody has decided, by offer, oldest first."""
    with reading(engine) as session:
        return store.open_proposals(session)


def accept(engine: Engine, proposal_id: int, *, now: datetime) -> bool:
    """Make the bundled text a new version; False if there is no open one with that number."""
    with transaction(engine) as session:
        return store.accept(session, proposal_id, by=OPERATOR, now=now)


def reject(engine: Engine, proposal_id: int, *, now: datetime) -> bool:
    """Keep what stands; False if there is no open one with that number."""
    with transaction(engine) as session:
        return store.reject(session, proposal_id, now=now)
