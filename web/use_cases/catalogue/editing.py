"""What editors do to published offers beside writing: end, archive, bring back, go back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from models.session import reading, transaction
from offers import store
from offers.schema import State, dump_offer, parse_offer
from offers.store import Edit, Edited, StoredState, Version
from web.author import Author
from web.use_cases import audit


@dataclass(frozen=True, slots=True)
class CaredFor:
    """An offer with all that is known of it, and its versions, newest first."""

    stored: StoredState
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Former:
    """What became of an offer that is out of the catalogue; `replaced_by` is '' for nothing."""

    title: str
    replaced_by: str


def find(engine: Engine, offer_id: str) -> CaredFor | None:
    """An offer, archived or not; None for an unknown id."""
    with reading(engine) as session:
        stored = store.state_of(session, offer_id)
        if stored is None:
            return None
        return CaredFor(stored, store.history(session, offer_id))


def former(engine: Engine, offer_id: str) -> Former | None:
    """What became of an offer that is archived; None for all others."""
    with reading(engine) as session:
        stored = store.state_of(session, offer_id)
        if stored is None or stored.archived_utc is None:
            return None
        return Former(stored.offer.title, stored.merged_into or "")


def archive(engine: Engine, offer_id: str, *, by: Author) -> bool:
    """Take an offer out of the catalogue; False if it is not in it."""
    with transaction(engine) as session:
        done = store.archive(session, offer_id, now=by.now)
        if done:
            audit.note(session, by, "offer.archived", f"offer:{offer_id}")
        return done


def unarchive(engine: Engine, offer_id: str, *, by: Author) -> bool:
    """Bring an archived offer back; False if it is not archived, or another one stands for it."""
    with transaction(engine) as session:
        store.take_lock(session, now=by.now)
        stored = store.state_of(session, offer_id)
        if stored is not None and stored.merged_into:
            return False
        done = store.unarchive(session, offer_id, now=by.now)
        if done:
            audit.note(session, by, "offer.unarchived", f"offer:{offer_id}")
        return done


def restore(engine: Engine, offer_id: str, number: int, *, base_version: int, by: Author) -> Edited:
    """Make an earlier version the newest one.

    CONFLICT if another came in between, or if the offer is archived by now.
    """
    with transaction(engine) as session:
        store.take_lock(session, now=by.now)
        stored = store.state_of(session, offer_id)
        if stored is not None and (stored.archived_utc or stored.version != base_version):
            return Edited(Edit.CONFLICT, stored.version)
        done = store.restore(session, offer_id, number, by=by.actor, now=by.now)
        if done.outcome is Edit.WRITTEN:
            subject = f"offer:{offer_id}"
            audit.note(session, by, "offer.restored", subject, details=[str(number)])
        return done


def end(
    engine: Engine, offer_id: str, day: date, *, base_version: int, today: date, by: Author
) -> Edited:
    """Let an offer be over after this day; from the day after on it is shown as ended.

    CONFLICT if another version came in between, or if the offer is archived by now.
    """
    with transaction(engine) as session:
        store.take_lock(session, now=by.now)
        stored = store.state_of(session, offer_id)
        if stored is None:
            return Edited(Edit.UNKNOWN, 0)
        if stored.archived_utc:
            return Edited(Edit.CONFLICT, stored.version)
        standing = store.offer_at(session, offer_id, stored.version) or stored.offer
        content = {**dump_offer(standing), "valid_until": day.isoformat()}
        if day <= today:
            content["state"] = State.ENDED.value
        done = store.edit(
            session, parse_offer(content), base_version=base_version, by=by.actor, now=by.now
        )
        if done.outcome is Edit.WRITTEN:
            details = [day.isoformat()]
            audit.note(session, by, "offer.ended", f"offer:{offer_id}", details=details)
        return done
