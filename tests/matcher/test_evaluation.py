"""The measure of a ranking, on examples small enough to compute by hand."""

from __future__ import annotations

from math import log2
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.batch_io import read_judgments, read_offers, read_profiles
from matcher.eligibility import Verdict
from matcher.evaluation import (
    Mean,
    Ranked,
    Result,
    Share,
    evaluate,
    mean_with_interval,
    merged,
    ndcg,
    paired_difference,
)
from matcher.judgments import Judgment, parse_judgment
from matcher.scoreboard import record, table
from offers.errors import InputErrors


def judged(profile: str, **grades: float) -> list[Judgment]:
    """Judgments of a profile; a grade of -1 is an excluded offer of grade 0."""
    return [
        Judgment(profile=profile, offer=offer, grade=max(grade, 0), excluded=grade < 0)
        for offer, grade in grades.items()
    ]


def ranked(*names: str) -> list[Ranked]:
    """A ranking by name; a name that ends in '?' is shown as unclear."""
    return [
        Ranked(name.rstrip("?"), Verdict.UNCLEAR if name.endswith("?") else Verdict.ELIGIBLE)
        for name in names
    ]


@pytest.mark.parametrize(
    ("grades", "ideal", "cut", "expected"),
    [
        pytest.param([3, 1], [3, 1], 5, 1.0, id="the best order is 1"),
        # (1 + 7 / log2(3)) / (7 + 1 / log2(3))
        pytest.param([1, 3], [3, 1], 5, 5.41650 / 7.63093, id="the wrong order"),
        pytest.param([0, 3], [3, 0], 5, 1 / log2(3), id="the best offer in second place"),
        pytest.param([0, 3], [3, 0], 1, 0.0, id="nothing good before the cut"),
        pytest.param([], [3, 1], 5, 0.0, id="nothing ranked"),
        pytest.param([1], [3, 1], 5, 1 / 7.63093, id="the best offer refused"),
        pytest.param([2.5], [2.5], 5, 1.0, id="means of two judges"),
        pytest.param([0, 0], [0, 0], 5, 0.0, id="nothing to gain"),
        # (2^1.5 - 1) / (2^2.5 - 1)
        pytest.param([1.5], [2.5, 1.5], 1, 1.82843 / 4.65685, id="half grades"),
    ],
)
def test_ndcg_is_discounted_gain_over_the_best_possible(
    grades: list[float], ideal: list[float], cut: int, expected: float
) -> None:
    assert ndcg(grades, ideal, cut) == pytest.approx(expected, abs=1e-5)


def test_offers_without_a_grade_are_taken_out_before_the_cut() -> None:
    unjudged = [f"x{number}" for number in range(20)]

    result = evaluate({"p": ranked(*unjudged, "a", "b")}, judged("p", a=3, b=1))

    assert result.ndcg[5] == (1.0,)


def test_profiles_without_a_grade_above_0_do_not_count_for_the_mean() -> None:
    judgments = judged("p", a=3) + judged("q", a=0)

    result = evaluate({"p": ranked("a"), "q": ranked("a")}, judgments)

    assert result.profiles == ("p",)


def test_several_judges_of_one_pair_count_with_their_mean_in_any_order() -> None:
    one, other = (
        Judgment(profile="p", offer="a", grade=grade, judge=judge)
        for grade, judge in ((3, "x"), (1, "y"))
    )
    agreed = judged("p", a=2, b=2.5)

    for several in ([one, other], [other, one]):
        judgments = [*several, *judged("p", b=2.5)]
        rankings = {"p": ranked("a", "b")}
        assert evaluate(rankings, judgments) == evaluate(rankings, agreed)


def test_a_judged_profile_without_a_ranking_counts_as_0() -> None:
    assert evaluate({}, judged("p", a=3)).ndcg[10] == (0.0,)


def test_good_offers_are_counted_among_the_first_five_judged_of_those_possible() -> None:
    judgments = judged("p", a=3, b=2, c=1.5, d=0, e=0, f=0, g=2.5) + judged(
        "q", **{f"o{number}": 3.0 for number in range(7)}
    )
    rankings = {
        "p": ranked("x", "a", "c", "d", "y", "b", "e", "g"),
        "q": ranked("o0", "o1", "o2", "o3", "x", "o4", "o5", "o6"),
    }

    # p: a and b of the first five judged (a c d b e), three were possible; q: five of five.
    assert evaluate(rankings, judgments).good_in_first_five == Share(7, 8)


def test_excluded_offers_in_the_first_ten_are_counted_by_how_they_are_shown() -> None:
    fill = [f"x{number}" for number in range(7)]
    judgments = judged("p", a=-1, b=-1, c=-1, d=-1, e=0)

    result = evaluate({"p": ranked("a", "b?", "e", *fill, "c", "d?")}, judgments)

    assert result.excluded_as_eligible == Share(1, 10)
    assert result.excluded_as_unclear == Share(1, 10)


