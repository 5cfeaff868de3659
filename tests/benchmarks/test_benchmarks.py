"""The benchmarks in short: they measure, what they measure is right, the figures are shown.

None of these tests judges speed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.figures import LEAST, SHORT, Figure, percentile
from tests.benchmarks.report import as_markdown, as_text
from tests.benchmarks.suite import BENCHMARKS
from tests.forms import IS_LONG

pytestmark = pytest.mark.long

if TYPE_CHECKING:
    from tests.benchmarks.conftest import Publish


@pytest.mark.benchmark
@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_measures_right_results(name: str, shared_dir: Path, publish: Publish) -> None:
    figures = BENCHMARKS[name](shared_dir.resolve(), SHORT if IS_LONG else LEAST)
    publish(figures)

    counted = [figure for figure in figures if "errors" in figure.name]
    timed = [figure for figure in figures if figure not in counted]
    assert timed
    assert all(figure.measured > 0 for figure in timed)
    assert [figure.measured for figure in counted] == [0] * len(counted)
    assert len({figure.name for figure in figures}) == len(figures)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([3.0], 0.99, 3.0),
        ([4.0, 1.0, 3.0, 2.0], 0.5, 2.0),
        ([4.0, 1.0, 3.0, 2.0], 0.95, 4.0),
        ([float(n) for n in range(1, 101)], 0.95, 95.0),
        ([float(n) for n in range(1, 101)], 0.99, 99.0),
    ],
)
def test_a_percentile_is_one_of_the_values(
    values: list[float], share: float, expected: float
) -> None:
    assert percentile(values, share) == expected


def test_the_tables_name_target_and_what_was_missed() -> None:
    figures = [
        Figure("Start", 3.5, "s", 3.0),
        Figure("Errors", 0, "", 0.0),
        Figure("Size", 120, "MB"),
    ]

    assert "| Start | 3.00 s | 3.50 s (missed) |" in as_markdown(figures)
    assert "| Errors | 0 | 0 |" in as_markdown(figures)
    assert "| Size |  | 120 MB |" in as_markdown(figures)
    assert "Start" in as_text(figures)
