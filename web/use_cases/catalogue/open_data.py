"""The catalogue given away: its history, its changes, its deadlines, how good it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest

from sqlalchemy import Engine

from models.session import reading
from offers import store
from offers.completeness import Completeness, Count, by_frequency, completeness
from offers.differences import Change, differences
from offers.export.calendar_feed import Due, due_days
from offers.schema import Kind, Offer
from offers.store import Current, Version
from offers.taxonomy.regions import Site, lies_in, resolve_territory
from web.use_cases.catalogue.standing import Availability, standing

MOST_CHANGES = 1000
"""The newest versions among which a feed looks."""
_APPLIED_FOR = (Availability.OPEN, Availability.NOT_OPEN_YET)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which offers a feed is about; empty parts are no filter, `site` None is everywhere."""

    needs: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    site: Site | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One version of an offer, and what it changed."""

    version: Version
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A version of an offer of the catalogue, and what it changed."""

    offer_id: str
    number: int
    before: Offer | None
    after: Offer
    changes: tuple[Change, ...]
    created_utc: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How good the catalogue is on a day: the core's counts, and those that need more than offers.

    `sources` are by source id, `states` by Availability.
    """

    held: Completeness
    sources: tuple[Count, ...]
    states: tuple[Count, ...]


def history(engine: Engine, offer_id: str) -> tuple[Step, ...]:
    """What happened to an offer, newest first; empty for an unknown id."""
    with reading(engine) as session:
        versions = store.history(session, offer_id)
    return tuple(
        Step(version, differences(before.offer if before else None, version.offer))
        for version, before in zip_longest(versions, versions[1:])
    )


def changed_at(engine: Engine, version: int) -> datetime | None:
    """When this version of the catalogue was written; None if another one stands by now."""
    with reading(engine) as session:
        is_current = store.catalogue_version(session) == version
        return store.changed_at(session) if is_current else None


def recent_changes(engine: Engine) -> tuple[Changed, ...]:
    """The newest versions of the catalogue's offers that changed anything, newest first."""
    with reading(engine) as session:
        written = store.written_since(session, limit=MOST_CHANGES)
    found = (
        Changed(
            each.offer_id,
            each.number,
            each.before,
            each.after,
            differences(each.before, each.after),
            each.created_utc,
        )
        for each in written
    )
    return tuple(each for each in found if each.changes)


def concerning(changes: Sequence[Changed], wanted: Wanted) -> Iterator[Changed]:
    """The changes of offers that are wanted now, or were before."""
    fits = _fits(wanted)
    for each in changes:
        if fits(each.after) or (each.before is not None and fits(each.before)):
            yield each


def current_versions(engine: Engine) -> Mapping[str, Current]:
    """Which version of each offer stands, and since when."""
    with reading(engine) as session:
        return store.current_versions(session)


def due(offers: Sequence[Offer], wanted: Wanted, *, today: date) -> Iterator[tuple[Offer, Due]]:
    """The days that count of offers that one can apply for, now or later; by offer, then by day."""
    fits = _fits(wanted)
    for offer in offers:
        if fits(offer) and standing(offer, today).availability in _APPLIED_FOR:
            yield from ((offer, day) for day in due_days(offer, today))


def figures(engine: Engine, offers: Sequence[Offer], *, today: date) -> Figures:
    """The counts of these offers, with what the tables know of them."""
    with reading(engine) as session:
        sources = store.sources_of_offers(session)
    states = by_frequency(str(standing(offer, today).availability) for offer in offers)
    found = {each.word: each.offers for each in states}
    return Figures(
        held=completeness(offers, today=today),
        sources=by_frequency(sources.get(offer.id, store.EDITOR) for offer in offers),
        states=tuple(Count(state, found.get(state, 0)) for state in Availability),
    )


def refused_rows(engine: Engine) -> tuple[Count, ...]:
    """How many refused rows of sources wait for a person, the most first."""
    with reading(engine) as session:
        found = store.refused_by_source(session)
    return tuple(Count(source, rows) for source, rows in sorted(found.items()))


def _fits(wanted: Wanted) -> Callable[[Offer], bool]:
    """One of each list is enough; a territory that is not known for certain counts as fitting."""
    needs, kinds = frozenset(wanted.needs), frozenset(wanted.kinds)

    def fits(offer: Offer) -> bool:
        return (
            (not needs or not needs.isdisjoint(offer.needs))
            and (not kinds or not kinds.isdisjoint(offer.kinds))
            and _holds_at(wanted.site, offer)
        )

    return fits


def _holds_at(site: Site | None, offer: Offer) -> bool:
    if site is None or not offer.territory:
        return True
    return lies_in(site, resolve_territory(offer.territory)) is not False
