"""The gate: whether a new ranking model may take the place of the current one.

Four figures count, since each alone can be gained at the cost of another, and every group of firms
that is large enough to tell: a better mean must not be paid for by a few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matcher.evaluation import Mean, Result, Share, mean_with_interval, paired_difference
from matcher.groups import LEAST, Group, part_of, places_by_group

CUT = 10
"""nDCG@10 decides: on as many places as a page shows it swings less than on five."""
OVERALL_MARGIN = 0.005
"""How much lower the mean may be: a tenth of what the interval of a few dozen firms leaves open, so
that a fit on newer judgments does not fail for noise, and repeated losses are still noticed."""
GROUP_MARGIN = 0.02
"""How much lower the mean of one group may be: among ten firms one that loses 0.2, as by a good
offer that falls from first to second place, is chance; two such firms are not."""
SHARE_MARGIN = 0.005
"""How much refused good offers and excluded offers shown as eligible may rise: half a point of the
two points that they may reach at all."""
GUARDED_SHARES = ("good_refused", "excluded_as_eligible")
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that speaks against a model: `worse_overall`, `worse_than_readable`,
    `worse_in_group` or `share_up`; `values` are its figures.
    """

    code: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a model is taken, and everything that speaks against it."""

    findings: tuple[Finding, ...]

    @property
    def accepted(self) -> bool:
        """True if nothing speaks against it."""
        return not self.findings


def decide(
    new: Result,
    current: Result,
    readable: Result,
    groups: Mapping[str, tuple[Group, ...]],
    *,
    seed: int,
) -> Decision:
    """Whether `new` is no worse than `current` by more than the margins, and worth having.

    Overall it must not be worse than the readable scorer either, which needs no model. A loss of
    just the margin is allowed. Means decide; the 90 % interval of a difference is told with it.
    `groups` are those of each profile by its id. ValueError where the three were measured on
    different profiles or on none.
    """
    if not new.profiles:
        raise ValueError("the results are of no profiles")
    against_readable = paired_difference(new, readable, CUT, seed=seed)
    against_current = paired_difference(new, current, CUT, seed=seed)
    return Decision(
        (
            *_overall("worse_overall", against_current),
            *_overall("worse_than_readable", against_readable),
            *_groups(new, current, groups, seed),
            *_shares(new, current),
        )
    )


def _overall(code: str, difference: Mean) -> Iterator[Finding]:
    if _is_lost(difference.value, OVERALL_MARGIN):
        yield Finding(code, _figures(difference, OVERALL_MARGIN))


def _groups(
    new: Result, current: Result, groups: Mapping[str, tuple[Group, ...]], seed: int
) -> Iterator[Finding]:
    for group, places in places_by_group(new, groups).items():
        if len(places) < LEAST:
            continue
        difference = group_difference(new, current, places, seed=seed)
        if _is_lost(difference.value, GROUP_MARGIN):
            figures = _figures(difference, GROUP_MARGIN)
            yield Finding("worse_in_group", {"group": group, "count": len(places), **figures})


def group_difference(
    result: Result, baseline: Result, places: tuple[int, ...], *, seed: int
) -> Mean:
    """How much better the firms at these places are served in nDCG@10, firm by firm."""
    ours, theirs = part_of(result, places, CUT), part_of(baseline, places, CUT)
    return mean_with_interval([a - b for a, b in zip(ours, theirs, strict=True)], seed=seed)


def _shares(new: Result, current: Result) -> Iterator[Finding]:
    for name in GUARDED_SHARES:
        ours, theirs = _ratio(getattr(new, name)), _ratio(getattr(current, name))
        if _is_lost(theirs - ours, SHARE_MARGIN):
            values = {"share": name, "new": ours, "current": theirs, "margin": SHARE_MARGIN}
            yield Finding("share_up", values)


def _ratio(share: Share) -> float:
    """A share of nothing is no harm done."""
    return share.ratio or 0.0


def _is_lost(gain: float, margin: float) -> bool:
    """Whether a gain lies below the margin; rounding errors decide nothing, nan is a loss."""
    return not round(gain, _DIGITS) >= -margin


def _figures(difference: Mean, margin: float) -> dict[str, object]:
    return {
        "difference": difference.value,
        "low": difference.low,
        "high": difference.high,
        "margin": margin,
    }
