"""The figures of several rankers side by side, for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matcher.evaluation import CUTS, Mean, Result, Share, mean_with_interval, paired_difference

SHARES = (
    ("good_in_first_five", "good among the first five judged"),
    ("excluded_as_eligible", "excluded in the first ten, as eligible"),
    ("excluded_as_unclear", "excluded in the first ten, as unclear"),
    ("good_refused", "good offers refused"),
    ("judged_in_first_ten", "judged in the first ten"),
)
ENOUGH_JUDGED = 0.9
"""Below this share of judged offers a difference may be one of what was graded."""
_LABEL = 46


def record(
    results: Mapping[str, Result], *, seed: int, in_sample: Sequence[str] = ()
) -> dict[str, Any]:
    """All figures as plain values; differences are those of the first ranker to each other."""
    first, *others = results
    ours = results[first]
    return {
        "profiles": len(ours.profiles),
        "in_sample": list(in_sample),
        "seed": seed,
        "rankers": {name: _figures(result, seed) for name, result in results.items()},
        "difference": {
            name: {
                f"ndcg@{cut}": _mean(paired_difference(ours, results[name], cut, seed=seed))
                for cut in CUTS
            }
            for name in others
        },
    }


def table(results: Mapping[str, Result], *, seed: int, in_sample: Sequence[str] = ()) -> str:
    """All figures as a table; the first ranker is ours, the others are compared with it."""
    first, *others = results
    ours = results[first]
    lines = [f"{len(ours.profiles)} profiles with a grade above 0; 90 % intervals, seed {seed}", ""]
    lines.append(_row("", list(results)))
    for cut in CUTS:
        means = [mean_with_interval(r.ndcg[cut], seed=seed) for r in results.values()]
        lines.append(_row(f"nDCG@{cut}, condensed", [_interval(mean) for mean in means]))
    lines += [
        _row(label, [_share(getattr(result, name)) for result in results.values()])
        for name, label in SHARES
    ]
    lines.append("")
    for name in others:
        for cut in CUTS:
            difference = paired_difference(ours, results[name], cut, seed=seed)
            label = f"{first} - {name}, nDCG@{cut}"
            lines.append(_row(label, [_interval(difference, sign="+")]))
    return "\n".join([*lines, *_in_sample(first, ours, in_sample), *_doubts(ours)]) + "\n"


def _in_sample(name: str, ours: Result, fitted_on: Sequence[str]) -> list[str]:
    """Which of the companies the first ranker was fitted on: its figures for them prove little."""
    seen = [profile for profile in ours.profiles if profile in frozenset(fitted_on)]
    if not seen:
        return []
    count = f"in-sample: '{name}' was fitted on {len(seen)} of these {len(ours.profiles)} profiles"
    return ["", f"{count}: {', '.join(seen)}"]


def _doubts(ours: Result) -> list[str]:
    ratio = ours.judged_in_first_ten.ratio
    if ratio is None or ratio >= ENOUGH_JUDGED:
        return []
    return ["", "Under 0.9 of the first ten are judged: grade the missing ones by hand first."]


def _figures(result: Result, seed: int) -> dict[str, Any]:
    means = {f"ndcg@{cut}": _mean(mean_with_interval(result.ndcg[cut], seed=seed)) for cut in CUTS}
    shares = {name: _share_record(getattr(result, name)) for name, _ in SHARES}
    return {**means, **shares}


def _mean(mean: Mean) -> dict[str, float]:
    figures = {"mean": mean.value, "low": mean.low, "high": mean.high}
    return {name: round(value, 4) for name, value in figures.items()}


def _share_record(share: Share) -> dict[str, float | None]:
    ratio = None if share.ratio is None else round(share.ratio, 4)
    return {"part": share.part, "whole": share.whole, "ratio": ratio}


def _row(label: str, cells: list[str]) -> str:
    return f"{label:<{_LABEL}}" + "".join(f"{cell:>22}" for cell in cells)


def _interval(mean: Mean, sign: str = "") -> str:
    return f"{mean.value:{sign}.3f} [{mean.low:{sign}.3f}, {mean.high:{sign}.3f}]"


def _share(share: Share) -> str:
    if share.ratio is None:
        return "-"
    return f"{share.ratio:.3f} ({share.part}/{share.whole})"
