"""Catalogue: one version of all offers, compiled once, shared by every request; immutable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from matcher.eligibility import CompiledConditions
from matcher.features import OfferColumns, columns_of
from matcher.variants import Rows, variant_groups
from matcher.wording import LANGUAGES, kind_label
from offers.schema import Offer
from offers.taxonomy.needs import need
from offers.text.search import SearchIndex


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Offers in the order of their ids with compiled conditions, feature columns, search index.

    `groups` holds the variant group of each offer.
    """

    version: str
    offers: tuple[Offer, ...]
    conditions: CompiledConditions
    columns: OfferColumns
    groups: Rows
    search: SearchIndex
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
        search=SearchIndex.fit(
            [offer.title for offer in ordered], [_searched(offer) for offer in ordered]
        ),
        position=MappingProxyType(position),
    )


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
