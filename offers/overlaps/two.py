"""A pair under a closer look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from offers.overlaps.described import Described
from offers.overlaps.pairs import Code, Evidence
from offers.overlaps.titles import Title
from offers.schema import Offer
from offers.taxonomy.regions import Territory

Finding: TypeAlias = tuple[float, Evidence]
"""Bits and what they stand for; 0.0 for what is told only, or is weighed for all pairs at once."""
Findings: TypeAlias = Iterator[Finding]


@dataclass(frozen=True, slots=True)
class Two:
    """A pair by its rows, with the likeness of its titles and of its texts, 0 to 1."""

    described: Described
    rows: tuple[int, int]
    title_likeness: float
    text_likeness: float

    @property
    def offers(self) -> tuple[Offer, Offer]:
        """Both offers."""
        first, second = self.rows
        return self.described.offers[first], self.described.offers[second]

    @property
    def titles(self) -> tuple[Title, Title]:
        """Both titles, taken apart."""
        first, second = self.rows
        return self.described.titles[first], self.described.titles[second]

    @property
    def places(self) -> tuple[Territory, Territory]:
        """Both territories."""
        first, second = (self.described.territories[row] for row in self.rows)
        return self.described.places[first], self.described.places[second]

    @property
    def amounts(self) -> tuple[int, int]:
        """Both highest amounts in whole euros, UNKNOWN where none is given."""
        first, second = (int(self.described.amounts[row]) for row in self.rows)
        return first, second


def told(bits: float, code: Code, **values: str | int) -> Finding:
    """A finding with its values by name."""
    given: Mapping[str, str | int] = values
    return bits, Evidence(code, given)
