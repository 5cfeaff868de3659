"""The catalogue as readers search it, with filters and counts; the standing of an offer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from matcher.catalogue import Catalogue
from matcher.eligibility import status_on
from matcher.features.freshness import facts_are_old, period_is_over
from matcher.reason import Reason
from offers.schema import AudienceWord, Kind, Offer, State
from offers.taxonomy.needs import NEED_KEYS, find_needs
from offers.taxonomy.regions import lies_in, resolve_territory
from offers.text import normalise
from web.use_cases.places import PlaceRead, read_place

PAGE_SIZE = 20
NEED_SHARE = 0.6
"""What serving a need that the words speak of counts beside the words themselves."""
LEAST_LIKENESS = 0.4
"""Offers that fit the words less than this share of the best one are no answer to them."""
NEVER_A_FIRM = frozenset(
    {
        AudienceWord.MUNICIPALITY,
        AudienceWord.PERSON,
        AudienceWord.NEWCOMER,
        AudienceWord.PROJECT_CARRIER,
        AudienceWord.REGIONAL_ACTOR,
        AudienceWord.OTHER,
    }
)
"""Audiences that no profile of a firm ever belongs to."""


class Availability(StrEnum):
    """Whether one can apply on a day, the best first."""

    OPEN = "open"
    NOT_OPEN_YET = "not_open_yet"
    ARCHIVE_ONLY = "archive_only"
    ENDED = "ended"


class Sort(StrEnum):
    """In which order offers are listed; without words, relevance is availability, then title."""

    RELEVANCE = "relevance"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Standing:
    """What an offer is on a day, and why if it is not open."""

    availability: Availability
    reason: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a reader wants to see; several values of one filter mean any of them."""

    words: str = ""
    needs: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    place: str = ""
    provider: str = ""
    states: tuple[Availability, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Counts:
    """How many offers each value of a filter would show, all other filters kept."""

    needs: Mapping[str, int]
    kinds: Mapping[str, int]
    providers: Mapping[str, int]
    states: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of the answer; `page` is within `pages`, which is at least 1."""

    offers: tuple[Offer, ...]
    total: int
    page: int
    pages: int
    counts: Counts
    place: PlaceRead


def standing(offer: Offer, today: date) -> Standing:
    """Computed from the dates when read, never stored."""
    reason = status_on(offer, today)
    if reason is None:
        is_archive = offer.state is State.ARCHIVE_ONLY
        return Standing(Availability.ARCHIVE_ONLY if is_archive else Availability.OPEN, None)
    is_over = reason.code.startswith("closed")
    return Standing(Availability.ENDED if is_over else Availability.NOT_OPEN_YET, reason)


def is_never_for_firms(offer: Offer) -> bool:
    """Whether it is for municipalities, private persons and the like only."""
    return bool(offer.audience) and NEVER_A_FIRM.issuperset(offer.audience)


def cautions(offer: Offer, today: date) -> tuple[Reason, ...]:
    """What everyone should know before relying on the facts of an offer."""
    found = list[Reason]()
    if period_is_over(offer, today):
        found.append(Reason("warning.period_over", {"date": offer.period_until}))
    if facts_are_old(offer, today):
        found.append(Reason("warning.old_facts", {"date": offer.as_of}))
    unresolved = resolve_territory(offer.territory).unresolved
    if unresolved:
        found.append(Reason("warning.territory_unresolved", {"territory": unresolved}))
    if offer.verified_on is None:
        found.append(Reason("warning.not_verified"))
    return tuple(found)


def search(catalogue: Catalogue, wanted: Search, *, today: date) -> Found:
    """The offers that fit, best first; equal ones by availability, for firms first, then by title.

    A place that nobody knows is no filter: `place` says so. An offer that holds for a part of
    the place counts; one without a territory holds everywhere. A page past the last is the last.
    """
    place = read_place(wanted.place)
    likeness = _likeness(catalogue, wanted.words)
    states = [standing(offer, today).availability for offer in catalogue.offers]
    passed = _passed(catalogue, wanted, place, states)
    hits = _all_of(likeness, passed.values())
    order = sorted(hits, key=_order(catalogue, likeness, states, wanted.sort))
    pages = max(1, -(-len(order) // wanted.per_page))
    page = min(max(1, wanted.page), pages)
    shown = order[(page - 1) * wanted.per_page : page * wanted.per_page]
    return Found(
        offers=tuple(catalogue.offers[row] for row in shown),
        total=len(order),
        page=page,
        pages=pages,
        counts=_counts(catalogue, likeness, passed, states),
        place=place,
    )


def _likeness(catalogue: Catalogue, words: str) -> dict[int, float]:
    """Rows that fit the words, with how well; all rows where there are no words."""
    if not words.strip():
        return dict.fromkeys(range(len(catalogue.offers)), 1.0)
    scores = np.maximum(catalogue.search.scores(words), _about_needs(catalogue, words)).tolist()
    least = LEAST_LIKENESS * max(scores, default=0.0)
    return {row: score for row, score in enumerate(scores) if score > 0 and score >= least}


def _about_needs(catalogue: Catalogue, words: str) -> NDArray[np.float64]:
    """How far offers serve the needs that the words speak of: 'Lehrling' finds apprenticeships."""
    found = np.zeros(len(catalogue.offers))
    for hit in find_needs(words):
        served = catalogue.columns.needs[:, NEED_KEYS.index(hit.key)]
        found = np.maximum(found, NEED_SHARE * hit.score * served)
    return found


def _passed(
    catalogue: Catalogue, wanted: Search, place: PlaceRead, states: list[Availability]
) -> dict[str, frozenset[int]]:
    """The rows that pass each filter; a filter that is not set lets all pass."""
    tests: dict[str, Callable[[int, Offer], bool]] = {
        "needs": lambda row, o: not wanted.needs or not set(wanted.needs).isdisjoint(o.needs),
        "kinds": lambda row, o: not wanted.kinds or not set(wanted.kinds).isdisjoint(o.kinds),
        "providers": lambda row, o: wanted.provider in ("", o.provider),
        "states": lambda row, o: not wanted.states or states[row] in wanted.states,
        "place": lambda row, o: _holds_at(place, catalogue, row),
    }
    rows = tuple(enumerate(catalogue.offers))
    return {
        name: frozenset(row for row, offer in rows if test(row, offer))
        for name, test in tests.items()
    }


def _holds_at(place: PlaceRead, catalogue: Catalogue, row: int) -> bool:
    if place.site is None or not catalogue.offers[row].territory:
        return True
    return lies_in(place.site, resolve_territory(catalogue.offers[row].territory)) is not False


def _all_of(rows: Iterable[int], passed: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset(rows).intersection(*passed)


def _order(
    catalogue: Catalogue, likeness: Mapping[int, float], states: list[Availability], sort: Sort
) -> Callable[[int], tuple[object, ...]]:
    ranks = {state: place for place, state in enumerate(Availability)}

    def key(row: int) -> tuple[object, ...]:
        offer = catalogue.offers[row]
        title = normalise(offer.title)
        if sort is Sort.TITLE:
            return (title, row)
        return (-round(likeness[row], 6), ranks[states[row]], is_never_for_firms(offer), title, row)

    return key


def _counts(
    catalogue: Catalogue,
    likeness: Iterable[int],
    passed: Mapping[str, frozenset[int]],
    states: list[Availability],
) -> Counts:
    rows = tuple(likeness)

    def others(name: str) -> tuple[tuple[int, Offer], ...]:
        """What all filters but this one let pass."""
        kept = _all_of(rows, (those for other, those in passed.items() if other != name))
        return tuple((row, catalogue.offers[row]) for row in kept)

    return Counts(
        needs=Counter(key for _, offer in others("needs") for key in offer.needs),
        kinds=Counter(str(kind) for _, offer in others("kinds") for kind in offer.kinds),
        providers=Counter(offer.provider for _, offer in others("providers")),
        states=Counter(str(states[row]) for row, _ in others("states")),
    )
