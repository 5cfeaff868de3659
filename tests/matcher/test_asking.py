"""Asking: the rule needs fewer answers than a fixed order until the best five are settled."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from statistics import fmean

import pytest

from tests.matcher.asking import (
    MOST_ASKED,
    RULES,
    World,
    bundled_world,
    by_expected_reduction,
    by_fixed_order,
    companies,
    conformance_world,
    saved,
)

TODAY = date(2026, 11, 22)
SEED = 20261122
OURS = "expected reduction"


@pytest.fixture(scope="module")
def bundled() -> World:
    """A hundred companies before the bundled catalogue."""
    return bundled_world(100, seed=SEED, today=TODAY)


def show(where: str, world: World) -> dict[str, list[int]]:
    """The answers needed by each rule, printed."""
    needed = {name: world.needed(rule) for name, rule in RULES.items()}
    for name, counts in needed.items():
        sys.stdout.write(f"{where}: {fmean(counts):.2f} answers by {name}\n")
    return needed


def test_fewer_answers_than_by_a_fixed_order_settle_the_best_five(bundled: World) -> None:
    needed = show("bundled offers", bundled)
    assert saved(needed[OURS], needed["fixed order"], seed=SEED).low > 0.5
    assert fmean(needed[OURS]) <= fmean(needed["open fields by 1/rank"]) + 0.05
    assert max(needed[OURS]) < MOST_ASKED


def test_fewer_answers_settle_the_best_five_of_rules_made_elsewhere(shared_dir: Path) -> None:
    needed = show("conformance set", conformance_world(shared_dir / "conformance", every=5))
    for other in set(RULES) - {OURS}:
        assert saved(needed[OURS], needed[other], seed=SEED).low > 0.0


def test_the_same_seed_asks_the_same_companies_the_same(bundled: World) -> None:
    again = World(companies(20, seed=SEED, today=TODAY), bundled.catalogue, TODAY)
    assert again.companies == bundled.companies[:20]
    assert again.needed(by_expected_reduction) == bundled.needed(by_expected_reduction)[:20]


def test_a_company_of_which_nothing_is_hidden_is_asked_nothing(bundled: World) -> None:
    whole = tuple(type(one)(one.whole, one.whole) for one in bundled.companies[:20])
    world = World(whole, bundled.catalogue, TODAY)
    assert set(world.needed(by_expected_reduction)) == set(world.needed(by_fixed_order)) == {0}
