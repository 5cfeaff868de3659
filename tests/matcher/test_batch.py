"""Batch: for every company the same offers, order, scores and verdicts as `matcher.ranking`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.batch import Batch, Best
from matcher.batch.points import columns_for
from matcher.batch.recent import Doorkeeper, Recent
from matcher.batch_io import import_offers
from matcher.bundled_model import bundled_model
from matcher.catalogue import Catalogue, compile_catalogue
from matcher.eligibility import VERDICTS, subject_of
from matcher.features import FEATURES, Seeker, seeker_of
from matcher.profile import Profile, parse_profile
from matcher.ranking import match
from matcher.scorers import ReadableScorer, Scorer, Table, TableScorer
from offers.schema import Offer, parse_offer
from tests.benchmarks.catalogues import many_offers
from tests.benchmarks.companies import companies
from tests.strategies import catalogues, profiles

TODAY = date(2026, 11, 21)
READABLE = ReadableScorer()
Row = tuple[str, float, str]


@st.composite
def table_scorers(draw: st.DrawFn) -> TableScorer:
    """Tables as training makes them: points rise with the value."""
    steps = st.lists(st.integers(0, 400), min_size=4, max_size=4)
    tables = {
        feature.name: Table(
            (-1.0, 0.0, 0.3, 1.0), tuple(float(p) / 10 for p in np.cumsum(draw(steps)))
        )
        for feature in FEATURES
    }
    return TableScorer(tables)


scorers = st.one_of(st.just(READABLE), table_scorers())
companies_asked = st.lists(profiles(), max_size=8)


def offer(offer_id: str, **fields: object) -> Offer:
    return parse_offer({"id": offer_id, "title": "Angebot", "provider": "Stadt", **fields})


def firm(**fields: object) -> Profile:
    return parse_profile({"id": "firm", **fields})


def rows_of(best: Best, catalogue: Catalogue) -> list[list[Row]]:
    ends = np.cumsum(best.counts).tolist()
    columns = (best.offers.tolist(), best.scores.tolist(), best.verdicts.tolist())
    rows = [
        (catalogue.offers[row].id, score, str(VERDICTS[number]))
        for row, score, number in zip(*columns, strict=True)
    ]
    return [rows[end - count : end] for end, count in zip(ends, best.counts.tolist(), strict=True)]


def by_batch(
    asked: Sequence[Profile], catalogue: Catalogue, scorer: Scorer = READABLE, **options: int
) -> list[list[Row]]:
    batch = Batch(catalogue, scorer, **{"limit": 10, **options})
    subjects = [subject_of(profile, profile.today or TODAY) for profile in asked]
    return rows_of(batch.best(subjects), catalogue)


def one_by_one(
    asked: Sequence[Profile], catalogue: Catalogue, scorer: Scorer = READABLE, limit: int = 10
) -> list[list[Row]]:
    return [
        [
            (found.offer.id, found.score, str(found.verdict))
            for found in match(
                profile, catalogue, scorer, today=profile.today or TODAY, limit=limit
            ).matches
        ]
        for profile in asked
    ]


@given(catalogues(max_size=30), companies_asked, scorers, st.integers(1, 30))
def test_many_companies_get_what_each_of_them_would_get_alone(
    offered: list[Offer], asked: list[Profile], scorer: Scorer, limit: int
) -> None:
    catalogue = compile_catalogue(offered, "1")
    expected = one_by_one(asked, catalogue, scorer, limit)
    assert by_batch(asked, catalogue, scorer, limit=limit) == expected


@given(catalogues(), companies_asked)
def test_little_memory_changes_nothing(offered: list[Offer], asked: list[Profile]) -> None:
    catalogue = compile_catalogue(offered, "1")
    twice = [*asked, *asked]
    assert by_batch(twice, catalogue, most_bytes=1) == by_batch(twice, catalogue)


@pytest.fixture(scope="module")
def large(shared_dir: Path) -> Catalogue:
    """Real offers with what their prose says, and mixtures of them."""
    real = import_offers(str(shared_dir / "benchmark/offers.jsonl"))
    return compile_catalogue(many_offers(real, 1_000), "large")


@pytest.mark.parametrize("limit", [1, 10, 40])
@pytest.mark.parametrize("scorer", [READABLE, bundled_model().scorer], ids=["readable", "learned"])
def test_generated_companies_get_the_same_from_a_large_catalogue(
    large: Catalogue, scorer: Scorer, limit: int
) -> None:
    asked = [parse_profile(record) for record in companies(120)]
    alone = one_by_one(asked, large, scorer, limit)
    assert by_batch(asked, large, scorer, limit=limit) == alone


def test_variants_are_folded_as_in_a_single_ranking() -> None:
    variants = [
        offer(f"kredit-{n:02d}", title=f"Digitalkredit Variante {n}", kinds=["loan"],
              needs=["digitalisation"], description="Kredit für Software und Maschinen.")
        for n in range(40)
    ]  # fmt: skip
    others = [offer(f"rat-{n:02d}", title=f"Rat {n}", needs=["export"]) for n in range(12)]
    catalogue = compile_catalogue([*variants, *others], "1")
    assert len(set(catalogue.groups.tolist())) < len(catalogue.offers)
    asked = [firm(needs=["digitalisation", "export"])]
    for limit in (5, 10, 20, 60):
        alone = one_by_one(asked, catalogue, limit=limit)
        assert by_batch(asked, catalogue, limit=limit) == alone


def test_companies_are_judged_on_their_own_day() -> None:
    catalogue = compile_catalogue([offer("a", valid_until="2026-06-30"), offer("b")], "1")
    asked = [firm(today="2026-06-30"), firm(today="2026-07-01")]
    shown = [[row[0] for row in rows] for rows in by_batch(asked, catalogue)]
    assert shown == [["a", "b"], ["b"]]


@pytest.mark.parametrize(("offered", "expected"), [([], [[], []]), ([offer("a")], [["a"], ["a"]])])
def test_small_catalogues_and_a_company_without_any_field_work(
    offered: list[Offer], expected: list[list[str]]
) -> None:
    asked = [firm(), firm(needs=["export"], need_text="Messe", wz="25")]
    found = by_batch(asked, compile_catalogue(offered, "1"))
    assert [[row[0] for row in rows] for rows in found] == expected


def test_no_companies_give_no_matches() -> None:
    assert by_batch([], compile_catalogue([offer("a")], "1")) == []


def test_a_memo_forgets_what_was_not_used_for_longest() -> None:
    memo = Recent[str](4, len)
    for key in ("a", "b"):
        memo.keep(key, "xx")
    assert [memo.get(key) for key in ("c", "b", "a")] == [None, "xx", "xx"]
    memo.keep("c", "xx")
    assert [memo.get(key) for key in ("a", "b", "c")] == ["xx", None, "xx"]


def test_a_doorkeeper_lets_in_what_comes_again() -> None:
    door = Doorkeeper()
    assert [door.has_seen(key) for key in ("a", "b", "a", "c", "b")] == [
        False, False, True, False, True,
    ]  # fmt: skip


def seekers(asked: Sequence[Profile], catalogue: Catalogue) -> list[Seeker]:
    judged = [catalogue.conditions.judge(subject_of(profile, TODAY)) for profile in asked]
    return [seeker_of(profile, each) for profile, each in zip(asked, judged, strict=True)]


@given(catalogues(), companies_asked)
@settings(max_examples=200)
def test_equal_keys_mean_equal_columns(offered: list[Offer], asked: list[Profile]) -> None:
    catalogue = compile_catalogue(offered, "1")
    for feature in FEATURES:
        seen: dict[object, np.ndarray] = {}
        for seeker in seekers(asked, catalogue) if feature.key else ():
            column = feature.compute(seeker, catalogue.columns)
            key = feature.key(seeker) if feature.key else None
            assert np.array_equal(seen.setdefault(key, column), column), feature.name


@given(catalogues(), companies_asked)
def test_columns_for_many_are_the_columns_of_each(
    offered: list[Offer], asked: list[Profile]
) -> None:
    catalogue = compile_catalogue(offered, "1")
    sought = seekers(asked, catalogue)
    for feature in FEATURES if sought else ():
        together = columns_for(feature, sought, catalogue.columns)
        apart = [feature.compute(seeker, catalogue.columns) for seeker in sought]
        assert np.array_equal(together, np.array(apart)), feature.name


@given(catalogues(), companies_asked)
def test_marks_are_where_a_feature_is_minus_one(offered: list[Offer], asked: list[Profile]) -> None:
    catalogue = compile_catalogue(offered, "1")
    sought = seekers(asked, catalogue)
    marked = [feature for feature in FEATURES if feature.marks is not None]
    assert [feature.name for feature in marked] == ["open_points", "doubt"]
    for feature in marked if sought else ():
        apart = np.array([feature.compute(seeker, catalogue.columns) for seeker in sought])
        assert feature.marks is not None
        assert np.array_equal(np.where(feature.marks(sought), -1.0, 0.0), apart), feature.name


def test_an_offer_of_a_very_large_catalogue_is_found() -> None:
    """100,000 offers are measured by `tests.benchmarks`; here a tenth of the way to memory."""
    offered = [offer(f"{n:05d}", needs=["export"]) for n in range(3_000)]
    special = offer("x", needs=["succession"], territory=["Witten"])
    catalogue = compile_catalogue([*offered, special], "1")
    asked = [firm(postal_code="58452", needs=["succession"])]
    assert by_batch(asked, catalogue, limit=3) == one_by_one(asked, catalogue, limit=3)
    assert by_batch(asked, catalogue, limit=1)[0][0][0] == "x"
