"""What stands in the catalogue, and what stood before; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from models.offer import CatalogueState, OfferVersion, StoredOffer
from offers.schema import Offer, parse_offer


@dataclass(frozen=True, slots=True)
class Version:
    """One stored state of an offer."""

    number: int
    offer: Offer
    source_name: str
    created_by: str
    created_utc: datetime


def catalogue_version(session: Session) -> int:
    """The number that grows with every change of any offer; 0 for a catalogue never filled."""
    version = session.exec(select(CatalogueState.version)).one_or_none()
    return 0 if version is None else version


def count_offers(session: Session) -> int:
    """How many offers the catalogue holds."""
    return session.exec(select(func.count()).select_from(StoredOffer)).one()


def load_snapshot(session: Session) -> tuple[int, tuple[Offer, ...]]:
    """The catalogue's version and its offers by id, as of one moment of the transaction."""
    version = catalogue_version(session)
    contents = session.exec(
        select(OfferVersion.content)
        .join(StoredOffer, col(StoredOffer.id) == col(OfferVersion.offer_id))
        .where(col(OfferVersion.number) == col(StoredOffer.current_version))
    )
    offers = sorted((parse_offer(content) for content in contents), key=lambda offer: offer.id)
    return version, tuple(offers)


def history(session: Session, offer_id: str) -> tuple[Version, ...]:
    """All versions of an offer, newest first; empty for an unknown id."""
    rows = session.exec(
        select(OfferVersion)
        .where(col(OfferVersion.offer_id) == offer_id)
        .order_by(col(OfferVersion.number).desc())
    )
    return tuple(
        Version(
            number=row.number,
            offer=parse_offer(row.content),
            source_name=row.source_name,
            created_by=row.created_by,
            created_utc=row.created_utc,
        )
        for row in rows
    )
