"""What became of offers between two versions of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, func, or_, select

from models.offer import OfferVersion, StoredOffer
from offers.differences import Development
from offers.schema import Offer
from offers.store.contents import readable

AT_ONCE = 500
"""How many offers are asked for by their ids in one go."""


def developments(session: Session, start: int, end: int) -> tuple[Development, ...]:
    """Each offer that came, changed or left in versions `start` <= v < `end`, by offer id.

    Only the net result counts: one that came and left is not in it, nor one whose content is what
    it was. An offer that left after `end` counts as there. Of one that was brought back only the
    last absence is known. What can be read no more is left out.
    """
    touched = _touched(session, start, end)
    ids = sorted(touched)
    before = _contents(session, ids, start)
    after = _contents(session, ids, end)
    return tuple(
        found
        for offer_id in ids
        if (found := _development(touched[offer_id], before, after, start, end)) is not None
    )


def successors(session: Session) -> Mapping[str, str]:
    """By the id of each offer that was merged, the one at the end of its chain of successors.

    A ring of successors ends before it closes.
    """
    merged = select(StoredOffer.id, StoredOffer.merged_into)
    rows = session.exec(merged.where(col(StoredOffer.merged_into).is_not(None)))
    next_one = {offer_id: successor for offer_id, successor in rows if successor}
    return {offer_id: _end_of_chain(offer_id, next_one) for offer_id in next_one}


def _end_of_chain(offer_id: str, next_one: Mapping[str, str]) -> str:
    seen = {offer_id}
    while (successor := next_one.get(offer_id, offer_id)) not in seen:
        seen.add(successor)
        offer_id = successor
    return offer_id


def _touched(session: Session, start: int, end: int) -> dict[str, StoredOffer]:
    def lies_within(at: Any) -> ColumnElement[bool]:
        return and_(at >= start, at < end)

    written = select(OfferVersion.offer_id).where(lies_within(col(OfferVersion.catalogue_version)))
    rows = session.exec(
        select(StoredOffer).where(
            or_(
                col(StoredOffer.id).in_(written),
                lies_within(col(StoredOffer.entered_at)),
                lies_within(col(StoredOffer.archived_at)),
            )
        )
    )
    return {row.id: row for row in rows}


def _contents(session: Session, ids: list[str], end: int) -> dict[str, Offer]:
    """What each offer said in the last version of the catalogue before `end`."""
    return {
        offer_id: offer
        for first in range(0, len(ids), AT_ONCE)
        for offer_id, offer in _last(session, ids[first : first + AT_ONCE], end)
    }


def _last(session: Session, ids: list[str], end: int) -> Iterator[tuple[str, Offer]]:
    last = (
        select(OfferVersion.offer_id, func.max(OfferVersion.number).label("number"))
        .where(col(OfferVersion.offer_id).in_(ids), col(OfferVersion.catalogue_version) < end)
        .group_by(col(OfferVersion.offer_id))
        .subquery()
    )
    rows = session.exec(
        select(OfferVersion.offer_id, OfferVersion.content).join(
            last,
            and_(
                col(OfferVersion.offer_id) == last.c.offer_id,
                col(OfferVersion.number) == last.c.number,
            ),
        )
    )
    for offer_id, content in rows:
        offer = readable(content)
        if offer is not None:
            yield offer_id, offer


def _development(
    row: StoredOffer, before: dict[str, Offer], after: dict[str, Offer], start: int, end: int
) -> Development | None:
    earlier = before.get(row.id) if _was_there(row, start) else None
    if _was_there(row, end):
        later = after.get(row.id)
        is_news = later is not None and later != earlier
        return Development(row.id, earlier, later) if is_news else None
    if earlier is None:
        return None
    return Development(row.id, earlier, None, row.merged_into or "")


def _was_there(row: StoredOffer, end: int) -> bool:
    """Whether the offer was in the last version of the catalogue before `end`.

    One that was brought back keeps the version in which it had left.
    """
    left = row.archived_at
    if row.entered_at < end:
        return row.archived_utc is None or left is None or left >= end
    return left is not None and end <= left < row.entered_at
