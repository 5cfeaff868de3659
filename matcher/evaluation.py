"""How good a ranking is against grades that people gave; pure, every draw from a passed seed.

The measure is that of the ranking benchmark: four figures together, since each alone can be gamed.
nDCG: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques (2002), with gain
2^grade - 1. 'Condensed': Sakai, Alternatives to Bpref (2007): offers without a grade are taken out
of the ranking before it is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from matcher.eligibility import Verdict
from matcher.judgments import Judgment

GOOD = 2.0
"""Grades from here on are good offers."""
CUTS = (5, 10)
SHARE_NAMES = (
    "good_in_first_five",
    "excluded_as_eligible",
    "excluded_as_unclear",
    "good_refused",
    "judged_in_first_ten",
)
DRAWS = 10_000
INTERVAL = (5.0, 95.0)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranked offer and how it is shown: `eligible` or `unclear`."""

    offer: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; a share of nothing has no ratio."""

    part: int
    whole: int

    @property
    def ratio(self) -> float | None:
        """Between 0 and 1, None where the whole is 0."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over profiles with its 90 % bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Result:
    """All figures of one ranker. `ndcg` holds one value a graded profile, by cut, in one order."""

    profiles: tuple[str, ...]
    ndcg: Mapping[int, tuple[float, ...]]
    good_in_first_five: Share
    excluded_as_eligible: Share
    excluded_as_unclear: Share
    good_refused: Share
    judged_in_first_ten: Share

    def only(self, profiles: Sequence[str]) -> Result:
        """The same with nDCG of these profiles alone; the shares stay those of all."""
        kept = [at for at, name in enumerate(self.profiles) if name in frozenset(profiles)]
        return replace(
            self,
            profiles=tuple(self.profiles[at] for at in kept),
            ndcg={cut: tuple(values[at] for at in kept) for cut, values in self.ndcg.items()},
        )


def merged(results: Sequence[Result]) -> Result:
    """The results of one ranker on several sets of companies, as on one."""
    return Result(
        profiles=tuple(name for result in results for name in result.profiles),
        ndcg={cut: tuple(v for result in results for v in result.ndcg[cut]) for cut in CUTS},
        **{name: _sum(getattr(result, name) for result in results) for name in SHARE_NAMES},
    )


def evaluate(rankings: Mapping[str, Sequence[Ranked]], judgments: Sequence[Judgment]) -> Result:
    """The figures of the rankings of all profiles that have judgments, by profile id.

    A profile counts for nDCG if one of its grades is above 0. A judged profile without a ranking
    is one with an empty list.
    """
    by_profile = _by_profile(judgments)
    cases = {name: _Case(rankings.get(name, ()), grades) for name, grades in by_profile.items()}
    graded = [name for name, case in cases.items() if case.ideal and case.ideal[0] > 0]
    every = cases.values()
    return Result(
        profiles=tuple(graded),
        ndcg={cut: tuple(cases[name].ndcg(cut) for name in graded) for cut in CUTS},
        good_in_first_five=_sum(case.good_in_first_five() for case in every),
        excluded_as_eligible=_sum(case.excluded(Verdict.ELIGIBLE) for case in every),
        excluded_as_unclear=_sum(case.excluded(Verdict.UNCLEAR) for case in every),
        good_refused=_sum(case.good_refused() for case in every),
        judged_in_first_ten=_sum(case.judged_in_first_ten() for case in every),
    )


def ndcg(grades: Sequence[float], ideal: Sequence[float], cut: int) -> float:
    """Discounted gain of the first `cut` grades over that of the best order; 0 for no gain.

    `grades` stand in the order of the ranking, `ideal` is every grade of the profile, also of
    offers that are not ranked.
    """
    best = _dcg(sorted(ideal, reverse=True)[:cut])
    return _dcg(grades[:cut]) / best if best else 0.0


