"""Versions of offers under the lock; every writer of the store goes through here."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlmodel import Session, col, select

from models.offer import CatalogueState, OfferVersion, StoredOffer
from offers.schema import Offer
from offers.store.merging import Content

BUNDLED = "bundled"
"""The source of what came with the service."""
EDITOR = "editor"
"""The source of what people write in the editor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a version comes from: which source, who brought it in, in which run, and why."""

    source_id: str
    by: str
    now: datetime
    run_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An offer as it stands before the change, without its content."""

    id: str
    version: int
    fingerprint: str
    source_id: str
    source_fingerprint: str | None
    bundled_fingerprint: str | None
    missing_since_utc: datetime | None
    archived_utc: datetime | None


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


def take_lock(session: Session, *, now: datetime) -> None:
    """Wait for every other writer of the catalogue; what is read after it cannot change."""
    row = update(CatalogueState).values(version=CatalogueState.version)
    if session.connection().execute(row).rowcount == 0:
        session.add(CatalogueState(id=1, version=0, changed_utc=now))
        session.flush()


def lock_and_read(session: Session, *, now: datetime) -> Mapping[str, Standing]:
    """Everything that stands, read after the lock, so that no other writer comes between."""
    take_lock(session, now=now)
    columns = (  # In the order of the fields of `Standing`.
        StoredOffer.id,
        StoredOffer.current_version,
        OfferVersion.fingerprint,
        StoredOffer.source_id,
        StoredOffer.source_fingerprint,
        StoredOffer.bundled_fingerprint,
        StoredOffer.missing_since_utc,
        StoredOffer.archived_utc,
    )
    names = [each.name for each in dataclasses.fields(Standing)]
    found = session.connection().execute(
        select(*columns)  # type: ignore[call-overload]
        .join(OfferVersion, col(StoredOffer.id) == col(OfferVersion.offer_id))
        .where(col(OfferVersion.number) == col(StoredOffer.current_version))
    )
    return {row[0]: Standing(**dict(zip(names, row, strict=True))) for row in found}


def standing_of(session: Session, offer_id: str, *, now: datetime) -> StoredOffer | None:
    """One offer's row, read after the lock; None for an unknown id."""
    take_lock(session, now=now)
    return session.exec(
        select(StoredOffer)
        .where(col(StoredOffer.id) == offer_id)
        .execution_options(populate_existing=True)
    ).one_or_none()


def content_of(session: Session, offer_id: str, number: int) -> Content | None:
    """What one version says; None if there is none."""
    return session.exec(
        select(OfferVersion.content).where(
            col(OfferVersion.offer_id) == offer_id, col(OfferVersion.number) == number
        )
    ).one_or_none()


def next_catalogue_version(session: Session) -> int:
    """The version of the catalogue that what is written now belongs to, once it is counted up."""
    return session.exec(select(CatalogueState.version)).one() + 1


def count_up(session: Session, *, changes: int, now: datetime) -> None:
    """The catalogue's version grows by one if anything changed."""
    session.flush()
    if changes:
        state = update(CatalogueState).values(version=CatalogueState.version + 1, changed_utc=now)
        session.connection().execute(state)


def insert_all(session: Session, contents: Mapping[str, Content], origin: Origin) -> None:
    """New offers, each with its first version; in bulk, as imports bring thousands."""
    if not contents:
        return
    prints = {offer_id: fingerprint(content) for offer_id, content in contents.items()}
    catalogue_version = next_catalogue_version(session)
    connection = session.connection()
    connection.execute(
        insert(StoredOffer),
        [
            {
                "id": offer_id,
                "current_version": 1,
                "source_id": origin.source_id,
                "source_content": content,
                "source_fingerprint": prints[offer_id],
                "bundled_fingerprint": prints[offer_id] if origin.source_id == BUNDLED else None,
                "entered_at": catalogue_version,
                "created_utc": origin.now,
                "updated_utc": origin.now,
            }
            for offer_id, content in contents.items()
        ],
    )
    connection.execute(
        insert(OfferVersion),
        [
            _version(offer_id, 1, content, origin, catalogue_version)
            | {"fingerprint": prints[offer_id]}
            for offer_id, content in contents.items()
        ],
    )


def add_version(
    session: Session, offer_id: str, number: int, content: Content, origin: Origin
) -> None:
    """One more version of an offer, `number` by count; it is the current one from now on."""
    add_versions(session, {offer_id: (number, content)}, origin)


def add_versions(
    session: Session, versions: Mapping[str, tuple[int, Content]], origin: Origin
) -> None:
    """One more version of each offer, as number and content; in bulk."""
    if not versions:
        return
    catalogue_version = next_catalogue_version(session)
    connection = session.connection()
    connection.execute(
        insert(OfferVersion),
        [
            _version(offer_id, number, content, origin, catalogue_version)
            for offer_id, (number, content) in versions.items()
        ],
    )
    connection.execute(
        update(StoredOffer)
        .where(col(StoredOffer.id) == bindparam("offer_id"))
        .values(current_version=bindparam("number"), updated_utc=bindparam("moment")),
        [
            {"offer_id": offer_id, "number": number, "moment": origin.now}
            for offer_id, (number, _) in versions.items()
        ],
    )


def _version(
    offer_id: str, number: int, content: Content, origin: Origin, catalogue_version: int
) -> dict[str, Any]:
    return {
        "offer_id": offer_id,
        "number": number,
        "content": content,
        "fingerprint": fingerprint(content),
        "source_name": origin.source_id,
        "created_by": origin.by,
        "created_utc": origin.now,
        "catalogue_version": catalogue_version,
        "run_id": origin.run_id,
        "note": origin.note,
    }
