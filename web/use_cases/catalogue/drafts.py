"""Drafts: what editors write before it is published, whole or not; nothing of it is ever lost."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.offer_care import DraftState, OfferDraft
from models.session import reading, transaction
from offers import store
from offers.licences import with_fixed
from offers.schema import Offer, dump_offer
from offers.store import StoredState
from offers.store.merging import differing
from web.author import Author
from web.use_cases import audit

OPEN = (DraftState.DRAFT.value, DraftState.SUBMITTED.value)
LONGEST_NOTE = 500


class Saving(StrEnum):
    """What became of a saving. STALE: somebody saved before; GONE: there is no such open draft."""

    SAVED = "saved"
    STALE = "stale"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Saved:
    """The outcome, and the draft in which what was sent now stands ('' where GONE)."""

    outcome: Saving
    draft_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft as it stands; `offer_id` is None for a new offer that is not published yet."""

    public_id: str
    offer_id: str | None
    base_version: int
    content: Mapping[str, Any]
    note: str
    revision: int
    state: DraftState
    created_by: str
    updated_by: str
    submitted_by: str
    updated_utc: datetime

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed."""
        return self.state.value in OPEN

    @property
    def title(self) -> str:
        """What it is called so far."""
        return str(self.content.get("title", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A draft with all that lies beside it: its base, what stands, other drafts."""

    draft: Draft
    base: Offer | None
    stands: StoredState | None
    others: tuple[Draft, ...]

    @property
    def is_behind(self) -> bool:
        """Whether a newer version than the one it began with stands by now."""
        return self.stands is not None and self.stands.version != self.draft.base_version


def begin_new(engine: Engine, *, by: Author) -> str:
    """The id of an empty draft of a new offer."""
    with transaction(engine) as session:
        return _begun(session, by, None, 0, {})


def begin(engine: Engine, offer_id: str, *, by: Author) -> str | None:
    """The id of this person's draft of an offer, a new one where there is none.

    None for an offer that is not there.
    """
    with transaction(engine) as session:
        stands = store.state_of(session, offer_id)
        if stands is None:
            return None
        own = _open_drafts(session, offer_id, by.actor)
        if own:
            return own[0].public_id
        offer = store.offer_at(session, offer_id, stands.version) or stands.offer
        return _begun(session, by, offer_id, stands.version, dump_offer(offer))


def begin_from(engine: Engine, offer_id: str, number: int, *, by: Author) -> str | None:
    """The id of a new draft with what an earlier version says; None if there is none."""
    with transaction(engine) as session:
        stands, earlier = (
            store.state_of(session, offer_id),
            store.offer_at(session, offer_id, number),
        )
        if stands is None or earlier is None:
            return None
        return _begun(session, by, offer_id, stands.version, dump_offer(earlier))


def begin_with(session: Session, offer: Offer, *, by: Author) -> str:
    """The id of a new draft with what was read elsewhere, in the caller's transaction."""
    stands = store.state_of(session, offer.id)
    known, version = (None, 0) if stands is None else (offer.id, stands.version)
    return _begun(session, by, known, version, dump_offer(offer))


def load(engine: Engine, public_id: str) -> Desk | None:
    """A draft in whatever state with what lies beside it; None for an unknown id."""
    with reading(engine) as session:
        row = _row(session, public_id)
        if row is None:
            return None
        base = stands = None
        others: tuple[Draft, ...] = ()
        if row.offer_id is not None:
            base = store.offer_at(session, row.offer_id, row.base_version)
            stands = store.state_of(session, row.offer_id)
            others = tuple(
                as_draft(each)
                for each in _open_drafts(session, row.offer_id)
                if each.public_id != public_id
            )
        return Desk(draft=as_draft(row), base=base, stands=stands, others=others)


def save(
    engine: Engine,
    public_id: str,
    content: Mapping[str, Any],
    *,
    revision: int,
    by: Author,
    note: str | None = None,
) -> Saved:
    """Store what was sent, as far as the draft is still the one that the sender saw.

    STALE keeps it as a draft of its own instead, so that both versions can be compared. A draft
    that waited for approval is no longer submitted once it is changed.
    """
    with transaction(engine) as session:
        row = locked(session, public_id)
        if row is None or row.state not in OPEN:
            return Saved(Saving.GONE, "")
        kept = with_fixed(content, base_of(session, row))
        if row.revision != revision:
            if kept == row.content:
                return Saved(Saving.SAVED, public_id)
            copy = _begun(session, by, row.offer_id, row.base_version, kept)
            return Saved(Saving.STALE, copy)
        change(session, row, kept, by=by, note=note)
        return Saved(Saving.SAVED, public_id)


