"""Texts that nobody may change: a licence without derivatives lets us show them as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from offers.schema import Offer, dump_offer

FIXED = (
    "title",
    "summary",
    "description",
    "audience_text",
    "topic_text",
    "sector_text",
    "kind_text",
    "amount_text",
    "rate_text",
    "deadline_text",
    "requires",
    "status",
    "funding",
    "license_info",
)
"""The fields that hold what the source wrote, and the line that goes with it."""
_NO_DERIVATIVES = re.compile(r"\bBY(-NC)?-ND\b|no\s?derivatives|keine bearbeitung", re.IGNORECASE)


def forbids_changes(offer: Offer | None) -> bool:
    """Whether the licence of its texts allows no derivatives."""
    return offer is not None and forbids(offer.license_info)


def forbids(license_info: str) -> bool:
    """Whether a licence line allows no derivatives."""
    return bool(_NO_DERIVATIVES.search(license_info))


def with_fixed(content: Mapping[str, Any], base: Offer | None) -> dict[str, Any]:
    """The content with the texts of the base, where these may not be changed."""
    if base is None or not forbids_changes(base):
        return dict(content)
    return with_texts_of(content, dump_offer(base))


def with_texts_of(content: Mapping[str, Any], original: Mapping[str, Any]) -> dict[str, Any]:
    """The content with the texts of another one."""
    free = {key: value for key, value in content.items() if key not in FIXED}
    return {**free, **{key: original[key] for key in FIXED if key in original}}
