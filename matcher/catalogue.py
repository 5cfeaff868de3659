"""Catalogue: one version of all offers, compiled once, shared by every request; immutable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from matcher.eligibility import CompiledConditions
from matcher.features import OfferColumns, columns_of
from matcher.variants import Rows, variant_groups
from offers.schema import Offer


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Offers in the order of their ids with compiled conditions and feature columns.

    `groups` holds the variant group of each offer.
    """

    version: str
    offers: tuple[Offer, ...]
    conditions: CompiledConditions
    columns: OfferColumns
    groups: Rows
    position: Mapping[str, int]

    def offer(self, offer_id: str) -> Offer | None:
        """The offer with this id, None if the catalogue has none."""
        position = self.position.get(offer_id)
        return None if position is None else self.offers[position]


def compile_catalogue(offers: Sequence[Offer], version: str) -> Catalogue:
    """The catalogue of these offers; their order does not matter, ids must be distinct."""
    ordered = tuple(sorted(offers, key=lambda offer: offer.id))
    position = {offer.id: row for row, offer in enumerate(ordered)}
    if len(position) != len(ordered):
        raise ValueError("two offers share an id")
    columns = columns_of(ordered)
    return Catalogue(
        version=version,
        offers=ordered,
        conditions=CompiledConditions(ordered),
        columns=columns,
        groups=variant_groups(ordered, columns.text.stems),
        position=MappingProxyType(position),
    )
