"""All offers by what is compared: one column each, one row an offer, in the order of their ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from offers.overlaps.addresses import Address, address_of
from offers.overlaps.titles import Title, Words, take_apart
from offers.schema import Offer
from offers.taxonomy.regions import Territory, resolve_territory
from offers.text.tokenising import words
from offers.text.vectors import Vectors, stems_of

Rows: TypeAlias = NDArray[np.int64]
Reals: TypeAlias = NDArray[np.float64]
Marks: TypeAlias = NDArray[np.bool_]

UNKNOWN = -1
LONGEST_TEXT = 2_000
"""Letters of the prose that are compared; what an offer is about stands at its beginning."""


@dataclass(frozen=True, slots=True)
class Described:
    """The columns; equal numbers stand for equal values, UNKNOWN for none.

    `rarity` is how much a word of a title tells; `by_title` has rows whose products are the weight
    of the words that two titles share, `title_weights` that of each title; `by_text` has unit rows.
    """

    offers: tuple[Offer, ...]
    titles: tuple[Title, ...]
    rarity: Words
    by_title: csr_matrix
    title_weights: Reals
    by_text: csr_matrix
    title_keys: Rows
    contents: Rows
    addresses: tuple[Address, ...]
    pages: Rows
    page_uses: Rows
    hosts: Rows
    providers: tuple[str, ...]
    territories: Rows
    places: tuple[Territory, ...]
    amounts: Rows
    sources: Rows

    @classmethod
    def of(cls, offers: Sequence[Offer], sources: Mapping[str, str]) -> Described:
        """The columns of offers that are in the order of their ids; `sources` by id."""
        titles = tuple(map(take_apart, offers))
        rarity = _rarity(titles)
        by_title = _title_rows(titles, rarity)
        addresses = tuple(address_of(offer.url) for offer in offers)
        pages = numbered(found.whole or None for found in addresses)
        places = tuple(resolve_territory(offer.territory) for offer in offers)
        return cls(
            offers=tuple(offers),
            titles=titles,
            rarity=rarity,
            by_title=by_title,
            title_weights=np.asarray(by_title.multiply(by_title).sum(axis=1)).ravel(),
            by_text=Vectors.fit([stems_of(_prose(offer)) for offer in offers]).by_term.T.tocsr(),
            title_keys=numbered(title.key for title in titles),
            contents=numbered(offer.model_copy(update={"id": ""}) for offer in offers),
            addresses=addresses,
            pages=pages,
            page_uses=_uses(pages),
            hosts=numbered(found.host or None for found in addresses),
            providers=tuple(" ".join(words(offer.provider)) for offer in offers),
            territories=numbered(places),
            places=tuple(dict.fromkeys(places)),
            amounts=np.array([_most_eur(offer) for offer in offers], dtype=np.int64),
            sources=numbered(sources.get(offer.id) for offer in offers),
        )


def numbered(values: Iterable[Hashable]) -> Rows:
    """A number for each distinct value in the order of their coming; UNKNOWN for None."""
    numbers: dict[Hashable, int] = {}
    found = (
        UNKNOWN if value is None else numbers.setdefault(value, len(numbers)) for value in values
    )
    return np.array(list(found), dtype=np.int64)


def _rarity(titles: Sequence[Title]) -> Words:
    frequency = Counter(word for title in titles for word in title.words)
    return {
        word: float(np.log((1.0 + len(titles)) / (1.0 + count)) + 1.0)
        for word, count in sorted(frequency.items())
    }


def _title_rows(titles: Sequence[Title], rarity: Words) -> csr_matrix:
    columns = {word: column for column, word in enumerate(rarity)}
    found = [columns[word] for title in titles for word in title.words]
    weights = [share * rarity[word] for title in titles for word, share in title.words.items()]
    ends = np.cumsum([0, *(len(title.words) for title in titles)])
    shape = (len(titles), len(columns))
    return csr_matrix((np.sqrt(weights), np.array(found, dtype=np.int64), ends), shape=shape)


def _prose(offer: Offer) -> str:
    told = (offer.summary, offer.description, offer.topic_text, offer.audience_text)
    return " ".join(filter(None, told))[:LONGEST_TEXT]


def _uses(pages: Rows) -> Rows:
    """How many offers name the same page; 0 where none is known."""
    counts = np.bincount(pages[pages != UNKNOWN], minlength=1)
    return np.where(pages == UNKNOWN, 0, counts[np.maximum(pages, 0)])


def _most_eur(offer: Offer) -> int:
    most = offer.amount.max_eur if offer.amount else None
    return UNKNOWN if most is None else most
