"""Look for offers that are described twice."""

from __future__ import annotations

from collections.abc import Mapping

from web.author import Author
from web.services import Services
from web.use_cases.catalogue import pairs


def run(held: Services, author: Author) -> Mapping[str, int]:
    """How many new pairs wait for a person."""
    return {"pairs": pairs.look_for(held.engine, now=author.now)}
