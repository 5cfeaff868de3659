"""Offers come in from sources, the bundled catalogue being one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Session, col, select

from models.offer import OfferProposal, OfferVersion, StoredOffer
from offers.licences import forbids, with_texts_of
from offers.schema import Offer, dump_offer
from offers.store.contents import readable
from offers.store.merging import Content, Merged, differ, three_way
from offers.store.versions import (
    BUNDLED,
    Origin,
    Standing,
    add_versions,
    count_up,
    fingerprint,
    insert_all,
    lock_and_read,
    refuse_duplicates,
)

_AT_ONCE = 500
_OUTCOMES = ("new", "changed", "unchanged", "proposed", "refused")


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
    """One import under way. What differs is written some hundred offers at a time."""

    session: Session
    origin: Origin
    standing: Mapping[str, Standing]
    outcomes: dict[str, str] = field(default_factory=dict)
    new: dict[str, Content] = field(default_factory=dict)
    behind: dict[str, Content] = field(default_factory=dict)

    def flush_some(self) -> None:
        """Write once enough has come together."""
        if len(self.new) + len(self.behind) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what has come together."""
        insert_all(self.session, self.new, self.origin)
        _follow(self)
        self.new.clear()
        self.behind.clear()

    def ids(self, what: str) -> tuple[str, ...]:
        """The offers of which this became, in the order given."""
        return tuple(offer_id for offer_id, became in self.outcomes.items() if became == what)


def upsert(
    session: Session,
    offers: Sequence[Offer],
    *,
    source_id: str,
    by: str,
    now: datetime,
    run_id: int | None = None,
    complete: bool = False,
    unread: Collection[str] = (),
) -> ImportReport:
    """Store what a source says of its offers; the same again changes nothing.

    A source takes over bundled offers and leaves those of other sources alone. Fields that a
    person has changed stay; where the source changes such a field, too, that is proposed.
    `complete`: offers of the source that are not among these are marked as missing, but for
    `unread`: those are in the source, in rows that could not be read. Ids must be unique
    (ValueError).
    """
    refuse_duplicates(offers)
    standing = lock_and_read(session, now=now)
    origin = Origin(source_id=source_id, by=by, now=now, run_id=run_id)
    work = _Import(session, origin, standing)
    for offer in offers:
        work.outcomes[offer.id] = _bring_in(work, offer)
        work.flush_some()
    work.flush()
    gone = _mark_missing(work, {*unread, *work.outcomes}) if complete else ()
    report = ImportReport(**{what: work.ids(what) for what in _OUTCOMES}, gone=gone)
    count_up(session, changes=len(report.new) + len(report.changed), now=now)
    return report


def fill_or_propose(session: Session, bundled: Sequence[Offer], *, now: datetime) -> ImportReport:
    """Bring in the bundled catalogue: fill, follow its changes, never overwrite another's word.

    A later bundled text of an offer that another source has taken over becomes a proposal, once.
    Offers gone from the bundle stay: end them there.
    """
    return upsert(session, bundled, source_id=BUNDLED, by=BUNDLED, now=now)


def _bring_in(work: _Import, offer: Offer) -> str:
    """What becomes of one offer; a change may turn out to be less when it is written."""
    content = dump_offer(offer)
    known = work.standing.get(offer.id)
    if known is None:
        work.new[offer.id] = content
        return "new"
    source_id = work.origin.source_id
    if known.source_id not in (source_id, BUNDLED):
        return _propose_bundled(work, known, content) if source_id == BUNDLED else "refused"
    if known.source_id == source_id and known.source_fingerprint == fingerprint(content):
        if known.missing_since_utc is not None:
            _remember(work, known, missing_since_utc=None)
        return "unchanged"
    work.behind[offer.id] = content
    return "changed"


def _follow(work: _Import) -> None:
    """Let offers say what their source says now, but for what a person has changed."""
    if not work.behind:
        return
    said, versions = list[dict[str, Any]](), dict[str, tuple[int, Content]]()
    waiting = _taken_back(work)
    for offer_id, current, base in _contents(work.session, work.behind):
        known, content = work.standing[offer_id], work.behind[offer_id]
        said.append(_said(work, known, content))
        merged = _readable_merge(base, _with_own_texts(base, current, content), content)
        still = (
            each for each in waiting.get(offer_id, ()) if differ(content, merged.content, each)
        )
        contested = tuple(sorted({*merged.contested, *still}))
        proposed = bool(contested) and _propose(work, offer_id, content, contested)
        if merged.content != current:
            versions[offer_id] = (known.version + 1, merged.content)
        else:
            work.outcomes[offer_id] = "proposed" if proposed else "unchanged"
    _remember_all(work.session, said)
    add_versions(work.session, versions, work.origin)


