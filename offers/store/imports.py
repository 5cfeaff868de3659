"""Offers come in from sources, the bundled catalogue being one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.offer import OfferProposal, OfferVersion, StoredOffer
from offers.schema import Offer, dump_offer
from offers.store.merging import Content, three_way
from offers.store.versions import (
    BUNDLED,
    Origin,
    Standing,
    add_version,
    count_up,
    fingerprint,
    insert_all,
    lock_and_read,
    refuse_duplicates,
)

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, as offer ids in the order given.

    `proposed` waits for a person; `refused` belongs to another source; `gone` is no longer in a
    source that was read completely.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(slots=True)
class _Import:
    """One import under way."""

    session: Session
    origin: Origin
    standing: Mapping[str, Standing]
    ids: dict[str, list[str]] = field(default_factory=dict)
    new: dict[str, dict[str, Any]] = field(default_factory=dict)

    def note(self, what: str, offer_id: str) -> None:
        self.ids.setdefault(what, []).append(offer_id)

    def flush(self) -> None:
        insert_all(self.session, self.new, self.origin)
        self.new.clear()


def upsert(
    session: Session,
    offers: Sequence[Offer],
    *,
    source_id: str,
    by: str,
    now: datetime,
    run_id: int | None = None,
    complete: bool = False,
) -> ImportReport:
    """Store what a source says of its offers; the same again changes nothing.

    A source takes over bundled offers and leaves those of other sources alone. Fields that a
    person has changed stay; where the source changes such a field, too, that is proposed.
    `complete`: offers of the source that are not among these are marked as missing. Ids must be
    unique (ValueError).
    """
    refuse_duplicates(offers)
    standing = lock_and_read(session, now=now)
    origin = Origin(source_id=source_id, by=by, now=now, run_id=run_id)
    work = _Import(session, origin, standing)
    for offer in offers:
        work.note(_bring_in(work, offer), offer.id)
        if len(work.new) >= _AT_ONCE:
            work.flush()
    work.flush()
    gone = _mark_missing(work, {offer.id for offer in offers}) if complete else ()
    changes = sum(len(work.ids.get(what, ())) for what in ("new", "changed"))
    count_up(session, changes=changes, now=now)
    return ImportReport(**{what: tuple(ids) for what, ids in work.ids.items()}, gone=gone)


def fill_or_propose(session: Session, bundled: Sequence[Offer], *, now: datetime) -> ImportReport:
    """Bring in the bundled catalogue: fill, follow its changes, never overwrite another's word.

    A later bundled text of an offer that another source has taken over becomes a proposal, once.
    Offers gone from the bundle stay: end them there.
    """
    return upsert(session, bundled, source_id=BUNDLED, by=BUNDLED, now=now)


def _bring_in(work: _Import, offer: Offer) -> str:
    """What became of one offer; the names are those of the report."""
    content = dump_offer(offer)
    known = work.standing.get(offer.id)
    if known is None:
        work.new[offer.id] = content
        return "new"
    source_id = work.origin.source_id
    if known.source_id in (source_id, BUNDLED):
        return _follow(work, known, content)
    return _propose_bundled(work, known, content) if source_id == BUNDLED else "refused"


def _follow(work: _Import, known: Standing, content: dict[str, Any]) -> str:
    """Let an offer say what its source says now, but for what a person has changed."""
    new_print = fingerprint(content)
    is_own = known.source_id == work.origin.source_id
    if is_own and known.source_fingerprint == new_print:
        if known.missing_since_utc is not None:
            _remember(work, known, missing_since_utc=None)
        return "unchanged"
    current, base = _contents(work.session, known)
    merged = three_way(base, current, content)
    _remember(
        work,
        known,
        source_id=work.origin.source_id,
        source_content=content,
        source_fingerprint=new_print,
        missing_since_utc=None,
        **({"bundled_fingerprint": new_print} if work.origin.source_id == BUNDLED else {}),
    )
    proposed = bool(merged.contested) and _propose(work, known.id, content, merged.contested)
    if merged.content != current:
        add_version(work.session, known.id, known.version + 1, merged.content, work.origin)
        return "changed"
    return "proposed" if proposed else "unchanged"


def _propose_bundled(work: _Import, known: Standing, content: dict[str, Any]) -> str:
    """Propose a bundled text that is news against what another source says."""
    new_print = fingerprint(content)
    if known.bundled_fingerprint == new_print:
        return "unchanged"
    _remember(work, known, bundled_fingerprint=new_print)
    if known.fingerprint == new_print:
        return "unchanged"
    return "proposed" if _propose(work, known.id, content, None) else "unchanged"


def _contents(session: Session, known: Standing) -> tuple[Content, Content]:
    """What stands, and what the source said before; an offer of old times differs in nothing."""
    current, base = session.exec(
        select(OfferVersion.content, StoredOffer.source_content)
        .join(StoredOffer, col(StoredOffer.id) == col(OfferVersion.offer_id))
        .where(col(StoredOffer.id) == known.id, col(OfferVersion.number) == known.version)
    ).one()
    return current, current if base is None else base


def _remember(work: _Import, known: Standing, **values: Any) -> None:
    row = update(StoredOffer).where(col(StoredOffer.id) == known.id).values(**values)
    work.session.connection().execute(row)


def _propose(
    work: _Import, offer_id: str, content: dict[str, Any], fields: tuple[str, ...] | None
) -> bool:
    """Keep the text for a person to decide; False if the same one was proposed before."""
    same = select(OfferProposal.id).where(
        col(OfferProposal.offer_id) == offer_id,
        col(OfferProposal.fingerprint) == fingerprint(content),
    )
    if work.session.exec(same).first() is not None:
        return False
    work.session.add(
        OfferProposal(
            offer_id=offer_id,
            source_id=work.origin.source_id,
            content=content,
            fields=None if fields is None else list(fields),
            fingerprint=fingerprint(content),
            created_utc=work.origin.now,
        )
    )
    return True


def _mark_missing(work: _Import, there: Iterable[str]) -> tuple[str, ...]:
    """The source's offers that are not there; each is marked once, and never changed by it."""
    found = set(there)
    gone = tuple(
        known.id
        for known in work.standing.values()
        if known.source_id == work.origin.source_id
        and known.id not in found
        and known.missing_since_utc is None
    )
    for offer_id in gone:
        _remember(work, work.standing[offer_id], missing_since_utc=work.origin.now)
    return gone
