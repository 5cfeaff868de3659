"""The catalogue as a list for who looks after it, with the archived ones; quick with thousands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.person import Person
from models.session import reading
from offers import store
from offers.schema import Offer
from web.use_cases.catalogue.shelf import Shelf
from web.use_cases.catalogue.standing import Availability
from web.use_cases.paging import PAGE_SIZE, Paged, page_within, paged

LEAST_LIKENESS = 0.4
"""Offers that fit the words less than this share of the best one are left out."""
PERSON = "person:"


class Stand(StrEnum):
    """Which offers are asked for."""

    PUBLISHED = "published"
    ENDED = "ended"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an editor looks for; '' is no filter. `provider` is a part of the name."""

    words: str = ""
    source: str = ""
    provider: str = ""
    stand: Stand = Stand.PUBLISHED
    page: int = 1


@dataclass(frozen=True, slots=True)
class ListedOffer:
    """One line; `replaced_by` is the offer that took the place of an archived one."""

    offer: Offer
    source_id: str
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class CareList:
    """One page of the list, and every source that there is."""

    found: Paged[ListedOffer]
    sources: tuple[str, ...]


def search(engine: Engine, shelf: Shelf, wanted: Wanted, *, today: date) -> CareList:
    """The offers that fit, by likeness to the words, else by title; archived ones latest first."""
    with reading(engine) as session:
        sources = store.sources(session)
        if wanted.stand is Stand.ARCHIVED:
            return CareList(paged(_archived(session, wanted), wanted.page), sources)
        rows = _rows(session, shelf, wanted, today)
        page, pages = page_within(wanted.page, len(rows))
        shown = [
            shelf.catalogue.offers[row] for row in rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        ]
        known = store.sources_of(session, [offer.id for offer in shown])
        items = tuple(ListedOffer(offer, known.get(offer.id, "")) for offer in shown)
        return CareList(Paged(items, len(rows), page, pages), sources)


def names_of(engine: Engine, actors: Iterable[str]) -> Mapping[str, str]:
    """The names of people by 'person:<id>'; others and deleted ones are left out."""
    ids = sorted({each.removeprefix(PERSON) for each in actors if each.startswith(PERSON)})
    with reading(engine) as session:
        found = session.exec(
            select(Person.public_id, Person.name).where(col(Person.public_id).in_(ids))
        )
        return {PERSON + public_id: name for public_id, name in found}


def _rows(session: Session, shelf: Shelf, wanted: Wanted, today: date) -> list[int]:
    """Rows of the catalogue that fit, in the order of the list."""
    offers = shelf.catalogue.offers
    rows = _by_words(shelf, wanted.words)
    if wanted.provider:
        part = wanted.provider.casefold()
        rows = [row for row in rows if part in offers[row].provider.casefold()]
    if wanted.source:
        fed = store.ids_of_source(session, wanted.source)
        rows = [row for row in rows if offers[row].id in fed]
    if wanted.stand is Stand.ENDED:
        over = shelf.day(today).in_states((Availability.ENDED,))
        rows = [row for row in rows if over[row]]
    return rows


def _by_words(shelf: Shelf, words: str) -> list[int]:
    """Rows that fit the words, an offer called exactly so by its id first; all by title else."""
    if not words.strip():
        order: list[int] = np.argsort(shelf.by_title, kind="stable").tolist()
        return order
    scores = shelf.words.scores(words)
    likeness = scores.tolist()
    least = LEAST_LIKENESS * max(likeness, default=0.0)
    part, offers = words.strip().casefold(), shelf.catalogue.offers
    named = [row for row, offer in enumerate(offers) if part in offer.id]
    named.sort(key=lambda row: (offers[row].id != part, row))
    hits = [row for row, score in enumerate(likeness) if score > 0 and score >= least]
    hits.sort(key=lambda row: (-likeness[row], row))
    return list(dict.fromkeys((*named, *hits)))


def _archived(session: Session, wanted: Wanted) -> tuple[ListedOffer, ...]:
    words = wanted.words.casefold().split()
    return tuple(
        ListedOffer(each.offer, each.source_id, each.merged_into)
        for each in store.archived(session)
        if wanted.source in ("", each.source_id)
        and wanted.provider.casefold() in each.offer.provider.casefold()
        and all(word in f"{each.offer.title} {each.offer.id}".casefold() for word in words)
    )
