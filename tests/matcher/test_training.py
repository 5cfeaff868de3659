"""Training: what people judged becomes points, better fits never cost, nobody drags the rest."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.features import FEATURES
from matcher.judgments import Judgment, parse_judgment
from matcher.measuring import by_scorer, cross_validated, measure
from matcher.scorers import READABLE_WEIGHTS, ReadableScorer, TableScorer
from matcher.training import NAMES, Example, fit
from matcher.weighing import HALF_LIFE_DAYS, MOST_OF_ONE, weights
from tests.matcher.judged_world import TODAY, asked, catalogue, judgments, lessons

features = st.integers(0, len(FEATURES) - 1)


@st.composite
def some_examples(draw: st.DrawFn) -> tuple[Example, ...]:
    """Companies with random feature values and grades."""
    seed = draw(st.integers(0, 10_000))
    random = np.random.default_rng(seed)
    return tuple(
        Example(
            profile=f"firm {number}",
            values=_values(random, pairs=12),
            grades=random.integers(0, 4, 12).astype(float),
            weights=random.uniform(0.1, 2.0, 12),
        )
        for number in range(draw(st.integers(0, 5)))
    )


def _values(random: np.random.Generator, *, pairs: int) -> np.ndarray:
    values = random.uniform(0.0, 1.0, (pairs, len(FEATURES)))
    cautions = np.array([feature.caution for feature in FEATURES])
    return np.where(cautions, -values, values)


@settings(max_examples=30, deadline=None)
@given(some_examples(), features)
def test_a_better_fit_never_lowers_a_score(examples: tuple[Example, ...], feature: int) -> None:
    table = fit(examples).tables[NAMES[feature]]

    points = table.at(np.linspace(-2.0, 2.0, 101))

    assert (np.diff(points) >= 0).all()
    assert np.isfinite(points).all()


@settings(max_examples=30, deadline=None)
@given(some_examples())
def test_a_feature_that_says_nothing_gives_no_points(examples: tuple[Example, ...]) -> None:
    scorer = fit(examples)

    nothing = scorer.points(NAMES, np.zeros((1, len(NAMES))))

    assert nothing == pytest.approx(np.zeros((1, len(NAMES))), abs=1e-3)


@settings(max_examples=10, deadline=None)
@given(some_examples())
def test_the_same_judgements_make_the_same_model(examples: tuple[Example, ...]) -> None:
    assert fit(examples) == fit(examples)


def test_without_judgements_the_model_says_what_the_readable_scorer_says() -> None:
    values = _values(np.random.default_rng(1), pairs=50)

    learned, readable = fit([]).points(NAMES, values), ReadableScorer().points(NAMES, values)

    assert learned == pytest.approx(readable, abs=1e-3)


def test_what_the_data_do_not_show_keeps_its_readable_points() -> None:
    scorer = fit(lessons(judgments()))

    missed = np.zeros((1, len(NAMES)))
    missed[0, NAMES.index("too_late")] = -1.0

    assert scorer.points(NAMES, missed).sum() == pytest.approx(-READABLE_WEIGHTS["too_late"])


def test_judgements_teach_what_no_weight_said() -> None:
    rankers = {
        "learned": cross_validated(catalogue(), asked(), lessons(judgments())),
        "readable": by_scorer(catalogue(), ReadableScorer()),
        "plain": by_scorer(catalogue(), TableScorer({})),
    }

    results = measure(rankers, asked(), judgments())

    means = {name: float(np.mean(result.ndcg[5])) for name, result in results.items()}
    assert means["learned"] > 0.99
    assert means["readable"] > means["plain"] + 0.2


def test_a_company_is_never_ranked_by_a_model_that_was_fitted_on_it() -> None:
    """Grades turned round for one company alone must not turn its own list round."""
    turned = tuple(
        parse_judgment({"profile": j.profile, "offer": j.offer, "grade": 3 - j.grade})
        if j.profile == "firm-0"
        else j
        for j in judgments()
    )
    one = asked()[0]

    straight = cross_validated(catalogue(), asked(), lessons(judgments()))(one)

    assert cross_validated(catalogue(), asked(), lessons(turned))(one) == straight


JUDGED: dict[str, Any] = {"profile": "firm-0", "offer": "export-0", "grade": 3}


def _weight(**fields: Any) -> float:
    return float(weights([parse_judgment({**JUDGED, **fields})], today=TODAY, providers={})[0])


def test_a_verified_judgement_counts_double() -> None:
    assert _weight(verified=True) == 2 * _weight()


def test_a_judgement_loses_half_its_weight_in_three_years() -> None:
    days = date.fromordinal(TODAY.toordinal() - round(HALF_LIFE_DAYS)).isoformat()

    assert _weight(judged_on=days) == pytest.approx(0.5, abs=0.001)
    assert _weight(judged_on="2027-01-01") == 1.0


def _by(judge: str, count: int, **fields: Any) -> list[Judgment]:
    return [
        parse_judgment({**JUDGED, "profile": f"{judge}{n}", "judge": judge, **fields})
        for n in range(count)
    ]


def test_one_judge_has_a_fifth_of_all_weight_at_most() -> None:
    judged = [*judgments(), *_by("eager", 5000)]

    found = weights(judged, today=TODAY, providers={})

    assert found[len(judgments()) :].sum() / found.sum() == pytest.approx(MOST_OF_ONE)


def test_praise_for_one_provider_has_a_fifth_at_most_whoever_gives_it() -> None:
    praise = [one for judge in range(100) for one in _by(f"judge {judge}", 10)]
    judged = [*judgments(), *praise]

    found = weights(judged, today=TODAY, providers={"export-0": "Amt"})

    assert found[len(judgments()) :].sum() / found.sum() == pytest.approx(MOST_OF_ONE)


def test_an_agreed_reference_is_never_capped() -> None:
    assert weights(judgments(), today=TODAY, providers={}).tolist() == [1.0] * len(judgments())


def test_an_advisor_who_praises_one_offer_a_thousand_times_cannot_turn_the_list() -> None:
    """All companies praised the mobility office; those who need export still get export."""
    biased = [
        parse_judgment({"profile": one.profile.id, "offer": "mobility-0", "grade": 3, "judge": "x"})
        for one in asked()
        for _ in range(200)
    ]
    scorer = fit(lessons([*judgments(), *biased]))

    best = by_scorer(catalogue(), scorer)(asked()[0])[0]

    assert best.offer.startswith("export")


def test_judgements_of_offers_that_are_gone_teach_nothing() -> None:
    gone = parse_judgment({"profile": "firm-0", "offer": "gone", "grade": 3})

    with_gone, without = lessons([*judgments(), gone]), lessons(judgments())

    assert [len(each.grades) for each in with_gone] == [len(each.grades) for each in without]
