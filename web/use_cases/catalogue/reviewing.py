"""What an editor decides about an offer of the review queue: right, changed, over."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from models.session import transaction
from offers import store
from offers.schema import Offer, State, dump_offer, parse_offer, parse_partial_date
from offers.store import Edit, ReviewOutcome
from web.author import Author
from web.clock import day_in_berlin
from web.use_cases import audit
from web.use_cases.catalogue import drafts


class Done(StrEnum):
    """What became of a decision; ALREADY: the same was decided before, as by a double click."""

    DONE = "done"
    ALREADY = "already"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


def check(engine: Engine, offer_id: str, *, version: int, by: Author) -> Done:
    """Note that this version is right today.

    CONFLICT if another version stands by now: nobody has looked at that one.
    """
    with transaction(engine) as session:
        store.take_lock(session, now=by.now)
        blocked = _in_the_way(session, offer_id, version)
        if blocked is not None:
            return blocked
        if store.checked_days(session, offer_id).get(offer_id) == day_in_berlin(by.now):
            return Done.ALREADY
        _note(session, offer_id, ReviewOutcome.CHECKED, by)
        audit.note(session, by, "offer.checked", f"offer:{offer_id}")
        return Done.DONE


def find_changed(engine: Engine, offer_id: str, *, version: int, by: Author) -> Done:
    """Note that this version is no longer right; the editor writes a new one."""
    with transaction(engine) as session:
        store.take_lock(session, now=by.now)
        blocked = _in_the_way(session, offer_id, version)
        if blocked is not None:
            return blocked
        if store.last_outcome(session, offer_id) is ReviewOutcome.CHANGED:
            return Done.ALREADY
        _note(session, offer_id, ReviewOutcome.CHANGED, by)
        audit.note(session, by, "offer.found_changed", f"offer:{offer_id}")
        return Done.DONE


def end(engine: Engine, offer_id: str, *, version: int, by: Author) -> Done:
    """End the offer with today as its last day, as a new version."""
    with transaction(engine) as session:
        store.take_lock(session, now=by.now)
        versions = store.history(session, offer_id)
        if versions and versions[0].offer.state is State.ENDED:
            return Done.ALREADY
        blocked = _in_the_way(session, offer_id, version)
        if blocked is not None:
            return blocked
        done = store.edit(
            session, _ended(versions[0].offer, by), base_version=version, by=by.actor, now=by.now
        )
        if done.outcome is not Edit.WRITTEN:
            return Done.CONFLICT
        _note(session, offer_id, ReviewOutcome.ENDED, by)
        audit.note(session, by, "offer.ended", f"offer:{offer_id}")
        return Done.DONE


def propose_end(engine: Engine, offer_id: str, *, by: Author) -> str | None:
    """The id of this person's draft that ends the offer today; None for an unknown offer.

    Another draft than the one begun, where somebody saved that in the same moment.
    """
    draft_id = drafts.begin(engine, offer_id, by=by)
    desk = drafts.load(engine, draft_id) if draft_id else None
    if draft_id is None or desk is None:
        return None
    content = {**desk.draft.content, **_end_of(desk.draft.content, by)}
    saved = drafts.save(engine, draft_id, content, revision=desk.draft.revision, by=by)
    return saved.draft_id or draft_id


def _in_the_way(session: Session, offer_id: str, version: int) -> Done | None:
    """Why nothing can be decided about this version; None if it stands. Read after the lock."""
    found = store.state_of(session, offer_id)
    if found is None or found.archived_utc is not None:
        return Done.UNKNOWN
    return None if found.version == version else Done.CONFLICT


def _ended(offer: Offer, by: Author) -> Offer:
    content = dump_offer(offer)
    return parse_offer({**content, **_end_of(content, by)})


def _end_of(content: Mapping[str, Any], by: Author) -> dict[str, str]:
    """What says that an offer is over from today on; a last day that is past already stays."""
    today = day_in_berlin(by.now)
    until = content.get("valid_until")
    is_past = until is not None and parse_partial_date(until).last <= today
    last_day = until if until is not None and is_past else today.isoformat()
    return {"state": State.ENDED.value, "valid_until": last_day}


def _note(session: Session, offer_id: str, outcome: ReviewOutcome, by: Author) -> None:
    store.review(session, offer_id, outcome, by=by.actor, now=by.now)
