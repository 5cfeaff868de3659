"""The gate: which models may take the place of the current one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.evaluation import Result, Share
from matcher.gate import Decision, decide
from tests.matcher.measured import LARGE, MICRO, RUHR, grouped, measured

HALF_MICRO = grouped((MICRO, 10), (LARGE, 10))
SAME = [0.5] * 20


def decided(new: Result, current: Result, readable: Result | None = None) -> Decision:
    """The decision over ten micro and ten large firms; the readable scorer is bad unless given."""
    worst = measured([0.0] * len(new.profiles))
    return decide(new, current, readable or worst, HALF_MICRO, seed=1)


def codes(decision: Decision) -> list[str]:
    return [finding.code for finding in decision.findings]


def test_a_model_as_good_as_the_current_one_is_accepted() -> None:
    assert decided(measured(SAME), measured(SAME)).accepted


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        pytest.param([0.495] * 20, [], id="just the margin less"),
        pytest.param([0.494] * 20, ["worse_overall"], id="more than the margin less"),
        pytest.param([0.6] * 20, [], id="better"),
        pytest.param([0.48] * 10 + [0.6] * 10, [], id="a group just its margin less"),
        pytest.param([0.479] * 10 + [0.6] * 10, ["worse_in_group"], id="a group below it"),
        pytest.param(
            [0.4] * 20, ["worse_overall", "worse_in_group", "worse_in_group"], id="everywhere"
        ),
    ],
)
def test_a_model_may_lose_no_more_than_the_margins(new: list[float], expected: list[str]) -> None:
    decision = decided(measured(new), measured(SAME))

    assert codes(decision) == expected
    assert decision.accepted is (expected == [])


def test_a_model_better_overall_but_worse_in_one_group_is_refused_with_that_group_named() -> None:
    (finding,) = decided(measured([0.4] * 10 + [0.9] * 10), measured(SAME)).findings

    assert finding.code == "worse_in_group"
    assert finding.values["group"] == MICRO
    assert finding.values["count"] == 10
    assert finding.values["difference"] == pytest.approx(-0.1)


def test_a_group_of_nine_firms_refuses_nothing() -> None:
    new = measured([0.1] * 9 + [0.9] * 11)

    decision = decide(new, measured(SAME), measured(SAME), grouped((MICRO, 9), (LARGE, 11)), seed=1)

    assert decision.accepted


def test_a_firm_counts_in_every_one_of_its_groups() -> None:
    groups = dict.fromkeys(measured(SAME).profiles, (MICRO, RUHR))

    decision = decide(measured([0.4] * 20), measured(SAME), measured([0.0] * 20), groups, seed=1)

    assert [f.values.get("group") for f in decision.findings] == [None, RUHR, MICRO]


def test_a_model_worse_than_the_readable_scorer_is_refused() -> None:
    decision = decided(measured([0.6] * 20), measured(SAME), measured([0.7] * 20))

    assert codes(decision) == ["worse_than_readable"]


@pytest.mark.parametrize("share", ["good_refused", "excluded_as_eligible"])
@pytest.mark.parametrize(
    ("new", "current", "is_accepted"),
    [
        pytest.param(Share(15, 1000), Share(10, 1000), True, id="half a point more"),
        pytest.param(Share(16, 1000), Share(10, 1000), False, id="more than half a point more"),
        pytest.param(Share(0, 1000), Share(10, 1000), True, id="fewer"),
        pytest.param(Share(0, 0), Share(10, 1000), True, id="a share of nothing"),
        pytest.param(Share(1, 10), Share(0, 0), False, id="after a share of nothing"),
    ],
)
def test_neither_guarded_share_may_rise_by_more_than_half_a_point(
    share: str, new: Share, current: Share, is_accepted: bool
) -> None:
    decision = decided(measured(SAME, **{share: new}), measured(SAME, **{share: current}))

    assert decision.accepted is is_accepted
    assert [f.values["share"] for f in decision.findings] == ([] if is_accepted else [share])


def test_a_figure_that_is_no_number_is_a_loss() -> None:
    assert not decided(measured([float("nan")] * 20), measured(SAME)).accepted


@pytest.mark.parametrize(
    ("new", "current", "readable"),
    [
        pytest.param(20, 19, 20, id="the current one"),
        pytest.param(20, 20, 19, id="the readable scorer"),
        pytest.param(0, 0, 0, id="no profiles at all"),
    ],
)
def test_results_of_different_profiles_or_none_cannot_be_compared(
    new: int, current: int, readable: int
) -> None:
    results = [measured([0.5] * number) for number in (new, current, readable)]

    with pytest.raises(ValueError, match="profiles"):
        decide(*results, HALF_MICRO, seed=1)


@given(st.lists(st.floats(0, 1), min_size=20, max_size=20), st.floats(0, 1))
def test_a_model_that_is_nowhere_worse_is_accepted(ndcg: list[float], gain: float) -> None:
    current = measured(ndcg)
    new = measured([min(1.0, value + gain) for value in ndcg])

    assert decided(new, current, current).accepted