def test_good_offers_that_are_not_ranked_are_refused() -> None:
    result = evaluate({"p": ranked("a")}, judged("p", a=2, b=2, c=3, d=1.5))

    assert result.good_refused == Share(2, 3)


def test_the_share_of_judged_offers_is_that_of_the_first_ten_as_shown() -> None:
    fill = [f"x{number}" for number in range(9)]

    result = evaluate({"p": ranked("a", *fill, "b"), "q": ranked("a")}, [
        *judged("p", a=1, b=1), *judged("q", a=1)
    ])  # fmt: skip

    assert result.judged_in_first_ten == Share(2, 11)


def test_a_share_of_nothing_has_no_ratio() -> None:
    assert Share(0, 0).ratio is None


def test_the_interval_holds_the_mean_and_the_seed_fixes_it() -> None:
    values = [0.0, 0.213, 0.398, 0.889, 1.0]

    mean = mean_with_interval(values, seed=1)

    assert mean.value == pytest.approx(0.5)
    assert 0.15 < mean.low < 0.5 < mean.high < 0.85
    assert mean == mean_with_interval(values, seed=1)


def test_equal_values_leave_no_room_for_chance() -> None:
    assert mean_with_interval([0.25] * 4, seed=1) == Mean(0.25, 0.25, 0.25)


def test_no_profile_gives_no_mean() -> None:
    with pytest.raises(ValueError, match="no profile has a grade above 0"):
        mean_with_interval([], seed=1)


SHARES = (Share(1, 10), Share(2, 20), Share(3, 30), Share(4, 40), Share(5, 50))


def result_with(profiles: tuple[str, ...], *values: float) -> Result:
    none = Share(0, 0)
    return Result(profiles, {5: values, 10: values}, none, none, none, none, none)


def test_differences_are_taken_profile_by_profile() -> None:
    ours, theirs = result_with(("p", "q"), 0.9, 0.3), result_with(("p", "q"), 0.7, 0.1)

    difference = paired_difference(ours, theirs, 5, seed=1)

    assert difference.value == pytest.approx(0.2)
    assert difference.low == pytest.approx(0.2)
    assert difference.high == pytest.approx(0.2)


def test_differences_between_other_profiles_are_refused() -> None:
    with pytest.raises(ValueError, match="different profiles"):
        paired_difference(result_with(("p",), 1.0), result_with(("q",), 1.0), 5, seed=1)


def test_only_keeps_the_named_profiles_in_their_order_and_all_shares() -> None:
    result = Result(("p", "q", "r"), {5: (0.1, 0.2, 0.3), 10: (0.4, 0.5, 0.6)}, *SHARES)

    kept = result.only(["r", "p", "unknown"])

    assert kept == Result(("p", "r"), {5: (0.1, 0.3), 10: (0.4, 0.6)}, *SHARES)
    assert result.only(result.profiles) == result
    assert result.only([]).ndcg == {5: (), 10: ()}


def test_results_of_several_sets_make_one() -> None:
    one = Result(("p", "q"), {5: (0.1, 0.2), 10: (0.3, 0.4)}, *SHARES)
    other = Result(("r",), {5: (0.5,), 10: (0.6,)}, *reversed(SHARES))

    assert merged([one, other]) == Result(
        ("p", "q", "r"),
        {5: (0.1, 0.2, 0.5), 10: (0.3, 0.4, 0.6)},
        *(Share(6, 60), Share(6, 60), Share(6, 60), Share(6, 60), Share(6, 60)),
    )
    assert merged([one]) == one


def test_two_sets_measured_apart_give_the_figures_of_both_together() -> None:
    first, second = judged("p", a=3, b=-1, c=2), judged("q", a=0, b=2)
    rankings = {"p": ranked("b", "a?"), "q": ranked("a", "x", "b")}

    apart = [evaluate({judgments[0].profile: rankings[judgments[0].profile]}, judgments)
             for judgments in (first, second)]  # fmt: skip

    assert merged(apart) == evaluate(rankings, [*first, *second])


def test_a_merged_result_is_compared_profile_by_profile() -> None:
    ours = merged([result_with(("p",), 0.9), result_with(("q",), 0.3)])
    theirs = merged([result_with(("p",), 0.7), result_with(("q",), 0.1)])

    assert paired_difference(ours, theirs, 10, seed=1).value == pytest.approx(0.2)
    assert paired_difference(ours.only(["q"]), theirs.only(["q"]), 10, seed=1).low == (
        pytest.approx(0.2)
    )


@given(st.lists(st.sampled_from((0, 0.5, 1, 1.5, 2, 2.5, 3)), min_size=1, max_size=15))
def test_ndcg_lies_between_0_and_1_and_only_the_best_order_reaches_1(grades: list[float]) -> None:
    value = ndcg(grades, grades, 10)

    assert 0 <= value <= 1 + 1e-12
    best = ndcg(sorted(grades, reverse=True), grades, 10)
    assert best == pytest.approx(1.0 if any(grades) else 0.0)


