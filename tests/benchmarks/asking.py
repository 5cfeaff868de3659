"""Questions: how many answers settle the best five offers, and how long choosing one takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import fmean

from matcher.catalogue import compile_catalogue
from matcher.matches import Match
from matcher.questions import questions_to_ask
from matcher.ranking import match
from matcher.scorers import ReadableScorer
from offers.bundled import load_bundled
from offers.schema import Offer
from tests.benchmarks.figures import (
    Effort,
    Figure,
    WrongResultError,
    quantiles,
    seconds_per_item,
)
from tests.matcher.asking import (
    MOST_ASKED,
    RULES,
    World,
    bundled_world,
    companies,
    conformance_world,
    saved,
)

TODAY = date(2026, 11, 22)
SEED = 20261122
PER_ROUND = 60
"""Companies a round of the simulation."""
MANY = 2_500
OURS, FIXED = "expected reduction", "fixed order"


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """Answers needed by each rule on two sets of offers, then the time for one page."""
    count = PER_ROUND * effort.rounds
    bundled = bundled_world(count, seed=SEED, today=TODAY)
    every = max(10 // effort.rounds, 1)
    foreign = conformance_world(shared / "conformance", every=every)
    return [
        *_answers("bundled offers", bundled),
        *_answers("conformance offers", foreign),
        *_seconds(load_bundled(), effort, most=3.0),
        *_seconds(_many(load_bundled()), effort, most=8.0),
    ]


def _answers(where: str, world: World) -> list[Figure]:
    needed = {name: world.needed(rule) for name, rule in RULES.items()}
    if max(needed[OURS]) >= MOST_ASKED:
        raise WrongResultError(f"{where}: there is no end of questions")
    spared = saved(needed[OURS], needed[FIXED], seed=SEED)
    what = f"Answers until the best five of the {where} are settled"
    return [
        *(Figure(f"{what}, by {name}", fmean(needed[name]), "answers") for name in RULES),
        Figure(f"{what}: spared by {OURS}", spared.value, "answers"),
        Figure(f"{what}: spared at least (90 % interval)", spared.low, "answers"),
    ]


def _seconds(offers: Sequence[Offer], effort: Effort, *, most: float) -> list[Figure]:
    catalogue, scorer = compile_catalogue(offers, "benchmark"), ReadableScorer()
    profiles = [one.told for one in companies(PER_ROUND, seed=SEED, today=TODAY)]

    def fresh() -> list[tuple[Match, ...]]:
        return [match(one, catalogue, scorer, today=TODAY).matches for one in profiles]

    rounds = [seconds_per_item(questions_to_ask, fresh(), rounds=1) for _ in range(effort.rounds)]
    least = [min(column) for column in zip(*rounds, strict=True)]
    name = f"Next questions at {len(offers):,} offers"
    return quantiles(name, least, shares=(0.5, 0.99), target=(0.99, most))


def _many(offers: Sequence[Offer]) -> list[Offer]:
    """As many offers as a country has, by copying."""
    copies = -(-MANY // len(offers))
    return [
        offer.model_copy(update={"id": f"{offer.id}-{copy}", "title": f"{offer.title} {copy}"})
        for copy in range(copies)
        for offer in offers
    ][:MANY]
