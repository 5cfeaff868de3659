"""A whole match in process: verdicts, ranking, the best ten with reasons in German."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from matcher.batch_io import import_offers, read_profiles
from matcher.bundled_model import bundled_model
from matcher.catalogue import Catalogue, compile_catalogue
from matcher.output import ranking_record
from matcher.profile import Asked
from matcher.ranking import match
from matcher.scorers import Scorer
from tests.benchmarks.figures import (
    Effort,
    Figure,
    WrongResultError,
    quantiles,
    seconds_of,
    seconds_per_item,
)

TOP = 10


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """The figures of the match, for profiles never seen before and for profiles seen."""
    offers = import_offers(str(shared / "benchmark/offers.jsonl"))
    asked = read_profiles(str(shared / "benchmark/profiles.jsonl"), today=None)
    catalogue, scorer = compile_catalogue(offers, "benchmark"), packaged()
    new = [seconds_of(partial(ranked, one, catalogue, scorer)) for one in asked]
    for one in asked:
        check(ranked(one, catalogue, scorer))
    warm = seconds_per_item(lambda one: ranked(one, catalogue, scorer), asked, rounds=effort.rounds)
    what = f"Match against {len(offers)} offers, best {TOP} with reasons in words"
    return [
        *quantiles(what, warm, target=(0.5, 5.0)),
        *quantiles(f"{what}, each profile for the first time", new, shares=(0.5, 0.95)),
    ]


@lru_cache(maxsize=1)
def packaged() -> Scorer:
    """The learned scorer of the package; the readable one if it has none."""
    return bundled_model().scorer


def ranked(one: Asked, catalogue: Catalogue, scorer: Scorer) -> dict[str, Any]:
    """The best ten with reasons and questions in German, as the command line writes them."""
    found = match(one.profile, catalogue, scorer, today=one.today, limit=TOP)
    return ranking_record(one.profile.id, found, language="de")


def check(record: dict[str, Any]) -> None:
    """WrongResultError unless there are ten offers in order of rank, each with a reason."""
    matches = record["matches"]
    ranks = [entry["rank"] for entry in matches]
    scores = [entry["score"] for entry in matches]
    has_words = all(reason["text"] for entry in matches for reason in entry["reasons"])
    is_explained = has_words and all(entry["reasons"] for entry in matches)
    if ranks != list(range(1, TOP + 1)) or scores != sorted(scores, reverse=True):
        raise WrongResultError(f"no ranking of {TOP} for {record['profile']}")
    if not is_explained:
        raise WrongResultError(f"a match without words for {record['profile']}")
