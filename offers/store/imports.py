"""Offers come in: from an import, and from the bundled catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models.offer import OfferProposal
from offers.schema import Offer, dump_offer
from offers.store.versions import (
    BUNDLED,
    Origin,
    Standing,
    add_version,
    count_up,
    fingerprint,
    insert,
    lock_and_read,
    refuse_duplicates,
)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an upsert did, as offer ids in the order given; `proposed` waits for a person."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()


def upsert(
    session: Session, offers: Sequence[Offer], *, source_name: str, by: str, now: datetime
) -> ImportReport:
    """Store every offer whose content differs; the same offers again change nothing.

    An offer that is not in `offers` stays as it is. Ids must be unique (ValueError).
    """
    refuse_duplicates(offers)
    standing = lock_and_read(session, now=now)
    origin = Origin(source_name=source_name, by=by, now=now)
    new, changed, unchanged = [], [], []
    for offer in offers:
        content = dump_offer(offer)
        known = standing.get(offer.id)
        if known is None:
            insert(session, offer.id, content, origin)
            new.append(offer.id)
        elif known.fingerprint == fingerprint(content):
            unchanged.append(offer.id)
        else:
            add_version(session, known.row, content, origin)
            changed.append(offer.id)
    count_up(session, changes=len(new) + len(changed), now=now)
    return ImportReport(tuple(new), tuple(changed), tuple(unchanged))


def fill_or_propose(session: Session, bundled: Sequence[Offer], *, now: datetime) -> ImportReport:
    """Bring in the bundled catalogue: fill, follow its changes, never overwrite another's word.

    An offer that an import has changed, a person's or a machine's, keeps its content; a later
    change of the bundled text becomes a proposal, once. Offers gone from the bundle
    stay: end them there.
    """
    refuse_duplicates(bundled)
    standing = lock_and_read(session, now=now)
    origin = Origin(source_name=BUNDLED, by=BUNDLED, now=now)
    outcome: dict[str, list[str]] = {"new": [], "changed": [], "unchanged": [], "proposed": []}
    for offer in bundled:
        what = _bring_in(session, standing.get(offer.id), offer, origin)
        outcome[what].append(offer.id)
    count_up(session, changes=len(outcome["new"]) + len(outcome["changed"]), now=now)
    return ImportReport(**{what: tuple(ids) for what, ids in outcome.items()})


def _bring_in(session: Session, known: Standing | None, offer: Offer, origin: Origin) -> str:
    """What became of one bundled offer: new, changed, unchanged or proposed."""
    content = dump_offer(offer)
    if known is None:
        insert(session, offer.id, content, origin)
        return "new"
    print_of_bundled = fingerprint(content)
    is_news = known.row.bundled_fingerprint != print_of_bundled
    known.row.bundled_fingerprint = print_of_bundled
    session.add(known.row)
    if not is_news or known.fingerprint == print_of_bundled:
        return "unchanged"
    if known.row.kept_from_bundle:
        return _propose(session, offer.id, content, origin)
    add_version(session, known.row, content, origin)
    return "changed"


def _propose(session: Session, offer_id: str, content: dict[str, Any], origin: Origin) -> str:
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
