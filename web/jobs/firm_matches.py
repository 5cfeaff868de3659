"""Keep what the catalogue has for each firm up to date."""

from __future__ import annotations

from collections.abc import Mapping

from web.author import Author
from web.clock import day_in_berlin
from web.services import Services
from web.use_cases.firm_lists.matching import Standing, match_stale

MOST_A_TURN = 5_000


def run(held: Services, author: Author) -> Mapping[str, int]:
    """How many firms were matched anew."""
    return {"firm_matches": match_stale(held.engine, standing_of(held, author), MOST_A_TURN)}


def standing_of(held: Services, author: Author) -> Standing:
    """What a match is made of now."""
    held.snapshot.renew()
    serving = held.ranking.current()
    return Standing(
        catalogue=held.snapshot.current(),
        scorer=serving.scorer,
        model=serving.name,
        today=day_in_berlin(author.now),
        now=author.now,
    )
