"""The catalogue laid out for readers: words, filters and orders, worked out once a version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from matcher.catalogue import Catalogue
from matcher.eligibility import CompiledConditions
from matcher.wording import LANGUAGES, kind_label
from offers.schema import AudienceWord, Kind, Offer
from offers.taxonomy.needs import NEED_KEYS, need
from offers.text import normalise
from offers.text.search import SearchIndex
from web.use_cases.catalogue.facets import Facet, Marks, Numbers, Places, Providers
from web.use_cases.catalogue.standing import Availability, is_never_for_firms

STATES = tuple(Availability)
DAYS_REMEMBERED = 4
_ENDED, _NOT_OPEN_YET = 0, 1
"""Numbers of verdicts; all others are open."""


@dataclass(frozen=True, slots=True)
class Day:
    """The offers on a day: the number of each one's state in STATES, and its place in the list.

    The list is by state, offers for firms first, then by title.
    """

    states: NDArray[np.int8]
    places: Numbers

    def in_states(self, chosen: Sequence[Availability]) -> Marks:
        """The offers in one of these states."""
        return np.isin(self.states, [STATES.index(state) for state in chosen])

    def counts(self, kept: Marks) -> dict[str, int]:
        """How many of these offers are in each state; states that none is in are left out."""
        numbers = np.bincount(self.states[kept], minlength=len(STATES)).tolist()
        return {str(state): n for state, n in zip(STATES, numbers, strict=True) if n}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One version of the catalogue with all that a search looks at; immutable."""

    catalogue: Catalogue
    words: SearchIndex
    needs: Facet
    kinds: Facet
    audiences: Facet
    providers: Providers
    places: Places
    by_title: Numbers
    """The place of each offer among all by title."""
    day: Callable[[date], Day]


def shelf_of(catalogue: Catalogue) -> Shelf:
    """The shelf of a catalogue."""
    offers, columns = catalogue.offers, catalogue.columns
    by_title = _places([normalise(offer.title) for offer in offers])
    at_the_end = np.array([is_never_for_firms(offer) for offer in offers], dtype=np.bool_)
    day = partial(_day, catalogue.conditions, columns.archived, at_the_end, by_title)
    return Shelf(
        catalogue=catalogue,
        words=SearchIndex.fit([o.title for o in offers], [_searched(o) for o in offers]),
        needs=Facet.of(NEED_KEYS, [offer.needs for offer in offers]),
        kinds=Facet.of(Kind, [offer.kinds for offer in offers]),
        audiences=Facet.of(AudienceWord, [_audience(offer) for offer in offers]),
        providers=Providers.of(offers),
        places=Places.of(columns.territories, columns.territory),
        by_title=by_title,
        day=lru_cache(maxsize=DAYS_REMEMBERED)(day),
    )


def with_checks(shelf: Shelf, offers: tuple[Offer, ...], version: str) -> Shelf:
    """The shelf with offers that differ from its own in nothing but when they were checked."""
    catalogue = replace(shelf.catalogue, offers=offers, version=version)
    return replace(shelf, catalogue=catalogue)


def _day(
    conditions: CompiledConditions,
    archived: Marks,
    at_the_end: Marks,
    by_title: Numbers,
    today: date,
) -> Day:
    numbers = conditions.with_status(np.zeros(len(by_title), dtype=np.int8), today)
    found = np.where(archived, STATES.index(Availability.ARCHIVE_ONLY), 0)
    found[numbers == _NOT_OPEN_YET] = STATES.index(Availability.NOT_OPEN_YET)
    found[numbers == _ENDED] = STATES.index(Availability.ENDED)
    order = np.lexsort((by_title, at_the_end, found))
    return Day(found.astype(np.int8), _inverse(order))


def _audience(offer: Offer) -> Sequence[AudienceWord]:
    """Whom an offer is for; one that names nobody is for companies."""
    return offer.audience or (AudienceWord.COMPANY,)


def _places(texts: Sequence[str]) -> Numbers:
    """The place of each text in the order of all; equal ones as given."""
    return _inverse(np.array(sorted(range(len(texts)), key=texts.__getitem__), dtype=np.intp))


def _inverse(order: Numbers) -> Numbers:
    places = np.empty(len(order), dtype=np.intp)
    places[order] = np.arange(len(order))
    return places


def _searched(offer: Offer) -> str:
    """Everything beside the title that a reader's words may mean, labels in all languages."""
    labels = [
        label
        for language in LANGUAGES
        for label in (
            *(need(key).label.get(language) for key in offer.needs),
            *(kind_label(kind, language) for kind in offer.kinds),
        )
    ]
    texts = (offer.provider, offer.summary, offer.description, offer.topic_text, offer.sector_text)
    return ". ".join(text for text in (*texts, *labels) if text)
