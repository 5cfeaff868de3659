"""Precision and recall of proposed pairs on pairs that were read and judged one by one.

`overlap_pairs.csv` holds ids and judgements only: `duplicate` (an editor would merge them),
`successor`, or `different` with the reason. The pairs came from loose blockers (titles, texts,
pages, provider with amount), the most alike first, and from every pair that was ever proposed.
Families of offers are in one half as a whole. The weights were fitted on the half `tuning`.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from offers.bundled import load_bundled
from offers.importers.jsonl import import_offers
from offers.overlaps import CERTAIN, PROPOSED, Pair, find_pairs
from offers.overlaps.candidates import candidates
from offers.overlaps.described import Described
from offers.schema import Offer

PAIRS = Path(__file__).with_name("overlap_pairs.csv")
HALVES = ("tuning", "final")
THRESHOLDS = (PROPOSED, 0.5, 0.6, 0.7, 0.8, CERTAIN)
LEAST = {
    ("tuning", PROPOSED): (0.78, 0.72),
    ("final", PROPOSED): (0.68, 0.55),
    ("tuning", CERTAIN): (0.90, 0.45),
    ("final", CERTAIN): (0.85, 0.40),
}
"""Precision and recall that a change must keep; what was measured is printed."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of the file."""

    half: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pool:
    """Offers of two sources by id, and how their pairs were judged."""

    offers: tuple[Offer, ...]
    sources: Mapping[str, str]
    judged: Mapping[frozenset[str], Judged]
    found: tuple[Pair, ...]


@pytest.fixture(scope="module")
def pool(shared_dir: Path) -> Pool:
    listed = import_offers(str(shared_dir / "benchmark/offers.jsonl")).offers
    ids = {offer.id for offer in listed}
    own = [offer for offer in load_bundled() if offer.id not in ids]
    sources = dict.fromkeys(ids, "list") | {offer.id: "bundle" for offer in own}
    offers = (*listed, *own)
    return Pool(offers, sources, judgements(), find_pairs(offers, sources=sources))


def judgements() -> dict[frozenset[str], Judged]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return {
            frozenset((row["first"], row["second"])): Judged(
                row["half"], row["verdict"], row["reason"]
            )
            for row in csv.DictReader(file)
        }


def figures(
    found: tuple[Pair, ...], judged: Mapping[frozenset[str], Judged], half: str, least: float
) -> tuple[float, float]:
    """Precision and recall of the pairs from a score on; a pair nobody judged counts as wrong."""
    wanted = {
        ids for ids, each in judged.items() if (each.half, each.verdict) == (half, "duplicate")
    }
    proposed = {pair.ids for pair in found if pair.score >= least and not pair.is_succession}
    here = {ids for ids in proposed if ids not in judged or judged[ids].half == half}
    return len(here & wanted) / max(len(here), 1), len(here & wanted) / len(wanted)


def test_enough_pairs_were_judged_and_no_offer_is_paired_with_itself() -> None:
    judged = judgements()
    assert len(judged) >= 400
    assert all(len(ids) == 2 for ids in judged)
    for half in HALVES:
        verdicts = [each.verdict for each in judged.values() if each.half == half]
        assert verdicts.count("duplicate") >= 30
        assert verdicts.count("different") >= 150


def test_the_figures_of_both_halves_are_kept(pool: Pool) -> None:
    told = {"two sources": pool.found, "sources unknown": find_pairs(pool.offers)}
    for name, found in told.items():
        for half in HALVES:
            for least in THRESHOLDS:
                precision, recall = figures(found, pool.judged, half, least)
                sys.stdout.write(
                    f"{name}, {half} half, from {least}: "
                    f"precision {precision:.2f}, recall {recall:.2f}\n"
                )
    for (half, least), (precision, recall) in LEAST.items():
        measured = figures(pool.found, pool.judged, half, least)
        assert measured >= (precision, 0.0), (half, least)
        assert measured[1] >= recall, (half, least)


def test_almost_every_duplicate_is_a_candidate(pool: Pool) -> None:
    described = Described.of(sorted(pool.offers, key=lambda offer: offer.id), {})
    ids = [offer.id for offer in described.offers]
    met = {frozenset((ids[one], ids[other])) for one, other in candidates(described).T.tolist()}
    wanted = {each for each, judged in pool.judged.items() if judged.verdict == "duplicate"}
    assert len(met & wanted) >= 0.97 * len(wanted)
    assert len(met) < 0.05 * len(ids) ** 2 / 2


@pytest.mark.parametrize("reason", ["region", "variant", "number", "stage", "part", "portal"])
def test_what_only_resembles_is_never_certain(pool: Pool, reason: str) -> None:
    resembling = {ids for ids, each in pool.judged.items() if each.reason == reason}
    assert resembling
    for found in (pool.found, find_pairs(pool.offers)):
        certain = {pair.ids for pair in found if pair.score >= CERTAIN}
        assert certain.isdisjoint(resembling)


def test_judged_offers_exist(pool: Pool) -> None:
    missing = {each for ids in pool.judged for each in ids} - pool.sources.keys()
    assert missing == set()
