"""What the bundle says against somebody's word: listed, accepted, rejected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.offer import OfferProposal, OfferVersion, StoredOffer
from offers.schema import Offer, parse_offer
from offers.store.versions import BUNDLED, Origin, add_version, count_up, lock_and_read


@dataclass(frozen=True, slots=True)
class Proposal:
    """A bundled text that waits for a decision; `fields` are those in which it differs."""

    id: int
    offer: Offer
    fields: tuple[str, ...]
    created_utc: datetime


def open_proposals(session: Session) -> tuple[Proposal, ...]:
    """The bundled texts that wait for a person's decision, by offer id, oldest first."""
    rows = session.exec(
        select(OfferProposal, OfferVersion.content)
        .join(StoredOffer, col(StoredOffer.id) == col(OfferProposal.offer_id))
        .join(OfferVersion, col(OfferVersion.offer_id) == col(StoredOffer.id))
        .where(
            col(OfferVersion.number) == col(StoredOffer.current_version),
            col(OfferProposal.decided_utc).is_(None),
        )
        .order_by(col(OfferProposal.offer_id), col(OfferProposal.id))
    )
    return tuple(_as_value(row, current) for row, current in rows)


def accept(session: Session, proposal_id: int, *, by: str, now: datetime) -> bool:
    """Make the proposed text the offer's newest version; False if no such proposal is open.

    With what the bundle says now, the offer follows it again, and its other proposals are closed
    as overtaken. An older text is kept from the bundle, as any other word against it.
    """
    standing = lock_and_read(session, now=now)
    row = _open(session, proposal_id)
    if row is None:
        return False
    known = standing[row.offer_id]
    is_change = known.fingerprint != row.fingerprint
    if is_change:
        origin = Origin(source_name=BUNDLED, by=by, now=now)
        add_version(session, known.row, row.content, origin)
    row.decided_utc = now
    known.row.kept_from_bundle = row.fingerprint != known.row.bundled_fingerprint
    session.add_all([row, known.row])
    if not known.row.kept_from_bundle:
        _close_all(session, row.offer_id, now=now)
    count_up(session, changes=int(is_change), now=now)
    return True


def reject(session: Session, proposal_id: int, *, now: datetime) -> bool:
    """Keep what stands; the same text is not proposed again. False if no such one is open."""
    lock_and_read(session, now=now)
    row = _open(session, proposal_id)
    if row is None:
        return False
    row.decided_utc = now
    session.add(row)
    return True


def _open(session: Session, proposal_id: int) -> OfferProposal | None:
    return session.exec(
        select(OfferProposal).where(
            col(OfferProposal.id) == proposal_id, col(OfferProposal.decided_utc).is_(None)
        )
    ).one_or_none()


def _close_all(session: Session, offer_id: str, *, now: datetime) -> None:
    overtaken = update(OfferProposal).where(
        col(OfferProposal.offer_id) == offer_id, col(OfferProposal.decided_utc).is_(None)
    )
    session.connection().execute(overtaken.values(decided_utc=now))


def _as_value(row: OfferProposal, current: Mapping[str, object]) -> Proposal:
    assert row.id is not None
    return Proposal(
        id=row.id,
        offer=parse_offer(row.content),
        fields=_differing(row.content, current),
        created_utc=row.created_utc,
    )


def _differing(one: Mapping[str, object], other: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(sorted(key for key in {*one, *other} if one.get(key) != other.get(key)))
