"""The catalogue as readers search it, with filters and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from offers.schema import AudienceWord, Kind, Offer
from offers.taxonomy.needs import NEED_KEYS, find_needs
from web.use_cases.catalogue.facets import Marks, Numbers
from web.use_cases.catalogue.shelf import Day, Shelf
from web.use_cases.catalogue.standing import Availability
from web.use_cases.places import PlaceRead, read_place

Scores = NDArray[np.float64]
PAGE_SIZE = 20
NEED_SHARE = 0.6
"""What serving a need that the words speak of counts beside the words themselves."""
LEAST_LIKENESS = 0.4
"""Offers that fit the words less than this share of the best one are no answer to them."""
DIGITS = 6
"""Scores that agree in so many digits are equal."""


class Sort(StrEnum):
    """In which order offers are listed; without words, relevance is availability, then title."""

    RELEVANCE = "relevance"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a reader wants to see; several values of one filter mean any of them.

    `provider` is a name, or words of names.
    """

    words: str = ""
    needs: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    audiences: tuple[AudienceWord, ...] = ()
    place: str = ""
    provider: str = ""
    states: tuple[Availability, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = PAGE_SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many offers each value of a filter would show, all other filters kept.

    Values that would show nothing are left out; `lands` are by the code of the Land.
    """

    needs: Mapping[str, int]
    kinds: Mapping[str, int]
    audiences: Mapping[str, int]
    providers: Mapping[str, int]
    lands: Mapping[str, int]
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


def search(shelf: Shelf, wanted: Search, *, today: date) -> Found:
    """The offers that fit, best first; equal ones by availability, for firms first, then by title.

    A place that nobody knows is no filter: `place` says so. An offer that holds for a part of
    the place counts; one without a territory holds everywhere, and one that names no audience is
    for companies. A page past the last is the last.
    """
    place, day = read_place(wanted.place), shelf.day(today)
    likeness = _likeness(shelf, wanted.words)
    passed = _passed(shelf, wanted, place, day) | {"words": likeness > 0}
    rows = _ordered(shelf, wanted.sort, day, likeness, _all_but(passed, ""))
    pages = max(1, -(-len(rows) // wanted.per_page))
    page = min(max(1, wanted.page), pages)
    shown = rows[(page - 1) * wanted.per_page : page * wanted.per_page]
    return Found(
        offers=tuple(shelf.catalogue.offers[row] for row in shown.tolist()),
        total=len(rows),
        page=page,
        pages=pages,
        counts=_counts(shelf, day, passed),
        place=place,
    )


def _likeness(shelf: Shelf, words: str) -> Scores:
    """How well each offer fits the words, 0 for those that do not; 1 for all without words."""
    if not words.strip():
        return np.ones(len(shelf.catalogue.offers))
    scores = np.maximum(shelf.words.scores(words), _about_needs(shelf, words))
    return np.where(scores >= LEAST_LIKENESS * scores.max(initial=0.0), scores, 0.0)


def _about_needs(shelf: Shelf, words: str) -> Scores:
    """How far offers serve the needs that the words speak of: 'Lehrling' finds apprenticeships."""
    found = np.zeros(len(shelf.catalogue.offers))
    for hit in find_needs(words):
        served = shelf.catalogue.columns.needs[:, NEED_KEYS.index(hit.key)]
        found = np.maximum(found, NEED_SHARE * hit.score * served)
    return found


def _passed(shelf: Shelf, wanted: Search, place: PlaceRead, day: Day) -> dict[str, Marks]:
    """The offers that pass each filter that is set."""
    passed: dict[str, Marks] = {}
    if wanted.needs:
        passed["needs"] = shelf.needs.holding_any(wanted.needs)
    if wanted.kinds:
        passed["kinds"] = shelf.kinds.holding_any(wanted.kinds)
    if wanted.audiences:
        passed["audiences"] = shelf.audiences.holding_any(wanted.audiences)
    if wanted.provider:
        passed["providers"] = shelf.providers.called(wanted.provider)
    if wanted.states:
        passed["states"] = day.in_states(wanted.states)
    if place.site is not None:
        passed["place"] = shelf.places.holding_at(place.site)
    return passed


def _all_but(passed: Mapping[str, Marks], left_out: str) -> Marks:
    """The offers that pass every filter but one."""
    kept = [marks for name, marks in passed.items() if name != left_out]
    return np.logical_and.reduce(kept)


def _ordered(shelf: Shelf, sort: Sort, day: Day, likeness: Scores, kept: Marks) -> Numbers:
    """The rows of these offers in the order of the list."""
    rows = np.flatnonzero(kept)
    if sort is Sort.TITLE:
        return rows[np.argsort(shelf.by_title[rows])]
    return rows[np.lexsort((day.places[rows], -likeness[rows].round(DIGITS)))]


def _counts(shelf: Shelf, day: Day, passed: Mapping[str, Marks]) -> Counts:
    return Counts(
        needs=shelf.needs.counts(_all_but(passed, "needs")),
        kinds=shelf.kinds.counts(_all_but(passed, "kinds")),
        audiences=shelf.audiences.counts(_all_but(passed, "audiences")),
        providers=shelf.providers.counts(_all_but(passed, "providers")),
        lands=shelf.places.counts(_all_but(passed, "place")),
        states=day.counts(_all_but(passed, "states")),
    )
