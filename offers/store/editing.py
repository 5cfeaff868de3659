"""What people do to offers: write, go back, archive, merge, split, look over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from models.offer import OfferReview, OfferVersion, StoredOffer
from offers.schema import Offer, dump_offer
from offers.store.contents import readable
from offers.store.merging import Content
from offers.store.versions import (
    EDITOR,
    Origin,
    add_version,
    content_of,
    count_up,
    insert_all,
    next_catalogue_version,
    standing_of,
)


class Edit(StrEnum):
    """What became of an edit; only a written one changes anything."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


class ReviewOutcome(StrEnum):
    """What a person found who looked over an offer."""

    CHECKED = "checked"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Edited:
    """The outcome, and the number of the version that stands now (0: none)."""

    outcome: Edit
    version: int


def edit(
    session: Session, offer: Offer, *, base_version: int, by: str, now: datetime, note: str = ""
) -> Edited:
    """Store what a person wrote on top of `base_version` (0: a new offer).

    CONFLICT where another version stands by now, or a new offer's id is taken: the caller shows
    both. UNKNOWN where the offer that was edited is not there.
    """
    known = standing_of(session, offer.id, now=now)
    content = dump_offer(offer)
    origin = Origin(source_id=EDITOR, by=by, now=now, note=note)
    if known is None:
        if base_version:
            return Edited(Edit.UNKNOWN, 0)
        insert_all(session, {offer.id: content}, origin)
        count_up(session, changes=1, now=now)
        return Edited(Edit.WRITTEN, 1)
    if known.current_version != base_version:
        return Edited(Edit.CONFLICT, known.current_version)
    return _write(session, known, content, origin)


def restore(
    session: Session, offer_id: str, number: int, *, by: str, now: datetime, note: str = ""
) -> Edited:
    """Go back: the content of an earlier version as the newest one; UNKNOWN if none can be read."""
    known = standing_of(session, offer_id, now=now)
    content = None if known is None else content_of(session, offer_id, number)
    if known is None or content is None or readable(content) is None:
        return Edited(Edit.UNKNOWN, 0)
    return _write(session, known, content, Origin(source_id=EDITOR, by=by, now=now, note=note))


def archive(session: Session, offer_id: str, *, now: datetime) -> bool:
    """Take an offer out of the catalogue, history kept; False if it is not in it."""
    known = standing_of(session, offer_id, now=now)
    if known is None or known.archived_utc is not None:
        return False
    known.archived_utc, known.archived_at = now, next_catalogue_version(session)
    session.add(known)
    count_up(session, changes=1, now=now)
    return True


def unarchive(session: Session, offer_id: str, *, now: datetime) -> bool:
    """Bring an archived offer back, as it stood; False if none is archived under the id."""
    known = standing_of(session, offer_id, now=now)
    if known is None or known.archived_utc is None:
        return False
    known.archived_utc, known.merged_into = None, None
    known.entered_at = next_catalogue_version(session)
    session.add(known)
    count_up(session, changes=1, now=now)
    return True


def merge(session: Session, kept: Offer, other_id: str, *, by: str, now: datetime) -> int | None:
    """Let `kept` stand for both: its content is stored, the other one archived in its favour.

    The version of the kept offer before, for `split`; None if one of the two is not in the
    catalogue. ValueError for an offer and itself.
    """
    if kept.id == other_id:
        raise ValueError("an offer is not merged with itself")
    known, other = (standing_of(session, one, now=now) for one in (kept.id, other_id))
    if known is None or other is None or known.archived_utc or other.archived_utc:
        return None
    before = known.current_version
    _write(session, known, dump_offer(kept), Origin(source_id=EDITOR, by=by, now=now))
    other.archived_utc, other.merged_into = now, kept.id
    other.archived_at = next_catalogue_version(session)
    session.add(other)
    count_up(session, changes=1, now=now)
    return before


def split(
    session: Session, kept_id: str, other_id: str, before: int, *, by: str, now: datetime
) -> bool:
    """Undo a merge: the other offer is back, the kept one as before if nobody changed it since.

    False if the other one is not merged into it.
    """
    other, known = (standing_of(session, one, now=now) for one in (other_id, kept_id))
    if other is None or known is None or other.merged_into != kept_id:
        return False
    if known.current_version == before + 1 and _is_of_merge(session, known, other):
        restore(session, kept_id, before, by=by, now=now)
    return unarchive(session, other_id, now=now)


def _is_of_merge(session: Session, known: StoredOffer, other: StoredOffer) -> bool:
    """Whether the merge wrote the version that stands: one that changed nothing wrote none."""
    written = session.exec(
        select(OfferVersion.created_utc).where(
            col(OfferVersion.offer_id) == known.id,
            col(OfferVersion.number) == known.current_version,
        )
    ).one()
    return written == other.archived_utc


def review(
    session: Session, offer_id: str, outcome: ReviewOutcome, *, by: str, now: datetime
) -> bool:
    """Note that a person looked over what stands; False for an unknown offer.

    CHECKED and ENDED make the day the offer's `verified_on` as long as this version stands: who
    ends an offer has looked at it.
    """
    known = standing_of(session, offer_id, now=now)
    if known is None:
        return False
    session.add(
        OfferReview(
            offer_id=offer_id,
            version=known.current_version,
            outcome=outcome.value,
            reviewed_by=by,
            reviewed_utc=now,
        )
    )
    count_up(session, changes=1, now=now)
    return True


def _write(session: Session, known: StoredOffer, content: Content, origin: Origin) -> Edited:
    if content == content_of(session, known.id, known.current_version):
        return Edited(Edit.UNCHANGED, known.current_version)
    number = known.current_version + 1
    add_version(session, known.id, number, dict(content), origin)
    session.refresh(known)
    count_up(session, changes=1, now=origin.now)
    return Edited(Edit.WRITTEN, number)
