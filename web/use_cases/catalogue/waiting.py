"""How much waits for a person, by kind."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, func
from sqlmodel import col, select

from models.offer_care import OfferPair, PairState
from models.session import reading
from offers import store


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Numbers of what nobody has decided yet."""

    proposals: int
    pairs: int
    rows: int


def waiting(engine: Engine) -> Waiting:
    """What waits now; three counts."""
    pairs = (
        select(func.count()).select_from(OfferPair).where(col(OfferPair.state) == PairState.OPEN)
    )
    with reading(engine) as session:
        return Waiting(
            proposals=store.count_proposals(session),
            pairs=session.exec(pairs).one(),
            rows=sum(store.refused_by_source(session).values()),
        )
