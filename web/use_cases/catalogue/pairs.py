"""Offers that look alike: found, looked at side by side, merged or told apart by a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, insert
from sqlmodel import Session, col, select

from models.offer_care import OfferPair, PairState
from models.session import reading, transaction
from offers import store
from offers.overlaps import Code, Evidence, Pair, find_pairs, merged
from offers.schema import Offer
from web.author import Author
from web.use_cases import audit
from web.use_cases.paging import PAGE_SIZE, Paged, page_within

__all__ = [
    "PairSeen",
    "PairState",
    "find",
    "look_for",
    "merge",
    "reopen",
    "search",
    "split",
    "tell_apart",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSeen:
    """Two offers side by side; `kept_id` is the one that stayed, of a merge."""

    id: int
    first: Offer
    second: Offer
    score: float
    evidence: tuple[Evidence, ...]
    state: PairState
    kept_id: str | None


def look_for(engine: Engine, *, now: datetime, among: Collection[str] | None = None) -> int:
    """How many new pairs were found and proposed, in the catalogue or with those offers only.

    Open pairs that no longer look alike go; what a person has decided stays.
    """
    with reading(engine) as session:
        _, offers = store.load_snapshot(session)
        sources = store.sources_of_offers(session)
        known = {frozenset((row.first_id, row.second_id)) for row in _decided(session)}
    found = find_pairs(offers, known=known, among=among, sources=sources)
    with transaction(engine) as session:
        store.take_lock(session, now=now)
        return _replace_open(session, found, among, now=now)


def search(engine: Engine, state: PairState, page: int) -> Paged[PairSeen]:
    """Pairs in one state, the likeliest first, a page at a time."""
    with reading(engine) as session:
        wanted = select(OfferPair).where(col(OfferPair.state) == state)
        total = session.exec(select(func.count()).select_from(wanted.subquery())).one()
        number, pages = page_within(page, total)
        rows = session.exec(
            wanted.order_by(col(OfferPair.score).desc(), col(OfferPair.id))
            .offset((number - 1) * PAGE_SIZE)
            .limit(PAGE_SIZE)
        )
        items = _seen(session, rows.all())
    return Paged(items, total, number, pages)


def find(engine: Engine, pair_id: int) -> PairSeen | None:
    """One pair; None for an unknown number."""
    with reading(engine) as session:
        row = session.get(OfferPair, pair_id)
        return next(iter(_seen(session, [] if row is None else [row])), None)


def merge(engine: Engine, pair_id: int, kept_id: str, *, by: Author) -> bool:
    """Let one of the two stand for both; False if the pair is not open, or it is none of them."""
    with transaction(engine) as session:
        store.take_lock(session, now=by.now)
        row = _locked(session, pair_id, PairState.OPEN)
        if row is None or kept_id not in (row.first_id, row.second_id):
            return False
        other_id = row.first_id if kept_id == row.second_id else row.second_id
        kept, other = (store.state_of(session, each) for each in (kept_id, other_id))
        if kept is None or other is None:
            return False
        joined = merged(kept.offer, other.offer)
        before = store.merge(session, joined, other_id, by=by.actor, now=by.now)
        if before is None:
            return False
        row.kept_id, row.kept_version = kept_id, before
        _decide(session, row, PairState.MERGED, by)
        audit.note(session, by, "offer.merged", f"offer:{kept_id}", details=[other_id])
        return True


def tell_apart(engine: Engine, pair_id: int, *, by: Author) -> bool:
    """They are two offers, and are not proposed again; False if the pair is not open."""
    with transaction(engine) as session:
        row = _locked(session, pair_id, PairState.OPEN)
        if row is None:
            return False
        _decide(session, row, PairState.DISTINCT, by)
        subject = f"offer:{row.first_id}"
        audit.note(session, by, "offer.told_apart", subject, details=[row.second_id])
        return True


def reopen(engine: Engine, pair_id: int, *, by: Author) -> bool:
    """Ask once more about two that were told apart; False if they were not."""
    with transaction(engine) as session:
        row = _locked(session, pair_id, PairState.DISTINCT)
        if row is None:
            return False
        row.state, row.decided_by, row.decided_utc = PairState.OPEN.value, "", None
        session.add(row)
        subject = f"offer:{row.first_id}"
        audit.note(session, by, "offer.pair_reopened", subject, details=[row.second_id])
        return True


def split(engine: Engine, pair_id: int, *, by: Author) -> bool:
    """Undo a merge; the two are told apart from then on. False if they are not merged."""
    with transaction(engine) as session:
        store.take_lock(session, now=by.now)
        row = _locked(session, pair_id, PairState.MERGED)
        if row is None or row.kept_id is None or row.kept_version is None:
            return False
        other_id = row.first_id if row.kept_id == row.second_id else row.second_id
        before = row.kept_version
        is_split = store.split(session, row.kept_id, other_id, before, by=by.actor, now=by.now)
        if not is_split and not _is_back(session, other_id):
            return False
        audit.note(session, by, "offer.split", f"offer:{row.kept_id}", details=[other_id])
        row.kept_id, row.kept_version = None, None
        _decide(session, row, PairState.DISTINCT, by)
        return True


def _is_back(session: Session, offer_id: str) -> bool:
    """Whether somebody has brought the merged offer back from the archive already."""
    found = store.state_of(session, offer_id)
    return found is not None and found.archived_utc is None


def _decided(session: Session) -> Iterable[OfferPair]:
    return session.exec(select(OfferPair).where(col(OfferPair.state) != PairState.OPEN)).all()


def _replace_open(
    session: Session, found: Iterable[Pair], among: Collection[str] | None, *, now: datetime
) -> int:
    """The open pairs become those that were found; how many of these are new."""
    stored = session.exec(select(OfferPair).with_for_update()).all()
    known = {(row.first_id, row.second_id): row for row in stored}
    wanted = {(pair.first, pair.second): pair for pair in found}
    for ids, row in known.items():
        if row.state != PairState.OPEN:
            wanted.pop(ids, None)
        elif ids in wanted:
            pair = wanted.pop(ids)
            row.score, row.evidence = pair.score, _dumped(pair.evidence)
            session.add(row)
        elif among is None or not set(among).isdisjoint(ids):
            session.delete(row)
    session.flush()
    new = [
        {
            "first_id": pair.first,
            "second_id": pair.second,
            "score": pair.score,
            "evidence": _dumped(pair.evidence),
            "state": PairState.OPEN.value,
            "found_utc": now,
        }
        for pair in wanted.values()
    ]
    if new:
        session.connection().execute(insert(OfferPair), new)
    return len(new)


def _locked(session: Session, pair_id: int, state: PairState) -> OfferPair | None:
    """The pair, if it is in that state, kept from others until the end of the transaction."""
    return session.exec(
        select(OfferPair)
        .where(col(OfferPair.id) == pair_id, col(OfferPair.state) == state)
        .with_for_update()
    ).one_or_none()


def _decide(session: Session, row: OfferPair, state: PairState, by: Author) -> None:
    row.state, row.decided_by, row.decided_utc = state.value, by.actor, by.now
    session.add(row)


def _seen(session: Session, rows: Sequence[OfferPair]) -> tuple[PairSeen, ...]:
    """The pairs with both offers as they stand, archived or not; without those not to be read."""
    ids = {one for row in rows for one in (row.first_id, row.second_id)}
    offers = store.offers_of(session, ids)
    return tuple(
        PairSeen(
            id=row.id or 0,
            first=offers[row.first_id],
            second=offers[row.second_id],
            score=row.score,
            evidence=_evidence(row.evidence),
            state=PairState(row.state),
            kept_id=row.kept_id,
        )
        for row in rows
        if row.first_id in offers and row.second_id in offers
    )


def _dumped(evidence: Iterable[Evidence]) -> list[dict[str, object]]:
    return [{"code": found.code.value, "values": dict(found.values)} for found in evidence]


def _evidence(stored: Iterable[Mapping[str, Any]]) -> tuple[Evidence, ...]:
    """The evidence of a stored pair; a code that this version does not know is left out."""
    known = {code.value for code in Code}
    return tuple(
        Evidence(Code(each["code"]), each["values"]) for each in stored if each["code"] in known
    )
