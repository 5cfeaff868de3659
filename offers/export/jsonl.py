"""Offers as JSON Lines in the interchange format."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from offers.schema import Offer, dump_offer


def lines(offers: Iterable[Offer]) -> Iterator[str]:
    """One line an offer, with its line break; only what is known, in the format's order."""
    for offer in offers:
        yield json.dumps(dump_offer(offer), ensure_ascii=False) + "\n"
