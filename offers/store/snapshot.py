"""What stands in the catalogue, and what stood before; nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from models.offer import CatalogueState, OfferReview, OfferVersion, StoredOffer
from offers.schema import Offer, PartialDate, parse_partial_date
from offers.store.contents import readable
from offers.store.editing import ReviewOutcome
from offers.store.merging import differing

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Version:
    """One stored state of an offer."""

    number: int
    offer: Offer
    source_name: str
    created_by: str
    created_utc: datetime
    run_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredState:
    """An offer as the store holds it, archived or not.

    `own_fields` are those in which a person's word stands against the source's, which is
    `source_offer`.
    """

    offer: Offer
    source_offer: Offer
    version: int
    source_id: str
    own_fields: tuple[str, ...]
    missing_since_utc: datetime | None
    archived_utc: datetime | None
    merged_into: str | None
    updated_utc: datetime


@dataclass(frozen=True, slots=True)
class Feeding:
    """Who feeds an offer, which version stands, and since when the source no longer holds it."""

    source_id: str
    version: int
    missing_since_utc: datetime | None


def catalogue_version(session: Session) -> int:
    """The number that grows with every change of any offer; 0 for a catalogue never filled."""
    version = session.exec(select(CatalogueState.version)).one_or_none()
    return 0 if version is None else version


def count_offers(session: Session) -> int:
    """How many offers the catalogue holds."""
    there = select(func.count()).select_from(StoredOffer)
    return session.exec(there.where(col(StoredOffer.archived_utc).is_(None))).one()


def history(session: Session, offer_id: str) -> tuple[Version, ...]:
    """All versions of an offer that can be read, newest first; empty for an unknown id."""
    rows = session.exec(
        select(OfferVersion)
        .where(col(OfferVersion.offer_id) == offer_id)
        .order_by(col(OfferVersion.number).desc())
    )
    return tuple(
        Version(
            number=row.number,
            offer=offer,
            source_name=row.source_name,
            created_by=row.created_by,
            created_utc=row.created_utc,
            run_id=row.run_id,
            note=row.note,
        )
        for row in rows
        if (offer := readable(row.content)) is not None
    )


def state_of(session: Session, offer_id: str) -> StoredState | None:
    """An offer with all that the store knows of it; None for one unknown or not to be read.

    Where what its source said can be read no more, the offer stands for that as well.
    """
    found = session.exec(
        select(StoredOffer, OfferVersion.content)
        .join(OfferVersion, col(OfferVersion.offer_id) == col(StoredOffer.id))
        .where(
            col(StoredOffer.id) == offer_id,
            col(OfferVersion.number) == col(StoredOffer.current_version),
        )
    ).one_or_none()
    if found is None:
        return None
    row, content = found
    offer = readable(content)
    if offer is None:
        return None
    base = content if row.source_content is None else row.source_content
    return StoredState(
        offer=verified(offer, checked_days(session, offer_id)),
        source_offer=readable(base) or offer,
        version=row.current_version,
        source_id=row.source_id,
        own_fields=differing(base, content),
        missing_since_utc=row.missing_since_utc,
        archived_utc=row.archived_utc,
        merged_into=row.merged_into,
        updated_utc=row.updated_utc,
    )


def offers_of(session: Session, ids: Collection[str]) -> Mapping[str, Offer]:
    """What stands under these ids, archived or not; unknown and unreadable ones are left out."""
    found = session.exec(
        select(OfferVersion.offer_id, OfferVersion.content)
        .join(StoredOffer, col(StoredOffer.id) == col(OfferVersion.offer_id))
        .where(
            col(OfferVersion.number) == col(StoredOffer.current_version),
            col(StoredOffer.id).in_(ids),
        )
    )
    read = ((offer_id, readable(content)) for offer_id, content in found)
    return {offer_id: offer for offer_id, offer in read if offer is not None}


def feeding(session: Session) -> dict[str, Feeding]:
    """Who feeds each offer of the catalogue, by offer; archived ones are not in it."""
    rows = session.exec(
        select(
            StoredOffer.id,
            StoredOffer.source_id,
            StoredOffer.current_version,
            StoredOffer.missing_since_utc,
        ).where(col(StoredOffer.archived_utc).is_(None))
    )
    return {row[0]: Feeding(*row[1:]) for row in rows}


def replaced_by(session: Session, offer_id: str) -> str | None:
    """The offer that another one was merged into; None if it was not."""
    return session.exec(
        select(StoredOffer.merged_into).where(col(StoredOffer.id) == offer_id)
    ).one_or_none()


def offer_at(session: Session, offer_id: str, number: int) -> Offer | None:
    """One version of an offer; None if there is none that can be read."""
    content = session.exec(
        select(OfferVersion.content).where(
            col(OfferVersion.offer_id) == offer_id, col(OfferVersion.number) == number
        )
    ).one_or_none()
    return None if content is None else readable(content)


def checked_days(session: Session, offer_id: str | None = None) -> dict[str, date]:
    """When what stands was last found to be right by a person, by offer; a day in Berlin."""
    last = func.max(OfferReview.reviewed_utc)
    wanted = (
        select(OfferReview.offer_id, last)
        .join(StoredOffer, col(StoredOffer.id) == col(OfferReview.offer_id))
        .where(
            col(OfferReview.version) == col(StoredOffer.current_version),
            col(OfferReview.outcome).in_((ReviewOutcome.CHECKED, ReviewOutcome.ENDED)),
        )
        .group_by(col(OfferReview.offer_id))
    )
    if offer_id is not None:
        wanted = wanted.where(col(OfferReview.offer_id) == offer_id)
    return {found: moment.astimezone(BERLIN).date() for found, moment in session.exec(wanted)}


def last_outcome(session: Session, offer_id: str) -> ReviewOutcome | None:
    """What the last person found who looked over what stands; None if nobody has."""
    wanted = (
        select(OfferReview.outcome)
        .join(StoredOffer, col(StoredOffer.id) == col(OfferReview.offer_id))
        .where(
            col(StoredOffer.id) == offer_id,
            col(OfferReview.version) == col(StoredOffer.current_version),
        )
        .order_by(col(OfferReview.id).desc())
    )
    found = session.exec(wanted).first()
    return None if found is None else ReviewOutcome(found)


def verified(offer: Offer, checked: Mapping[str, date]) -> Offer:
    """The offer with the later of what it says and of the day on which a person checked it."""
    day = checked.get(offer.id)
    if day is None:
        return offer
    return offer.model_copy(update={"verified_on": _later(offer.verified_on, day)})


def _later(known: PartialDate | None, day: date) -> PartialDate:
    found = parse_partial_date(day.isoformat())
    return found if known is None or known.last < day else known
