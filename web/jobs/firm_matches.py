"""Keep what the catalogue has for each firm up to date."""

from __future__ import annotations

from collections.abc import Mapping

from web.author import Author
from web.clock import day_in_berlin
from web.services import Services
from web.use_cases.firm_lists.matching import match_stale

MOST_A_TURN = 5_000


def run(held: Services, author: Author) -> Mapping[str, int]:
    """How many firms were matched anew."""
    held.snapshot.renew()
    serving = held.ranking.current()
    count = match_stale(
        held.engine,
        held.snapshot.current(),
        serving.scorer,
        serving.name,
        day_in_berlin(author.now),
        author.now,
        MOST_A_TURN,
    )
    return {"firm_matches": count}
