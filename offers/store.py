"""The only door to the offer tables: snapshot, upsert, the bundled catalogue, history.

Every function works in the caller's transaction. Writers first take the lock on the one row of
`catalogue_state`, so two imports at once wait for each other and neither loses a version.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from models.offer import CatalogueState, OfferProposal, OfferVersion, StoredOffer
from offers.schema import Offer, dump_offer, parse_offer

BUNDLED = "bundled"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an upsert did, as offer ids in the order given; `proposed` waits for a person."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One stored state of an offer."""

    number: int
    offer: Offer
    source_name: str
    created_by: str
    created_utc: datetime


@dataclass(frozen=True, slots=True)
class _Origin:
    source_name: str
    by: str
    now: datetime


@dataclass(frozen=True, slots=True)
class _Standing:
    """An offer as it stands before the change."""

    row: StoredOffer
    fingerprint: str


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


def upsert(
    session: Session, offers: Sequence[Offer], *, source_name: str, by: str, now: datetime
) -> ImportReport:
    """Store every offer whose content differs; the same offers again change nothing.

    An offer that is not in `offers` stays as it is. Ids must be unique (ValueError).
    """
    _refuse_duplicates(offers)
    standing = _lock_and_read(session, now=now)
    origin = _Origin(source_name=source_name, by=by, now=now)
    new, changed, unchanged = [], [], []
    for offer in offers:
        content = dump_offer(offer)
        known = standing.get(offer.id)
        if known is None:
            _insert(session, offer.id, content, origin)
            new.append(offer.id)
        elif known.fingerprint == fingerprint(content):
            unchanged.append(offer.id)
        else:
            _add_version(session, known.row, content, origin)
            changed.append(offer.id)
    _count_up(session, changes=len(new) + len(changed), now=now)
    return ImportReport(tuple(new), tuple(changed), tuple(unchanged))


def fill_or_propose(session: Session, bundled: Sequence[Offer], *, now: datetime) -> ImportReport:
    """Bring in the bundled catalogue: fill, follow its changes, never overwrite a person's work.

    An offer that a person (or another source) has changed keeps its content; a later change of
    the bundled text becomes a proposal, once. Offers gone from the bundle stay: end them there.
    """
    _refuse_duplicates(bundled)
    standing = _lock_and_read(session, now=now)
    origin = _Origin(source_name=BUNDLED, by=BUNDLED, now=now)
    outcome: dict[str, list[str]] = {"new": [], "changed": [], "unchanged": [], "proposed": []}
    for offer in bundled:
        what = _bring_in(session, standing.get(offer.id), offer, origin)
        outcome[what].append(offer.id)
    _count_up(session, changes=len(outcome["new"]) + len(outcome["changed"]), now=now)
    return ImportReport(**{what: tuple(ids) for what, ids in outcome.items()})


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


def open_proposals(session: Session) -> tuple[Offer, ...]:
    """The bundled texts that wait for a person's decision, by offer id, oldest first."""
    rows = session.exec(
        select(OfferProposal)
        .where(col(OfferProposal.decided_utc).is_(None))
        .order_by(col(OfferProposal.offer_id), col(OfferProposal.id))
    )
    return tuple(parse_offer(row.content) for row in rows)


def fingerprint(content: Mapping[str, object]) -> str:
    """SHA-256 of the content, whatever the order of its keys."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _refuse_duplicates(offers: Iterable[Offer]) -> None:
    seen: set[str] = set()
    for offer in offers:
        if offer.id in seen:
            raise ValueError(f"the offer id {offer.id!r} occurs twice")
        seen.add(offer.id)


def _lock_and_read(session: Session, *, now: datetime) -> Mapping[str, _Standing]:
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
    return {row.id: _Standing(row, print_of_current) for row, print_of_current in found}


def _count_up(session: Session, *, changes: int, now: datetime) -> None:
    session.flush()
    if changes:
        state = update(CatalogueState).values(version=CatalogueState.version + 1, changed_utc=now)
        session.connection().execute(state)


def _insert(session: Session, offer_id: str, content: dict[str, Any], origin: _Origin) -> None:
    is_bundled = origin.source_name == BUNDLED
    row = StoredOffer(
        id=offer_id,
        current_version=1,
        edited_by_person=not is_bundled,
        bundled_fingerprint=fingerprint(content) if is_bundled else None,
        created_utc=origin.now,
        updated_utc=origin.now,
    )
    session.add(row)
    session.flush()  # The version refers to the offer.
    session.add(_version(row, content, origin))


def _add_version(
    session: Session, row: StoredOffer, content: dict[str, Any], origin: _Origin
) -> None:
    row.current_version += 1
    row.updated_utc = origin.now
    row.edited_by_person = origin.source_name != BUNDLED
    session.add(row)
    session.add(_version(row, content, origin))


def _version(row: StoredOffer, content: dict[str, Any], origin: _Origin) -> OfferVersion:
    return OfferVersion(
        offer_id=row.id,
        number=row.current_version,
        content=content,
        fingerprint=fingerprint(content),
        source_name=origin.source_name,
        created_by=origin.by,
        created_utc=origin.now,
    )


def _bring_in(session: Session, known: _Standing | None, offer: Offer, origin: _Origin) -> str:
    """What became of one bundled offer: new, changed, unchanged or proposed."""
    content = dump_offer(offer)
    if known is None:
        _insert(session, offer.id, content, origin)
        return "new"
    print_of_bundled = fingerprint(content)
    is_news = known.row.bundled_fingerprint != print_of_bundled
    known.row.bundled_fingerprint = print_of_bundled
    session.add(known.row)
    if not is_news or known.fingerprint == print_of_bundled:
        return "unchanged"
    if known.row.edited_by_person:
        return _propose(session, offer.id, content, origin)
    _add_version(session, known.row, content, origin)
    return "changed"


def _propose(session: Session, offer_id: str, content: dict[str, Any], origin: _Origin) -> str:
    """Keep the text for a person to decide, unless the same one was proposed before."""
    same = select(OfferProposal.id).where(
        col(OfferProposal.offer_id) == offer_id,
        col(OfferProposal.fingerprint) == fingerprint(content),
    )
    if session.exec(same).first() is not None:
        return "unchanged"
    session.add(
        OfferProposal(
            offer_id=offer_id,
            content=content,
            fingerprint=fingerprint(content),
            created_utc=origin.now,
        )
    )
    return "proposed"
