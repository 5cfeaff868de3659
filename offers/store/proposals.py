"""What sources say against a person's word, and the bundle against others: decided by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from models.offer import OfferProposal, OfferVersion, StoredOffer
from offers.schema import Offer
from offers.store.contents import readable
from offers.store.merging import differing, with_fields
from offers.store.versions import (
    BUNDLED,
    Origin,
    add_version,
    content_of,
    count_up,
    fingerprint,
    standing_of,
    take_lock,
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What stands, and what would if it were accepted; `fields` are those in which that differs.

    `version` is the number of what stands.
    """

    id: int
    current: Offer
    offer: Offer
    fields: tuple[str, ...]
    source_id: str
    created_utc: datetime
    version: int


def open_proposals(session: Session) -> tuple[Proposal, ...]:
    """What waits for a person's decision, by offer id, oldest first.

    What is proposed for an archived offer waits until that is back.
    """
    rows = session.exec(
        select(OfferProposal, OfferVersion.content, OfferVersion.number)
        .join(StoredOffer, col(StoredOffer.id) == col(OfferProposal.offer_id))
        .join(OfferVersion, col(OfferVersion.offer_id) == col(StoredOffer.id))
        .where(
            col(OfferVersion.number) == col(StoredOffer.current_version),
            col(OfferProposal.decided_utc).is_(None),
            col(StoredOffer.archived_utc).is_(None),
        )
        .order_by(col(OfferProposal.offer_id), col(OfferProposal.id))
    )
    found = (_as_value(row, current, number) for row, current, number in rows)
    return tuple(each for each in found if each is not None)


def count_proposals(session: Session) -> int:
    """How many wait for a decision."""
    waiting = col(OfferProposal.decided_utc).is_(None)
    return session.exec(select(func.count()).select_from(OfferProposal).where(waiting)).one()


def accept(
    session: Session, proposal_id: int, *, by: str, now: datetime, base_version: int | None = None
) -> str | None:
    """Make what is proposed the newest version of an offer, and say of which.

    None if it is not open, if the offer is archived, if the proposal can be read no more, or if
    what stands is no longer the version that somebody looked at.

    With what the bundle says now, the offer follows it again, and its other proposals are closed
    as overtaken.
    """
    take_lock(session, now=now)
    row = _open(session, proposal_id)
    if row is None:
        return None
    known = standing_of(session, row.offer_id, now=now)
    assert known is not None
    current = content_of(session, known.id, known.current_version)
    assert current is not None
    content = _accepted(row, current)
    if base_version not in (None, known.current_version):
        return None
    if known.archived_utc is not None or readable(content) is None:
        return None
    is_change = content != current
    row.decided_utc = now
    session.add(row)
    _follow_bundle_again(session, row, known, now=now)
    if is_change:
        origin = Origin(source_id=row.source_id, by=by, now=now)
        session.flush()
        add_version(session, known.id, known.current_version + 1, content, origin)
    count_up(session, changes=int(is_change), now=now)
    return row.offer_id


def reject(session: Session, proposal_id: int, *, now: datetime) -> str | None:
    """Keep what stands of an offer, and say of which; the same text is not proposed again."""
    take_lock(session, now=now)
    row = _open(session, proposal_id)
    if row is None:
        return None
    row.decided_utc = now
    session.add(row)
    return row.offer_id


def _accepted(row: OfferProposal, current: Mapping[str, Any]) -> dict[str, Any]:
    if row.fields is None:
        return row.content
    return with_fields(current, row.content, tuple(row.fields))


def _follow_bundle_again(
    session: Session, row: OfferProposal, known: StoredOffer, *, now: datetime
) -> None:
    """An offer whose newest bundled text was accepted as a whole belongs to the bundle again."""
    if row.fields is not None or row.fingerprint != known.bundled_fingerprint:
        return
    known.source_id = BUNDLED
    known.source_content = row.content
    known.source_fingerprint = fingerprint(row.content)
    session.add(known)
    overtaken = update(OfferProposal).where(
        col(OfferProposal.offer_id) == row.offer_id, col(OfferProposal.decided_utc).is_(None)
    )
    session.connection().execute(overtaken.values(decided_utc=now))


def _open(session: Session, proposal_id: int) -> OfferProposal | None:
    return session.exec(
        select(OfferProposal).where(
            col(OfferProposal.id) == proposal_id, col(OfferProposal.decided_utc).is_(None)
        )
    ).one_or_none()


def _as_value(row: OfferProposal, current: Mapping[str, Any], number: int) -> Proposal | None:
    """The proposal; None where one of its two sides can be read no more."""
    assert row.id is not None
    content = _accepted(row, current)
    stands, offer = readable(current), readable(content)
    if stands is None or offer is None:
        return None
    return Proposal(
        id=row.id,
        current=stands,
        offer=offer,
        fields=differing(content, current),
        source_id=row.source_id,
        created_utc=row.created_utc,
        version=number,
    )
