"""Large catalogues for measuring: real offers first, then mixtures of them with own ids."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from offers.schema import Offer

SEED = 20261122
MIXED = (
    *("summary", "description", "topic_text", "kinds", "stage", "audience", "audience_text"),
    *("territory", "needs", "sectors", "sector_text", "conditions", "deadlines", "valid_until"),
    *("min_employees", "max_employees", "max_turnover_eur", "before_start", "as_of", "state"),
)
"""Fields that a mixture takes from other offers, each from any of them."""


def many_offers(offers: Sequence[Offer], count: int, *, seed: int = SEED) -> tuple[Offer, ...]:
    """So many offers: the given ones, then mixtures of their fields; the same seed, the same."""
    dice = Random(seed)
    mixtures = (_mixture(offers, number, dice) for number in range(max(count - len(offers), 0)))
    return (*offers[:count], *mixtures)


def _mixture(offers: Sequence[Offer], number: int, dice: Random) -> Offer:
    """A title of one offer with the rest of it or of another, field by field."""
    base = dice.choice(offers)
    taken = {name: getattr(dice.choice((base, dice.choice(offers))), name) for name in MIXED}
    title = f"{base.title} {dice.choice(offers).title}"
    return base.model_copy(update={**taken, "id": f"mixture-{number:06d}", "title": title})
