"""Stored contents as offers; one that the format has grown away from is none, and stops nobody."""

from __future__ import annotations

from collections.abc import Mapping

from offers.errors import InputErrors
from offers.schema import Offer, parse_offer


def readable(content: Mapping[str, object]) -> Offer | None:
    """The offer of a version's content; None where the format of today does not allow it."""
    try:
        return parse_offer(content)
    except InputErrors:
        return None