def test_the_table_names_every_figure_and_doubts_a_ranking_with_few_judged_offers() -> None:
    judgments = judged("p", a=3, b=-1)
    ours = evaluate({"p": ranked("a", "x", "b?")}, judgments)
    theirs = evaluate({"p": ranked("b", "a")}, judgments)

    text = table({"ours": ours, "BM25": theirs}, seed=1)

    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "nDCG@5, condensed 1.000 [1.000, 1.000] 0.631 [0.631, 0.631]" in lines
    assert "good among the first five judged 1.000 (1/1) 1.000 (1/1)" in lines
    assert "excluded in the first ten, as unclear 0.333 (1/3) 0.000 (0/2)" in lines
    assert "judged in the first ten 0.667 (2/3) 1.000 (2/2)" in lines
    assert "ours - BM25, nDCG@5 +0.369 [+0.369, +0.369]" in lines
    assert "grade the missing ones by hand" in text


def test_the_figures_for_programs_are_those_of_the_table() -> None:
    judgments = judged("p", a=3, b=-1)
    ours = evaluate({"p": ranked("a", "b")}, judgments)

    found = record({"ours": ours, "BM25": ours}, seed=1)

    assert found["profiles"] == 1
    assert found["rankers"]["ours"]["ndcg@5"] == {"mean": 1.0, "low": 1.0, "high": 1.0}
    assert found["rankers"]["ours"]["excluded_as_eligible"] == {
        "part": 1, "whole": 2, "ratio": 0.5,
    }  # fmt: skip
    assert found["difference"]["BM25"]["ndcg@10"] == {"mean": 0.0, "low": 0.0, "high": 0.0}


def test_companies_that_the_model_was_fitted_on_are_named_among_those_that_count() -> None:
    """A company without a grade above 0 is in no mean, so its name would tell nothing."""
    ours = result_with(("p", "q"), 0.5, 0.5)

    text = table({"ours": ours}, seed=1, in_sample=("q", "without grades"))
    found = record({"ours": ours}, seed=1, in_sample=("q", "without grades"))

    assert "in-sample: 'ours' was fitted on 1 of these 2 profiles: q\n" in text
    assert found["in_sample"] == ["q", "without grades"]


@pytest.mark.parametrize("fitted_on", [(), ("other",)])
def test_a_model_that_saw_none_of_the_companies_is_not_called_in_sample(
    fitted_on: tuple[str, ...],
) -> None:
    ours = result_with(("p", "q"), 0.5, 0.5)

    assert "in-sample" not in table({"ours": ours}, seed=1, in_sample=fitted_on)


@pytest.mark.parametrize("grade", [float("nan"), float("inf"), float("-inf")])
def test_a_grade_is_a_finite_number(grade: float) -> None:
    with pytest.raises(InputErrors) as caught:
        parse_judgment({"profile": "p", "offer": "a", "grade": grade})

    assert [error.field for error in caught.value.errors] == ["grade"]


OFFER = '{"id": "a", "title": "T", "provider": "P"}'
PROFILE = '{"id": "p", "today": "2026-11-21"}'


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('{"profile": "p", "offer": "a", "grade": 4}', "field grade: 4 is out of range: at most 3"),
        ('{"profile": "p", "offer": "a", "grade": true}', "field grade: must be a number"),
        ('{"profile": "p", "offer": "a", "grade": "3"}', "field grade: must be a number"),
        ('{"profile": "p", "offer": "a"}', "field grade: is missing"),
        ('{"profile": "p", "offer": "a", "grade": 3, "who": "x"}', "field who: is not a field"),
        ('{"profile": "p", "offer": "a", "grade": 3, "excluded": 1}', "field excluded: must be"),
        ('{"profile": "q", "offer": "a", "grade": 3}', "'q' is not the id of any record"),
        ('{"profile": "p", "offer": "b", "grade": 3}', "'b' is not the id of any record"),
        ('{"profile": "p", "offer": "a", "grade": 2}', "'p / a' stands on line 1 already"),
        ("grade", "is not valid JSON"),
        ('{"profile": "p", "offer": "a", "grade": NaN}', "NaN is no number of JSON"),
        ('{"profile": "p", "offer": "a", "grade": Infinity}', "Infinity is no number of JSON"),
        ('{"profile": "p", "offer": "a", "grade": 1e999}', "the number 1e999 is too large"),
    ],
)
def test_bad_judgments_are_named_with_line_and_field(
    tmp_path: Path, line: str, sentence: str
) -> None:
    good = '{"profile": "p", "offer": "a", "grade": 2.5, "excluded": false}'
    for name, content in (("o", OFFER), ("p", PROFILE), ("j", f"{good}\n{line}\n")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    offers = read_offers(str(tmp_path / "o"))
    asked = read_profiles(str(tmp_path / "p"), today=None)

    with pytest.raises(InputErrors) as caught:
        read_judgments(str(tmp_path / "j"), offers=offers, asked=asked)

    assert "j, line 2" in caught.value.errors[0].sentence()
    assert sentence in caught.value.errors[0].sentence()
