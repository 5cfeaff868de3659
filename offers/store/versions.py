"""Versions of offers under the lock; every writer of the store goes through here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.offer import CatalogueState, OfferVersion, StoredOffer
from offers.schema import Offer

BUNDLED = "bundled"
"""The `source_name` of versions that came with the service."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a version comes from: `source_name` the file or bundle, `by` who brought it in."""

    source_name: str
    by: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """An offer as it stands before the change."""

    row: StoredOffer
    fingerprint: str


def fingerprint(content: Mapping[str, object]) -> str:
    """SHA-256 of the content, whatever the order of its keys."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def refuse_duplicates(offers: Iterable[Offer]) -> None:
    """Nothing; ValueError where an id occurs twice."""
    seen: set[str] = set()
    for offer in offers:
        if offer.id in seen:
            raise ValueError(f"the offer id {offer.id!r} occurs twice")
        seen.add(offer.id)


def lock_and_read(session: Session, *, now: datetime) -> Mapping[str, Standing]:
    """Everything that stands, read after the lock, so that no other writer comes between."""
    row = update(CatalogueState).values(version=CatalogueState.version)
    if session.connection().execute(row).rowcount == 0:
        session.add(CatalogueState(id=1, version=0, changed_utc=now))
        session.flush()
    found = session.exec(
        select(StoredOffer, OfferVersion.fingerprint)
        .join(OfferVersion, col(StoredOffer.id) == col(OfferVersion.offer_id))
        .where(col(OfferVersion.number) == col(StoredOffer.current_version))
    )
    return {row.id: Standing(row, print_of_current) for row, print_of_current in found}


def count_up(session: Session, *, changes: int, now: datetime) -> None:
    """The catalogue's version grows by one if anything changed."""
    session.flush()
    if changes:
        state = update(CatalogueState).values(version=CatalogueState.version + 1, changed_utc=now)
        session.connection().execute(state)


def insert(session: Session, offer_id: str, content: dict[str, Any], origin: Origin) -> None:
    """A new offer with its first version."""
    is_bundled = origin.source_name == BUNDLED
    row = StoredOffer(
        id=offer_id,
        current_version=1,
        kept_from_bundle=not is_bundled,
        bundled_fingerprint=fingerprint(content) if is_bundled else None,
        created_utc=origin.now,
        updated_utc=origin.now,
    )
    session.add(row)
    session.flush()  # The version refers to the offer.
    session.add(_version(row, content, origin))


def add_version(
    session: Session, row: StoredOffer, content: dict[str, Any], origin: Origin
) -> None:
    """One more version of an offer; whoever else than the bundle writes it keeps it from there."""
    row.current_version += 1
    row.updated_utc = origin.now
    row.kept_from_bundle = origin.source_name != BUNDLED
    session.add(row)
    session.add(_version(row, content, origin))


def _version(row: StoredOffer, content: dict[str, Any], origin: Origin) -> OfferVersion:
    return OfferVersion(
        offer_id=row.id,
        number=row.current_version,
        content=content,
        fingerprint=fingerprint(content),
        source_name=origin.source_name,
        created_by=origin.by,
        created_utc=origin.now,
    )
