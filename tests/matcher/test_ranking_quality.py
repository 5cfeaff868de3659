"""The floor under the ranking of the bundled catalogue, by what people judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from matcher.batch_io import import_offers, read_judgments, read_profiles
from matcher.catalogue import compile_catalogue
from matcher.evaluation import Result
from matcher.lessons import examples
from matcher.measuring import Ranker, by_scorer, cross_validated, measure
from matcher.scorers import ReadableScorer
from matcher.training import Example
from tests.matcher.judged_catalogue import FOLDER, asked, catalogue, judgments, model

MOST_EXCLUDED = MOST_REFUSED = 0.02
Record = Callable[[str, object], None]


@cache
def lessons() -> tuple[Example, ...]:
    """What the companies of the bundled catalogue teach."""
    return examples(asked(), catalogue(), judgments(), today=max(one.today for one in asked()))


@cache
def lessons_of_benchmark(folder: Path) -> tuple[Example, ...]:
    """What the companies of the ranking benchmark teach."""
    offers = import_offers(str(folder / "benchmark" / "offers.jsonl"))
    companies = read_profiles(str(FOLDER / "benchmark_profiles.jsonl"), today=None)
    judged = read_judgments(
        str(FOLDER / "benchmark_judgments.jsonl"), offers=offers, asked=companies
    )
    known = compile_catalogue(offers, "benchmark")
    return examples(companies, known, judged, today=max(one.today for one in companies))


def figures_of(ranker: Ranker, record_property: Record) -> dict[str, float]:
    """The figures of a ranker, kept with the result of the test."""
    result = measure({"": ranker}, asked(), judgments())[""]
    assert len(result.profiles) == len(asked())
    found = _figures(result)
    for name, value in found.items():
        record_property(name, round(value, 4))
    return found


def _figures(result: Result) -> dict[str, float]:
    names = ("good_in_first_five", "excluded_as_eligible", "good_refused", "judged_in_first_ten")
    means = {f"ndcg@{cut}": float(np.mean(values)) for cut, values in result.ndcg.items()}
    return {**means, **{name: getattr(result, name).ratio or 0.0 for name in names}}


def refuse_below(found: dict[str, float], floors: Sequence[tuple[str, float]]) -> None:
    assert {n: v for n, v in found.items() if v < dict(floors).get(n, 0.0)} == {}
    assert found["excluded_as_eligible"] <= MOST_EXCLUDED
    assert found["good_refused"] <= MOST_REFUSED


def test_the_bundled_model_stays_above_its_floor(record_property: Record) -> None:
    """In-sample: that the model and the features still fit each other."""
    found = figures_of(by_scorer(catalogue(), model()), record_property)

    refuse_below(
        found,
        [
            ("ndcg@5", 0.82),  # measured 0.850
            ("ndcg@10", 0.83),  # 0.861
            ("good_in_first_five", 0.825),  # 0.857
            ("judged_in_first_ten", 0.95),  # 1.000
        ],
    )


def test_companies_that_no_model_has_seen_have_a_floor_too(record_property: Record) -> None:
    found = figures_of(cross_validated(catalogue(), asked(), lessons()), record_property)

    refuse_below(
        found,
        [
            ("ndcg@5", 0.765),  # measured 0.796
            ("ndcg@10", 0.795),  # 0.825
            ("good_in_first_five", 0.825),  # 0.857
        ],
    )


def test_unseen_companies_keep_their_floor_where_other_offers_teach_too(
    shared_dir: Path, record_property: Record
) -> None:
    others = lessons_of_benchmark(shared_dir)

    found = figures_of(cross_validated(catalogue(), asked(), lessons(), others), record_property)

    refuse_below(
        found,
        [
            ("ndcg@5", 0.80),  # measured 0.831
            ("ndcg@10", 0.815),  # 0.848
            ("good_in_first_five", 0.795),  # 0.825
        ],
    )


def test_the_readable_scorer_that_serves_without_a_model_has_a_floor_too(
    record_property: Record,
) -> None:
    found = figures_of(by_scorer(catalogue(), ReadableScorer()), record_property)

    refuse_below(
        found,
        [
            ("ndcg@5", 0.80),  # measured 0.829
            ("ndcg@10", 0.81),  # 0.841
            ("good_in_first_five", 0.825),  # 0.857
        ],
    )


@pytest.mark.parametrize("name", sorted(one.profile.id for one in asked()))
def test_no_company_gets_a_first_page_without_a_good_offer(name: str) -> None:
    one = next(each for each in asked() if each.profile.id == name)
    good = {judged.offer for judged in judgments() if judged.profile == name and judged.grade >= 2}

    first = by_scorer(catalogue(), model())(one)[:10]

    assert good & {entry.offer for entry in first}