def discard(engine: Engine, public_id: str, *, by: Author) -> bool:
    """Put a draft away; False if there is no open one."""
    with transaction(engine) as session:
        row = locked(session, public_id)
        if row is None or row.state not in OPEN:
            return False
        row.state, row.updated_by, row.updated_utc = DraftState.DISCARDED.value, by.actor, by.now
        session.add(row)
        audit.note(session, by, "offer.draft.discarded", subject_of(row))
        return True


def listed(engine: Engine) -> tuple[Draft, ...]:
    """All open drafts, the latest first."""
    with reading(engine) as session:
        rows = session.exec(
            select(OfferDraft)
            .where(col(OfferDraft.state).in_(OPEN))
            .order_by(col(OfferDraft.updated_utc).desc(), col(OfferDraft.id).desc())
        )
        return tuple(map(as_draft, rows))


def change(
    session: Session,
    row: OfferDraft,
    content: Mapping[str, Any],
    *,
    by: Author,
    note: str | None = None,
) -> None:
    """Write a row that is locked; nothing happens where nothing differs."""
    fields = differing(row.content, content)
    note = row.note if note is None else note[:LONGEST_NOTE]
    if not fields and note == row.note:
        return
    row.content, row.note, row.revision = dict(content), note, row.revision + 1
    row.state, row.submitted_by = DraftState.DRAFT.value, ""
    row.updated_by, row.updated_utc = by.actor, by.now
    session.add(row)
    audit.note(session, by, "offer.draft.saved", subject_of(row), details=fields)


def locked(session: Session, public_id: str) -> OfferDraft | None:
    """The row, kept from other writers until the transaction ends."""
    return session.exec(
        select(OfferDraft).where(col(OfferDraft.public_id) == public_id).with_for_update()
    ).one_or_none()


def base_of(session: Session, row: OfferDraft) -> Offer | None:
    """The version that a draft began with; None for a new offer."""
    if row.offer_id is None:
        return None
    return store.offer_at(session, row.offer_id, row.base_version)


def subject_of(row: OfferDraft) -> str:
    """What a deed was done to: the offer, or a draft that is none yet."""
    return f"offer:{row.offer_id}" if row.offer_id else f"draft:{row.public_id}"


def as_draft(row: OfferDraft) -> Draft:
    """What a row holds."""
    return Draft(
        public_id=row.public_id,
        offer_id=row.offer_id,
        base_version=row.base_version,
        content=row.content,
        note=row.note,
        revision=row.revision,
        state=DraftState(row.state),
        created_by=row.created_by,
        updated_by=row.updated_by,
        submitted_by=row.submitted_by,
        updated_utc=row.updated_utc,
    )


def _begun(
    session: Session, by: Author, offer_id: str | None, version: int, content: Mapping[str, Any]
) -> str:
    row = OfferDraft(
        public_id=secrets.token_urlsafe(16),
        offer_id=offer_id,
        base_version=version,
        content=dict(content),
        created_by=by.actor,
        updated_by=by.actor,
        created_utc=by.now,
        updated_utc=by.now,
    )
    session.add(row)
    audit.note(session, by, "offer.draft.begun", subject_of(row))
    return row.public_id


def _row(session: Session, public_id: str) -> OfferDraft | None:
    return session.exec(
        select(OfferDraft).where(col(OfferDraft.public_id) == public_id)
    ).one_or_none()


def _open_drafts(session: Session, offer_id: str, actor: str = "") -> tuple[OfferDraft, ...]:
    """The open drafts of an offer, those of one person only if one is named; the latest first."""
    wanted = select(OfferDraft).where(
        col(OfferDraft.offer_id) == offer_id, col(OfferDraft.state).in_(OPEN)
    )
    if actor:
        wanted = wanted.where(col(OfferDraft.created_by) == actor)
    return tuple(session.exec(wanted.order_by(col(OfferDraft.id).desc())))
