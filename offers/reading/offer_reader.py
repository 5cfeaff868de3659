"""An offer with what its prose says and its fields do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from offers.reading.amounts import read_amount
from offers.reading.evidence import READING, every
from offers.reading.folding import folded
from offers.reading.places import areas, places
from offers.reading.prose import who_may_apply
from offers.reading.purposes import read_needs
from offers.reading.schedule import time_changes
from offers.reading.themes import sectors_of_text, sizes_of_title
from offers.schema import Condition, Offer, leaves


def read_offer(offer: Offer) -> Offer:
    """The offer with conditions, days, state, amount and needs read from its prose.

    What fields state stays as it is; where the prose says nothing more, the offer itself. Pure,
    and reading twice changes nothing: conditions once read are not read again.
    """
    changes = {**time_changes(offer), **_others(offer)}
    return offer.model_copy(update=changes) if changes else offer


def _others(offer: Offer) -> dict[str, Any]:
    read: dict[str, Any] = {"conditions": _conditions(offer), "amount": read_amount(offer)}
    if not offer.needs:
        read["needs"] = read_needs(offer)
    return {field: value for field, value in read.items() if value != getattr(offer, field)}


def _conditions(offer: Offer) -> Condition | None:
    """The stated conditions and those of the prose that speak of something else."""
    stated = () if offer.conditions is None else leaves(offer.conditions)
    if any(leaf.evidence.reading == READING for leaf in stated):
        return offer.conditions
    named = frozenset(type(leaf.test) for leaf in stated)
    parts = [] if offer.conditions is None else [offer.conditions]
    for part in _parts(offer):
        if named.isdisjoint(type(leaf.test) for leaf in leaves(part)):
            parts.append(part)
    return every(parts, quote="")


def _parts(offer: Offer) -> Iterator[Condition]:
    audience = who_may_apply(offer)
    if audience is not None:
        yield audience
    yield from sizes_of_title(offer, audience)
    yield from sectors_of_text(offer)
    text = folded(offer.audience_text)
    yield from areas(text)
    if not offer.territory:
        yield from places(text)
