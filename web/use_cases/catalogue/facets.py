"""Filters as columns: which offers hold each value, and how many of some offers do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from offers.schema import Offer
from offers.taxonomy.regions import Region, Site, Territory, lies_in, region, resolve_site
from offers.text import normalise
from offers.text.tokenising import all_words

Marks = NDArray[np.bool_]
Numbers = NDArray[np.intp]
LANDS: tuple[Region, ...] = tuple(region(f"DE{letter}") for letter in "123456789ABCDEFG")
PLACES_REMEMBERED = 128


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter of which an offer holds any number of values; `holders`: (values, offers)."""

    values: tuple[str, ...]
    holders: Marks

    @classmethod
    def of(cls, values: Iterable[str], held: Sequence[Collection[str]]) -> Facet:
        """The facet of offers by what each holds; what is none of the values is left out."""
        known = tuple(map(str, values))
        rows = {value: row for row, value in enumerate(known)}
        holders = np.zeros((len(known), len(held)), dtype=np.bool_)
        for at, of_one in enumerate(held):
            for value in of_one:
                if value in rows:
                    holders[rows[value], at] = True
        return cls(known, holders)

    def holding_any(self, chosen: Collection[str]) -> Marks:
        """The offers with one of the values."""
        rows = [row for row, value in enumerate(self.values) if value in chosen]
        return np.asarray(self.holders[rows].any(axis=0))

    def counts(self, kept: Marks) -> dict[str, int]:
        """How many of these offers hold each value; values that none holds are left out."""
        return _counted(self.values, np.count_nonzero(self.holders & kept, axis=1))


@dataclass(frozen=True, slots=True)
class Providers:
    """The provider of each offer as a position among the distinct names, which are by alphabet."""

    names: tuple[str, ...]
    words: tuple[str, ...]
    """The words of each name in normal form, each after a space."""
    of_offer: Numbers

    @classmethod
    def of(cls, offers: Sequence[Offer]) -> Providers:
        """The providers of these offers."""
        names = sorted({offer.provider for offer in offers}, key=lambda n: (normalise(n), n))
        position = {name: at for at, name in enumerate(names)}
        return cls(
            names=tuple(names),
            words=tuple("".join(f" {word}" for word in all_words(name)) for name in names),
            of_offer=np.array([position[offer.provider] for offer in offers], dtype=np.intp),
        )

    def called(self, text: str) -> Marks:
        """The offers of the provider with this name; else those of all whose name has its words.

        A word may be the beginning of one: 'ihk boch' finds 'IHK Mittleres Ruhrgebiet, Bochum'.
        """
        if text in self.names:
            found: Marks = self.of_offer == self.names.index(text)
            return found
        asked = [f" {word}" for word in all_words(text)]
        meant = [bool(asked) and all(word in words for word in asked) for words in self.words]
        return np.array(meant, dtype=np.bool_)[self.of_offer]

    def counts(self, kept: Marks) -> dict[str, int]:
        """How many of these offers each provider has; those without one are left out."""
        return _counted(self.names, np.bincount(self.of_offer[kept], minlength=len(self.names)))


@dataclass(frozen=True, slots=True)
class Places:
    """Where offers hold; `of_offer` is the position of each one's territory among the distinct."""

    of_offer: Numbers
    holding: Callable[[frozenset[str]], Marks]
    """Which distinct territories hold at least for a part of these places."""
    lands: Marks
    """Shape (Länder, territories)."""

    @classmethod
    def of(cls, territories: tuple[Territory, ...], of_offer: Numbers) -> Places:
        """The places of offers."""
        holding = lru_cache(maxsize=PLACES_REMEMBERED)(partial(_holding, territories))
        sites = [resolve_site(None, None, land.code).places or frozenset() for land in LANDS]
        return cls(of_offer, holding, np.array([_holding(territories, each) for each in sites]))

    def holding_at(self, site: Site) -> Marks:
        """The offers that hold for the site or a part of it, or everywhere."""
        return self.holding(site.places or frozenset())[self.of_offer]

    def counts(self, kept: Marks) -> dict[str, int]:
        """How many of these offers hold in each Land or a part of it, by its code."""
        of_territory = np.bincount(self.of_offer[kept], minlength=self.lands.shape[1])
        return _counted([land.code for land in LANDS], self.lands @ of_territory)


def _holding(territories: tuple[Territory, ...], places: frozenset[str]) -> Marks:
    """An offer that names no territory holds everywhere."""
    site = Site(places, ())
    found = [
        not (each.codes or each.unresolved) or lies_in(site, each) is not False
        for each in territories
    ]
    return np.array(found, dtype=np.bool_)


def _counted(values: Sequence[str], numbers: NDArray[np.integer]) -> dict[str, int]:
    found = zip(values, numbers.tolist(), strict=True)
    return {value: number for value, number in found if number}
