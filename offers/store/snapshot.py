"""What stands in the catalogue, and what stood before; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from models.offer import CatalogueState, OfferReview, OfferVersion, StoredOffer
from offers.schema import Offer, PartialDate, parse_offer, parse_partial_date
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

    `own_fields` are those in which a person's word stands against the source's.
    """

    offer: Offer
    version: int
    source_id: str
    own_fields: tuple[str, ...]
    missing_since_utc: datetime | None
    archived_utc: datetime | None
    merged_into: str | None
    updated_utc: datetime


def catalogue_version(session: Session) -> int:
    """The number that grows with every change of any offer; 0 for a catalogue never filled."""
    version = session.exec(select(CatalogueState.version)).one_or_none()
    return 0 if version is None else version


def count_offers(session: Session) -> int:
    """How many offers the catalogue holds."""
    there = select(func.count()).select_from(StoredOffer)
    return session.exec(there.where(col(StoredOffer.archived_utc).is_(None))).one()


def load_snapshot(session: Session) -> tuple[int, tuple[Offer, ...]]:
    """The catalogue's version and its offers by id, as of one moment of the transaction.

    Archived offers are not in it. `verified_on` is the later of what the content says and the day
    on which a person last found this version to be right.
    """
    version, checked = catalogue_version(session), _checked_days(session)
    contents = session.exec(
        select(OfferVersion.content)
        .join(StoredOffer, col(StoredOffer.id) == col(OfferVersion.offer_id))
        .where(
            col(OfferVersion.number) == col(StoredOffer.current_version),
            col(StoredOffer.archived_utc).is_(None),
        )
    )
    offers = (_verified(parse_offer(content), checked) for content in contents)
    return version, tuple(sorted(offers, key=lambda offer: offer.id))


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
            run_id=row.run_id,
            note=row.note,
        )
        for row in rows
    )


def state_of(session: Session, offer_id: str) -> StoredState | None:
    """An offer with all that the store knows of it; None for an unknown id."""
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
    base = content if row.source_content is None else row.source_content
    return StoredState(
        offer=_verified(parse_offer(content), _checked_days(session, offer_id)),
        version=row.current_version,
        source_id=row.source_id,
        own_fields=differing(base, content),
        missing_since_utc=row.missing_since_utc,
        archived_utc=row.archived_utc,
        merged_into=row.merged_into,
        updated_utc=row.updated_utc,
    )


def replaced_by(session: Session, offer_id: str) -> str | None:
    """The offer that another one was merged into; None if it was not."""
    return session.exec(
        select(StoredOffer.merged_into).where(col(StoredOffer.id) == offer_id)
    ).one_or_none()


def _checked_days(session: Session, offer_id: str | None = None) -> dict[str, date]:
    """When what stands was last found to be right by a person, by offer; a day in Berlin."""
    last = func.max(OfferReview.reviewed_utc)
    wanted = (
        select(OfferReview.offer_id, last)
        .join(StoredOffer, col(StoredOffer.id) == col(OfferReview.offer_id))
        .where(
            col(OfferReview.version) == col(StoredOffer.current_version),
            col(OfferReview.outcome) == ReviewOutcome.CHECKED,
        )
        .group_by(col(OfferReview.offer_id))
    )
    if offer_id is not None:
        wanted = wanted.where(col(OfferReview.offer_id) == offer_id)
    return {found: moment.astimezone(BERLIN).date() for found, moment in session.exec(wanted)}


def _verified(offer: Offer, checked: dict[str, date]) -> Offer:
    day = checked.get(offer.id)
    if day is None:
        return offer
    return offer.model_copy(update={"verified_on": _later(offer.verified_on, day)})


def _later(known: PartialDate | None, day: date) -> PartialDate:
    found = parse_partial_date(day.isoformat())
    return found if known is None or known.last < day else known
