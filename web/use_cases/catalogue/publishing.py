"""From a draft to what readers see: checked, with four eyes where the operator wants that, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from models.offer_care import DraftState, OfferDraft
from models.session import transaction
from offers import store
from offers.errors import InputError
from offers.licences import with_fixed
from offers.schema import Offer, dump_offer
from offers.store import Edit
from offers.store.merging import differing
from offers.text import normalise
from web.author import Author
from web.clock import day_in_berlin
from web.use_cases import audit
from web.use_cases.catalogue.checking import check
from web.use_cases.catalogue.drafts import LONGEST_NOTE, OPEN, base_of, locked, subject_of

LONGEST_ID = 80


class Eyes(StrEnum):
    """Who publishes: TWO, whoever wrote it; FOUR, another person than who wrote it."""

    TWO = "two"
    FOUR = "four"


class Publishing(StrEnum):
    """What became of it. DONE and ALREADY: readers see it; the others changed nothing.

    UNCHANGED: it says what stands already. CONFLICT: another version came in between. INVALID: see
    the errors. STALE: somebody saved the draft in between. OWN: another person must publish it.
    NOT_SUBMITTED: nobody has asked for that yet. ARCHIVED: the offer is out of the catalogue. GONE:
    there is no such draft any more.
    """

    DONE = "done"
    ALREADY = "already"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    INVALID = "invalid"
    STALE = "stale"
    OWN = "own"
    NOT_SUBMITTED = "not_submitted"
    ARCHIVED = "archived"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Published:
    """The outcome, the offer's id where it has one, and what is wrong where INVALID."""

    outcome: Publishing
    offer_id: str = ""
    errors: tuple[InputError, ...] = ()


def publish(engine: Engine, public_id: str, *, revision: int, by: Author, eyes: Eyes) -> Published:
    """Make a draft what readers see, in one transaction; a second time changes nothing."""
    with transaction(engine) as session:
        row = locked(session, public_id)
        refused = _refusal(row, revision, by, eyes)
        if row is None or refused is not None:
            return Published(refused or Publishing.GONE, (row.offer_id if row else "") or "")
        store.take_lock(session, now=by.now)
        if _is_archived(session, row):
            return Published(Publishing.ARCHIVED, row.offer_id or "")
        base = base_of(session, row)
        checked = check(_whole(session, row, base), base, today=day_in_berlin(by.now))
        if checked.offer is None:
            return Published(Publishing.INVALID, row.offer_id or "", checked.errors)
        return _written(session, row, checked.offer, base, by)


def submit(engine: Engine, public_id: str, *, revision: int, by: Author) -> Published:
    """Ask for another person to publish a draft; DONE if it is submitted now."""
    with transaction(engine) as session:
        row = locked(session, public_id)
        if row is None or row.state not in OPEN:
            return Published(Publishing.GONE)
        if row.revision != revision:
            return Published(Publishing.STALE, row.offer_id or "")
        base = base_of(session, row)
        checked = check(_whole(session, row, base), base, today=day_in_berlin(by.now))
        if checked.offer is None:
            return Published(Publishing.INVALID, row.offer_id or "", checked.errors)
        row.state, row.submitted_by = DraftState.SUBMITTED.value, by.actor
        session.add(row)
        audit.note(session, by, "offer.draft.submitted", subject_of(row))
        return Published(Publishing.DONE, row.offer_id or "")


def send_back(engine: Engine, public_id: str, note: str, *, by: Author) -> bool:
    """Give a submitted draft back with a note to who wrote it; False if none waits."""
    with transaction(engine) as session:
        row = locked(session, public_id)
        if row is None or row.state != DraftState.SUBMITTED:
            return False
        row.state, row.submitted_by = DraftState.DRAFT.value, ""
        row.note, row.revision = note[:LONGEST_NOTE], row.revision + 1
        row.updated_utc = by.now
        session.add(row)
        audit.note(session, by, "offer.draft.sent_back", subject_of(row))
        return True


def suggested_id(content: Mapping[str, Any]) -> str:
    """An id made of the title: 'Beratung für Gründer' -> 'beratung-fuer-gruender'."""
    text = normalise(str(content.get("title", "")))
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.replace(umlaut, plain)
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in text).split()
    return "-".join(words)[:LONGEST_ID].strip("-")


def _refusal(row: OfferDraft | None, revision: int, by: Author, eyes: Eyes) -> Publishing | None:
    """Why this draft is not published now by this person; None if it may be."""
    if row is None or row.state == DraftState.DISCARDED:
        return Publishing.GONE
    if row.state == DraftState.PUBLISHED:
        return Publishing.ALREADY
    if row.revision != revision:
        return Publishing.STALE
    if eyes is Eyes.TWO:
        return None
    if row.state != DraftState.SUBMITTED:
        return Publishing.NOT_SUBMITTED
    return Publishing.OWN if by.actor in (row.submitted_by, row.updated_by) else None


def _is_archived(session: Session, row: OfferDraft) -> bool:
    """Whether the offer is out of the catalogue: nobody would see what is written there."""
    stands = store.state_of(session, row.offer_id) if row.offer_id else None
    return stands is not None and stands.archived_utc is not None


def _whole(session: Session, row: OfferDraft, base: Offer | None) -> dict[str, Any]:
    """What would be published: the offer's id, and fixed texts as they stand."""
    content = with_fixed(row.content, base)
    if row.offer_id is not None:
        return {**content, "id": row.offer_id}
    return {**content, "id": content.get("id") or _free_id(session, suggested_id(content))}


def _free_id(session: Session, wanted: str) -> str:
    """The id, with a number where others have it already; 'angebot' where there is none."""
    stem = wanted or "angebot"
    number, found = 1, stem
    while store.is_known(session, found):
        number += 1
        found = f"{stem}-{number}"
    return found


def _written(
    session: Session, row: OfferDraft, offer: Offer, base: Offer | None, by: Author
) -> Published:
    if row.offer_id is None and store.is_known(session, offer.id):
        taken = InputError("duplicate_id", "id", {"id": offer.id})
        return Published(Publishing.INVALID, "", (taken,))
    done = store.edit(
        session, offer, base_version=row.base_version, by=by.actor, now=by.now, note=row.note
    )
    if done.outcome in (Edit.CONFLICT, Edit.UNKNOWN):
        return Published(Publishing.CONFLICT, offer.id)
    row.offer_id, row.state = offer.id, DraftState.PUBLISHED.value
    row.updated_utc = by.now
    session.add(row)
    if done.outcome is Edit.UNCHANGED:
        audit.note(session, by, "offer.draft.discarded", f"offer:{offer.id}")
        return Published(Publishing.UNCHANGED, offer.id)
    fields = differing(dump_offer(base) if base else {}, dump_offer(offer))
    audit.note(session, by, "offer.published", f"offer:{offer.id}", details=fields)
    return Published(Publishing.DONE, offer.id)
