"""What editors should look at first: the catalogue by the damage that each offer may do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from matcher.catalogue import Catalogue
from models.session import reading
from offers import store
from offers.quality.freshness import NOTHING, Damage, Facts, Signals, damage, facts_of
from offers.quality.links import LinkState, addresses_of
from offers.schema import Kind, Offer, parse_partial_date
from offers.store import Feeding
from offers.taxonomy.regions import lies_in, resolve_territory
from web.clock import day_in_berlin
from web.use_cases.catalogue import doubts, links, reports, views
from web.use_cases.catalogue.doubts import Doubt
from web.use_cases.catalogue.links import LinkStanding
from web.use_cases.catalogue.reports import Report
from web.use_cases.paging import Paged, paged
from web.use_cases.places import read_place

_UNFED = Feeding("", 0, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which offers to show; an empty value is no filter, nor is a place that nobody knows."""

    offer_id: str = ""
    source_id: str = ""
    kind: Kind | None = None
    need: str = ""
    place: str = ""
    only_reported: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One offer of the queue with all that speaks for a look."""

    offer: Offer
    damage: Damage
    views: int
    feeding: Feeding
    reports: tuple[Report, ...]
    doubts: tuple[Doubt, ...]
    links: tuple[LinkStanding, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue, the worst first, and the sources that feed the catalogue."""

    cases: Paged[Case]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What an offer itself tells on a day: the same until the catalogue or the day changes."""

    offer: Offer
    facts: Facts
    quiet: Damage
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the database tells about all offers, by offer; links by address."""

    views: Mapping[str, int]
    reports: Mapping[str, tuple[Report, ...]]
    doubts: Mapping[str, int]
    links: Mapping[str, LinkState]
    feeding: Mapping[str, Feeding]
    checked: Mapping[str, date]


class _Judgements:
    """Those of the last catalogue and day that was asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day: date | None = None
        self._offers: tuple[Offer, ...] = ()
        self._held: tuple[_Judged, ...] = ()

    def of(self, offers: tuple[Offer, ...], today: date) -> tuple[_Judged, ...]:
        """Made once; a newer catalogue shares the offers that did not change.

        Whoever comes meanwhile waits rather than making it again.
        """
        with self._lock:
            if self._offers is not offers or self._day != today:
                known = {id(each.offer): each for each in self._held if self._day == today}
                self._held = tuple(known.get(id(o)) or _judge(o, today) for o in offers)
                self._offers, self._day = offers, today
            return self._held


_judgements = _Judgements()


def queue(engine: Engine, catalogue: Catalogue, wanted: Wanted, *, today: date) -> Queue:
    """The offers that need a look, the most damage first, equal ones by id.

    An offer that is asked for by its id is shown even if nothing is wrong with it.
    """
    judged = _judgements.of(catalogue.offers, today)
    told = _told(engine, today)
    passes = _filter(wanted, told)
    found = [
        (result, each)
        for each in judged
        if passes(each.offer)
        and ((result := _damage(each, told, today)).score > 0 or wanted.offer_id)
    ]
    found.sort(key=lambda pair: (-pair[0].score, pair[1].offer.id))
    page = paged(tuple(found), wanted.page)
    items = _cases(engine, page.items, told)
    sources = tuple(sorted({each.source_id for each in told.feeding.values()}))
    return Queue(Paged(items, page.total, page.page, page.pages), sources)


def _judge(offer: Offer, today: date) -> _Judged:
    facts = facts_of(offer, today)
    return _Judged(offer, facts, damage(facts), addresses_of(offer))


def _told(engine: Engine, today: date) -> _Told:
    with reading(engine) as session:
        return _Told(
            views=views.of_last_days(session, today),
            reports=reports.by_offer(session),
            doubts=doubts.open_counts(session),
            links=links.troubled(session),
            feeding=store.feeding(session),
            checked=store.checked_days(session),
        )


def _damage(judged: _Judged, told: _Told, today: date) -> Damage:
    """A check that the catalogue of this process does not know yet counts at once."""
    signals = _signals(judged, told, today)
    day = told.checked.get(judged.offer.id)
    known = judged.offer.verified_on
    if day is not None and (known is None or known.last < day):
        checked = parse_partial_date(day.isoformat())
        offer = judged.offer.model_copy(update={"verified_on": checked})
        return damage(facts_of(offer, today), signals)
    return judged.quiet if signals == NOTHING else damage(judged.facts, signals)


def _signals(judged: _Judged, told: _Told, today: date) -> Signals:
    offer_id = judged.offer.id
    since = told.feeding.get(offer_id, _UNFED).missing_since_utc
    states = [told.links[url] for url in judged.addresses if url in told.links]
    return Signals(
        views=told.views.get(offer_id, 0),
        reports=len(told.reports.get(offer_id, ())),
        doubts=told.doubts.get(offer_id, 0),
        dead_links=states.count(LinkState.HARD),
        troubled_links=states.count(LinkState.SOFT),
        missing_days=None if since is None else max((today - day_in_berlin(since)).days, 0),
    )


def _filter(wanted: Wanted, told: _Told) -> Callable[[Offer], bool]:
    site = read_place(wanted.place).site
    tests: list[Callable[[Offer], bool]] = []
    if wanted.offer_id:
        tests.append(lambda o: o.id == wanted.offer_id)
    if wanted.source_id:
        tests.append(lambda o: told.feeding.get(o.id, _UNFED).source_id == wanted.source_id)
    if wanted.kind is not None:
        tests.append(lambda o: wanted.kind in o.kinds)
    if wanted.need:
        tests.append(lambda o: wanted.need in o.needs)
    if site is not None:
        tests.append(
            lambda o: not o.territory or lies_in(site, resolve_territory(o.territory)) is not False
        )
    if wanted.only_reported:
        tests.append(lambda o: o.id in told.reports)
    return lambda offer: all(test(offer) for test in tests)


def _cases(
    engine: Engine, shown: tuple[tuple[Damage, _Judged], ...], told: _Told
) -> tuple[Case, ...]:
    with reading(engine) as session:
        questions = doubts.open_doubts(session, [each.offer.id for _, each in shown])
    known = links.standings(engine, {url for _, each in shown for url in each.addresses})
    return tuple(
        Case(
            offer=each.offer,
            damage=result,
            views=told.views.get(each.offer.id, 0),
            feeding=told.feeding.get(each.offer.id, _UNFED),
            reports=told.reports.get(each.offer.id, ()),
            doubts=questions.get(each.offer.id, ()),
            links=tuple(
                known.get(url, LinkStanding(url=url, state=LinkState.UNCHECKED))
                for url in each.addresses
            ),
        )
        for result, each in shown
    )
