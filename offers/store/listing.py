"""Lists of offers for who looks after them: by source, and those that are out of the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from models.offer import OfferVersion, StoredOffer
from offers.schema import Offer
from offers.store.contents import readable


@dataclass(frozen=True, slots=True)
class Archived:
    """An offer that is out of the catalogue, and the one that took its place ('': none)."""

    offer: Offer
    source_id: str
    archived_utc: datetime
    merged_into: str


def sources(session: Session) -> tuple[str, ...]:
    """Every source that feeds an offer, by name."""
    return tuple(session.exec(select(StoredOffer.source_id).distinct().order_by("source_id")))


def ids_of_source(session: Session, source_id: str) -> frozenset[str]:
    """The offers that a source feeds, archived ones too."""
    wanted = select(StoredOffer.id).where(col(StoredOffer.source_id) == source_id)
    return frozenset(session.exec(wanted))


def sources_of(session: Session, offer_ids: Collection[str]) -> Mapping[str, str]:
    """The source of each of a few offers."""
    wanted = select(StoredOffer.id, StoredOffer.source_id).where(
        col(StoredOffer.id).in_(list(offer_ids))
    )
    return dict(session.exec(wanted).all())


def is_known(session: Session, offer_id: str) -> bool:
    """Whether the id was ever given to an offer."""
    there = select(func.count()).select_from(StoredOffer).where(col(StoredOffer.id) == offer_id)
    return session.exec(there).one() > 0


def archived(session: Session) -> tuple[Archived, ...]:
    """Everything out of the catalogue that can be read, the latest first."""
    found = session.exec(
        select(StoredOffer, OfferVersion.content)
        .join(OfferVersion, col(OfferVersion.offer_id) == col(StoredOffer.id))
        .where(
            col(StoredOffer.archived_utc).is_not(None),
            col(OfferVersion.number) == col(StoredOffer.current_version),
        )
        .order_by(col(StoredOffer.archived_utc).desc(), col(StoredOffer.id))
    )
    return tuple(
        Archived(offer, row.source_id, row.archived_utc, row.merged_into or "")
        for row, content in found
        if row.archived_utc is not None and (offer := readable(content)) is not None
    )