def _with_own_texts(base: Content, current: Content, new: Content) -> Content:
    """What stands, but for texts of a person that may not stand under the source's licence."""
    if forbids(str(new.get("license_info", ""))):
        return with_texts_of(current, base)
    return current


def _taken_back(work: _Import) -> Mapping[str, Collection[str]]:
    """What waits for a decision though the source says something else by now, taken back.

    The fields by offer: where the source still contests them it does so with its new word.
    """
    rows = work.session.exec(
        select(OfferProposal).where(
            col(OfferProposal.offer_id).in_(work.behind),
            col(OfferProposal.source_id) == work.origin.source_id,
            col(OfferProposal.decided_utc).is_(None),
        )
    )
    fields = dict[str, set[str]]()
    for row in rows.all():
        if row.fields is not None:
            fields.setdefault(row.offer_id, set()).update(row.fields)
            work.session.delete(row)
    return fields


def _readable_merge(base: Content, current: Content, new: Content) -> Merged:
    """Source and person joined; the source alone if a person's word fits today's format no more."""
    merged = three_way(base, current, new)
    if merged.content != new and readable(merged.content) is None:
        return Merged(dict(new), ())
    return merged


def _said(work: _Import, known: Standing, content: Content) -> dict[str, Any]:
    """What is remembered of an offer whose source says something else."""
    source_id, new_print = work.origin.source_id, fingerprint(content)
    return {
        "offer_id": known.id,
        "source_id": source_id,
        "source_content": content,
        "source_fingerprint": new_print,
        "missing_since_utc": None,
        "bundled_fingerprint": new_print if source_id == BUNDLED else known.bundled_fingerprint,
    }


def _propose_bundled(work: _Import, known: Standing, content: Content) -> str:
    """Propose a bundled text that is news against what another source says."""
    new_print = fingerprint(content)
    if known.bundled_fingerprint == new_print:
        return "unchanged"
    _remember(work, known, bundled_fingerprint=new_print)
    if known.fingerprint == new_print:
        return "unchanged"
    return "proposed" if _propose(work, known.id, content, None) else "unchanged"


def _contents(
    session: Session, offer_ids: Collection[str]
) -> Iterator[tuple[str, Content, Content]]:
    """What stands, and what the source said before; an offer of old times differs in nothing."""
    rows = session.exec(
        select(StoredOffer.id, OfferVersion.content, StoredOffer.source_content)
        .join(OfferVersion, col(StoredOffer.id) == col(OfferVersion.offer_id))
        .where(
            col(OfferVersion.number) == col(StoredOffer.current_version),
            col(StoredOffer.id).in_(offer_ids),
        )
    ).all()
    return ((id_, current, current if base is None else base) for id_, current, base in rows)


def _remember(work: _Import, known: Standing, **values: Any) -> None:
    row = update(StoredOffer).where(col(StoredOffer.id) == known.id).values(**values)
    work.session.connection().execute(row)


def _remember_all(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """One statement for many rows; `offer_id` says which, the rest are columns."""
    names = [name for name in rows[0] if name != "offer_id"]
    changed = (
        update(StoredOffer)
        .where(col(StoredOffer.id) == bindparam("offer_id"))
        .values({name: bindparam(name) for name in names})
    )
    session.connection().execute(changed, list(rows))


def _propose(
    work: _Import, offer_id: str, content: Content, fields: tuple[str, ...] | None
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
            content=dict(content),
            fields=None if fields is None else list(fields),
            fingerprint=fingerprint(content),
            created_utc=work.origin.now,
        )
    )
    return True


def _mark_missing(work: _Import, there: Collection[str]) -> tuple[str, ...]:
    """The source's offers that are not there; each is marked once, and never changed by it.

    Those that a person has taken out of the catalogue are nobody's loss.
    """
    gone = tuple(
        known.id
        for known in work.standing.values()
        if known.source_id == work.origin.source_id
        and known.id not in there
        and known.missing_since_utc is None
        and known.archived_utc is None
    )
    for offer_id in gone:
        _remember(work, work.standing[offer_id], missing_since_utc=work.origin.now)
    return gone
