"""Plots of the model card as SVG; needs the extra `train`, which the service does not (shell).

Equal input gives equal bytes. Colours: Okabe and Ito, Color Universal Design (2008), which people
with any colour vision can tell apart; shapes tell the rankers apart as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from math import ceil
from typing import Any

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from matcher.artefact import Artefact
from matcher.evaluation import Result, mean_with_interval
from matcher.gate import CUT
from matcher.group_names import DIMENSION_NAMES, group_name
from matcher.groups import Dimension, Group, GroupResult, group_results
from matcher.model_card import SHAPES_FIGURE, figure_name
from matcher.scorers import Table

BLUE, VERMILION, GREY = "#0072B2", "#D55E00", "#595959"
_LOOKS = ((BLUE, "o"), (VERMILION, "s"))
_STYLE: dict[Any, Any] = {
    "axes.grid": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "font.size": 10.0,
    "grid.color": "#D9D9D9",
    "svg.fonttype": "none",
    "svg.hashsalt": "angebotslotse",
    "text.parse_math": False,
}
_COLUMNS = 3
_ROW_HEIGHT, _FRAME = 0.42, 1.5


def plots(
    artefact: Artefact,
    results: Mapping[str, Result],
    groups: Mapping[str, tuple[Group, ...]],
    *,
    seed: int,
) -> dict[str, str]:
    """The SVG of every plot by the file name that `model_card` of the same input refers to.

    For each dimension with a group that is large enough: mean nDCG@10 of the groups with 90 %
    intervals, the first ranker of `results` beside the second; and the points of each feature.
    """
    with style.context(_STYLE, after_reset=True):
        shapes = _svg(_shapes(artefact.scorer().tables), "Points of each feature")
        return {SHAPES_FIGURE: shapes, **_by_dimension(results, groups, seed)}


def _by_dimension(
    results: Mapping[str, Result], groups: Mapping[str, tuple[Group, ...]], seed: int
) -> dict[str, str]:
    compared = dict(list(results.items())[: len(_LOOKS)])
    found = {name: group_results(r, groups, seed=seed) for name, r in compared.items()}
    new = next(iter(compared.values()))
    overall = mean_with_interval(new.ndcg[CUT], seed=seed).value
    return {
        figure_name(dimension): _svg(
            _dots(_only(found, dimension), overall), f"{DIMENSION_NAMES[dimension]}: nDCG@{CUT}"
        )
        for dimension in dict.fromkeys(one.group.dimension for one in next(iter(found.values())))
    }


def _only(
    found: Mapping[str, Sequence[GroupResult]], dimension: Dimension
) -> dict[str, list[GroupResult]]:
    return {
        name: [one for one in results if one.group.dimension is dimension]
        for name, results in found.items()
    }


def _dots(found: Mapping[str, Sequence[GroupResult]], overall: float) -> Figure:
    """One row a group, the largest on top; a dot and its interval a ranker."""
    shown = next(iter(found.values()))
    height = _FRAME + _ROW_HEIGHT * len(shown)
    figure = Figure(figsize=(7.5, height), layout="constrained")
    axes = figure.add_subplot()
    for number, (name, results) in enumerate(found.items()):
        _draw_dots(axes, name, results, number, len(found))
    everybody = f"all firms, {next(iter(found))}"
    axes.axvline(overall, color=GREY, linestyle="--", linewidth=1, label=everybody)
    axes.set_yticks(range(len(shown)), [f"{group_name(r.group)} ({r.count})" for r in shown])
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.set_xlabel(f"mean nDCG@{CUT} with 90 % interval")
    axes.grid(visible=False, axis="y")
    figure.suptitle(f"{DIMENSION_NAMES[shown[0].group.dimension]} (number of firms)")
    figure.legend(loc="outside lower center", ncols=len(found) + 1, frameon=False)
    return figure


def _draw_dots(
    axes: Axes, name: str, results: Sequence[GroupResult], number: int, rankers: int
) -> None:
    colour, marker = _LOOKS[number]
    shift = 0.26 * (number - (rankers - 1) / 2)
    means = [result.ndcg[CUT] for result in results]
    rows = [row + shift for row in range(len(means))]
    axes.hlines(rows, [mean.low for mean in means], [mean.high for mean in means], color=colour)
    values = [mean.value for mean in means]
    axes.plot(values, rows, color=colour, marker=marker, linestyle="none", label=name)


def _shapes(tables: Mapping[str, Table]) -> Figure:
    """Small multiples on one scale: the points of a feature at each of its values."""
    rows = max(1, ceil(len(tables) / _COLUMNS))
    figure = Figure(figsize=(7.5, 0.9 + 1.7 * rows), layout="constrained")
    grid = figure.subplots(rows, _COLUMNS, sharey=True, squeeze=False)
    for axes in grid.flat[len(tables) :]:
        axes.set_axis_off()
    for axes, (name, table) in zip(grid.flat, sorted(tables.items()), strict=False):
        axes.plot(table.knots, table.points, color=BLUE, marker=".")
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.set_title(name, fontsize=10)
    figure.suptitle("Points of each feature at each of its values")
    figure.supylabel("points")
    return figure


def _svg(figure: Figure, title: str) -> str:
    stream = StringIO()
    metadata = {"Title": title, "Date": None, "Creator": None}
    figure.savefig(stream, format="svg", metadata=metadata)
    return stream.getvalue()