def mean_with_interval(values: Sequence[float], *, seed: int) -> Mean:
    """The mean and its 90 % percentile bootstrap interval over profiles; ValueError without any."""
    if not values:
        raise ValueError("no profile has a grade above 0")
    sample = np.asarray(values, dtype=np.float64)
    low, high = np.percentile(_resampled_means(sample, seed), INTERVAL)
    return Mean(float(sample.mean()), float(low), float(high))


def paired_difference(result: Result, baseline: Result, cut: int, *, seed: int) -> Mean:
    """How much better `result` is than `baseline` in nDCG, profile by profile.

    ValueError where the two were not measured on the same profiles.
    """
    if result.profiles != baseline.profiles:
        raise ValueError("the two results are of different profiles")
    pairs = zip(result.ndcg[cut], baseline.ndcg[cut], strict=True)
    return mean_with_interval([ours - theirs for ours, theirs in pairs], seed=seed)


@dataclass(frozen=True, slots=True)
class _Case:
    """One profile: its ranking and its judgments by offer."""

    ranking: Sequence[Ranked]
    judgments: Mapping[str, Judgment]

    @property
    def condensed(self) -> list[float]:
        """Grades in the order of the ranking, offers without a grade taken out."""
        return [self.judgments[r.offer].grade for r in self.ranking if r.offer in self.judgments]

    @property
    def ideal(self) -> list[float]:
        return sorted((judgment.grade for judgment in self.judgments.values()), reverse=True)

    def ndcg(self, cut: int) -> float:
        return ndcg(self.condensed, self.ideal, cut)

    def good_in_first_five(self) -> Share:
        """Good offers among the first five judged, of as many as could stand there."""
        return Share(_good(self.condensed[:5]), min(5, _good(self.ideal)))

    def excluded(self, verdict: Verdict) -> Share:
        """Excluded offers among the first ten shown with this verdict, of the first ten."""
        first = self.ranking[:10]
        shown = [r for r in first if r.verdict is verdict and r.offer in self.judgments]
        return Share(sum(self.judgments[r.offer].excluded for r in shown), len(first))

    def good_refused(self) -> Share:
        """Good offers that are not ranked at all, of all good ones."""
        ranked = {r.offer for r in self.ranking}
        good = [name for name, judgment in self.judgments.items() if judgment.grade >= GOOD]
        return Share(sum(name not in ranked for name in good), len(good))

    def judged_in_first_ten(self) -> Share:
        first = self.ranking[:10]
        return Share(sum(r.offer in self.judgments for r in first), len(first))


def _by_profile(judgments: Sequence[Judgment]) -> dict[str, dict[str, Judgment]]:
    pairs: dict[tuple[str, str], list[Judgment]] = {}
    for judgment in judgments:
        pairs.setdefault((judgment.profile, judgment.offer), []).append(judgment)
    grouped: dict[str, dict[str, Judgment]] = {}
    for (profile, offer), several in sorted(pairs.items()):
        grouped.setdefault(profile, {})[offer] = _agreed(several)
    return grouped


def _agreed(judgments: Sequence[Judgment]) -> Judgment:
    """One pair as all its judges together see it: the mean grade, excluded if most say so."""
    grade = fmean(judgment.grade for judgment in judgments)
    excluded = 2 * sum(judgment.excluded for judgment in judgments) > len(judgments)
    return judgments[0].model_copy(update={"grade": grade, "excluded": excluded})


def _dcg(grades: Sequence[float]) -> float:
    gains = np.exp2(np.asarray(grades, dtype=np.float64)) - 1.0
    return float((gains / np.log2(np.arange(2, len(grades) + 2))).sum())


def _good(grades: Sequence[float]) -> int:
    return sum(grade >= GOOD for grade in grades)


def _sum(shares: Iterable[Share]) -> Share:
    parts = list(shares)
    return Share(sum(share.part for share in parts), sum(share.whole for share in parts))


def _resampled_means(sample: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    draws = np.random.default_rng(seed).integers(0, len(sample), (DRAWS, len(sample)))
    means: NDArray[np.float64] = sample[draws].mean(axis=1)
    return means
