"""What was written last: versions of all offers with those before them, and their moments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from models.imports import QuarantinedRow, RowState
from models.offer import CatalogueState, OfferVersion, StoredOffer
from offers.schema import Offer
from offers.store.contents import readable


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One version and the one before it; `before` is None for an offer's first."""

    offer_id: str
    number: int
    before: Offer | None
    after: Offer
    source_name: str
    created_utc: datetime


@dataclass(frozen=True, slots=True)
class Current:
    """Which version of an offer stands, and since when."""

    number: int
    created_utc: datetime


def written_since(
    session: Session, moment: datetime | None = None, *, limit: int
) -> tuple[Written, ...]:
    """The versions written at or after the moment, newest first, at most `limit`.

    Versions of archived offers, and such as can be read no more, are left out. Of one moment the
    later written comes first.
    """
    earlier = aliased(OfferVersion)
    is_earlier = and_(
        col(earlier.offer_id) == col(OfferVersion.offer_id),
        col(earlier.number) == col(OfferVersion.number) - 1,
    )
    wanted = (
        select(OfferVersion, earlier.content)
        .join(StoredOffer, col(StoredOffer.id) == col(OfferVersion.offer_id))
        .join(earlier, is_earlier, isouter=True)
        .where(col(StoredOffer.archived_utc).is_(None))
        .order_by(col(OfferVersion.id).desc())
        .limit(limit)
    )
    if moment is not None:
        wanted = wanted.where(col(OfferVersion.created_utc) >= moment)
    return tuple(
        Written(
            offer_id=row.offer_id,
            number=row.number,
            before=None if before is None else readable(before),
            after=after,
            source_name=row.source_name,
            created_utc=row.created_utc,
        )
        for row, before in session.exec(wanted)
        if (after := readable(row.content)) is not None
    )


def current_versions(session: Session) -> Mapping[str, Current]:
    """The standing version of every offer of the catalogue, by offer id."""
    rows = session.exec(
        select(OfferVersion.offer_id, OfferVersion.number, OfferVersion.created_utc)
        .join(StoredOffer, col(StoredOffer.id) == col(OfferVersion.offer_id))
        .where(
            col(OfferVersion.number) == col(StoredOffer.current_version),
            col(StoredOffer.archived_utc).is_(None),
        )
    )
    return {offer_id: Current(number, moment) for offer_id, number, moment in rows}


def sources_of_offers(session: Session) -> Mapping[str, str]:
    """Which source feeds each offer of the catalogue, by offer id."""
    rows = session.exec(
        select(StoredOffer.id, StoredOffer.source_id).where(col(StoredOffer.archived_utc).is_(None))
    )
    return dict(rows.all())


def changed_at(session: Session) -> datetime | None:
    """When the catalogue was last changed; None if it was never filled."""
    return session.exec(select(CatalogueState.changed_utc)).one_or_none()


def refused_by_source(session: Session) -> Mapping[str, int]:
    """How many refused rows wait for a person, by source; sources without any are left out."""
    rows = session.exec(
        select(QuarantinedRow.source_id, func.count())
        .where(col(QuarantinedRow.state) == RowState.OPEN)
        .group_by(col(QuarantinedRow.source_id))
    )
    return dict(rows.all())
