"""What importers and checks are not sure of: noted, shown to a person, settled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from models.imports import OfferDoubt
from offers.errors import ReviewCase
from offers.schema import Offer
from offers.taxonomy.regions import resolve_territory

TERRITORY = "territory_unresolved"
_CASES = "cases"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One open doubt; `cases` are the values of each time that the code came up."""

    id: int
    offer_id: str
    code: str
    cases: tuple[Mapping[str, object], ...]
    found_utc: datetime


def of_territories(offers: Iterable[Offer]) -> tuple[ReviewCase, ...]:
    """A case for each offer with a place that nobody knows."""
    return tuple(
        ReviewCase(offer.id, TERRITORY, {"given": ", ".join(unresolved)})
        for offer in offers
        if offer.territory and (unresolved := resolve_territory(offer.territory).unresolved)
    )


def note(
    session: Session, cases: Iterable[ReviewCase], now: datetime, *, read: Collection[str] = ()
) -> None:
    """Keep cases as doubts, one for each offer and code; what was settled stays so.

    A doubt whose details have changed is open again. `read`: the offers that were read; their open
    doubts that did not come up again are gone.
    """
    found = _by_key(cases)
    known = {(row.offer_id, row.code): row for row in session.exec(select(OfferDoubt))}
    for key, details in found.items():
        row = known.get(key)
        if row is None:
            row = OfferDoubt(offer_id=key[0], code=key[1], details=details, found_utc=now)
            session.add(row)
        elif row.details != details:
            row.details, row.found_utc, row.settled_by, row.settled_utc = details, now, "", None
            session.add(row)
    wanted = frozenset(read)
    for key, row in known.items():
        if key not in found and row.offer_id in wanted and row.settled_utc is None:
            session.delete(row)


def settle(session: Session, doubt_id: int, *, by: str, now: datetime) -> Doubt | None:
    """The doubt, settled by this call; None if no open one has that number."""
    row = session.get(OfferDoubt, doubt_id)
    if row is None or not _take(session, doubt_id, by=by, now=now):
        return None
    return _as_read(row)


def open_counts(session: Session) -> Mapping[str, int]:
    """How many doubts nobody has settled, by offer; others are missing."""
    wanted = (
        select(OfferDoubt.offer_id, func.count())
        .where(col(OfferDoubt.settled_utc).is_(None))
        .group_by(col(OfferDoubt.offer_id))
    )
    return dict(session.exec(wanted).all())


def open_doubts(session: Session, offer_ids: Collection[str]) -> Mapping[str, tuple[Doubt, ...]]:
    """The doubts about these offers that nobody has settled, by offer, oldest first."""
    wanted = (
        select(OfferDoubt)
        .where(col(OfferDoubt.settled_utc).is_(None), col(OfferDoubt.offer_id).in_(offer_ids))
        .order_by(col(OfferDoubt.id))
    )
    found: dict[str, tuple[Doubt, ...]] = {}
    for row in session.exec(wanted):
        found[row.offer_id] = (*found.get(row.offer_id, ()), _as_read(row))
    return found


def _take(session: Session, doubt_id: int, *, by: str, now: datetime) -> bool:
    """Whether this call settled it: of two clicks one."""
    row = (
        update(OfferDoubt)
        .where(col(OfferDoubt.id) == doubt_id, col(OfferDoubt.settled_utc).is_(None))
        .values(settled_by=by, settled_utc=now)
    )
    return session.connection().execute(row).rowcount == 1


def _by_key(cases: Iterable[ReviewCase]) -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], list[dict[str, object]]] = {}
    for case in cases:
        values = {name: _plain(value) for name, value in case.values.items()}
        of_code = found.setdefault((case.offer_id, case.code), [])
        if values not in of_code:
            of_code.append(values)
    return {key: {_CASES: values} for key, values in found.items()}


def _plain(value: object) -> object:
    """As JSON holds it, so that the same case compares equal when it is read again."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(each) for each in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def _as_read(row: OfferDoubt) -> Doubt:
    assert row.id is not None
    cases = row.details.get(_CASES, [row.details])
    return Doubt(row.id, row.offer_id, row.code, tuple(cases), row.found_utc)
