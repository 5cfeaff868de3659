"""The best offers of many companies, as columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.batch.points import ManyPoints, Points
from matcher.batch.verdicts import ManyVerdicts
from matcher.catalogue import Catalogue
from matcher.eligibility import VERDICTS, Judged, Subject
from matcher.features import seeker_of
from matcher.folding import FIRST, MOST_OF_A_GROUP, fold
from matcher.ranking import RANKED
from matcher.scorers import Scorer
from matcher.variants import Rows

Found: TypeAlias = tuple[Rows, NDArray[np.float64], NDArray[np.int8]]
"""Rows, scores and verdicts of one company."""
NumberT = TypeVar("NumberT", bound=np.generic)
AT_ONCE = 512
TOGETHER = 128
"""Companies whose points are worked out together."""
MOST_POINTS = 2_000_000
"""Points of a feature in memory at once."""
MOST_BYTES = 250_000_000
"""Of points that are kept."""
DIGITS = 9
"""Scores that are equal to so many digits are ties, as in `matcher.ranking`."""
LEAST_RANKED = min(VERDICTS.index(verdict) for verdict in RANKED)
"""Verdicts are ordered, the best last: from this number on they are ranked."""
MOST_VERDICTS = 8_000_000
"""Verdicts in memory at once."""
NOISE = 1e-6
"""Scores that differ by less are added up again before they are compared."""
LAST = -1e9
"""Added to the rough scores of offers that are not ranked."""
ROOM = 2
"""How many times the wanted offers are looked at first, for variants that are folded."""


@dataclass(frozen=True, slots=True)
class Best:
    """Ranked matches as columns, company after company, the best first.

    `counts` says how many each company has, in the order of the companies; `offers` are positions
    in the catalogue, `verdicts` indices of VERDICTS.
    """

    counts: NDArray[np.int32]
    offers: NDArray[np.int32]
    scores: NDArray[np.float64]
    verdicts: NDArray[np.int8]


class Batch:
    """A catalogue and a scorer, ready for many companies; keeps what companies have in common."""

    def __init__(
        self, catalogue: Catalogue, scorer: Scorer, *, limit: int, most_bytes: int = MOST_BYTES
    ) -> None:
        self.catalogue = catalogue
        self._limit = limit
        self._verdicts = ManyVerdicts(catalogue.conditions)
        self._points = ManyPoints(catalogue.columns, scorer, most_bytes=most_bytes)
        self._at_once = _fitting(AT_ONCE, MOST_VERDICTS, catalogue)
        self._together = _fitting(TOGETHER, MOST_POINTS, catalogue)
        self._scores = np.empty(len(catalogue.offers))

    def best(self, subjects: Sequence[Subject]) -> Best:
        """The first `limit` offers that `matcher.ranking.match` gives each of these companies."""
        found = list(self._each(subjects))
        return Best(
            counts=np.array([len(rows) for rows, _, _ in found], dtype=np.int32),
            offers=_joined([rows for rows, _, _ in found], np.int32),
            scores=_joined([scores for _, scores, _ in found], np.float64),
            verdicts=_joined([numbers for _, _, numbers in found], np.int8),
        )

    def _each(self, subjects: Sequence[Subject]) -> Iterator[Found]:
        for start in range(0, len(subjects), self._at_once):
            judged = self._verdicts.judge(subjects[start : start + self._at_once])
            while together := tuple(islice(judged, self._together)):
                yield from self._best_of(together)

    def _best_of(self, together: Sequence[Judged]) -> Iterator[Found]:
        seekers = [seeker_of(judged.subject.profile, judged) for judged in together]
        for judged, points in zip(together, self._points.of(seekers), strict=True):
            rows, scores = self._ranked(points, judged.numbers < LEAST_RANKED)
            yield rows, scores, judged.numbers[rows]

    def _ranked(
        self, points: Points, refused: NDArray[np.bool_]
    ) -> tuple[Rows, NDArray[np.float64]]:
        rough = points.add_up(np.multiply(refused, LAST, out=self._scores))
        usable = refused.size - int(np.count_nonzero(refused))
        wanted = ROOM * max(self._limit, FIRST)
        rows, scores = _leading(points, rough, min(wanted, usable))
        while rows.size < usable and not self._is_settled(rows):
            wanted *= 4
            rows, scores = _leading(points, rough, min(wanted, usable))
        ranked = fold(np.arange(rows.size), self.catalogue.groups[rows])[: self._limit]
        return rows[ranked], scores[ranked]

    def _is_settled(self, rows: Rows) -> bool:
        """Whether so many rows may stay among the first ten that the rest cannot change them."""
        groups = self.catalogue.groups[rows].tolist()
        if len(set(groups)) >= FIRST:
            return True
        counts = Counter(groups)
        return sum(min(count, MOST_OF_A_GROUP) for count in counts.values()) >= FIRST


def _leading(
    points: Points, rough: NDArray[np.float64], wanted: int
) -> tuple[Rows, NDArray[np.float64]]:
    """The first `wanted` rows and their scores, ties in the order of rows."""
    if not wanted:
        return np.empty(0, np.intp), np.empty(0)
    least = np.partition(rough, rough.size - wanted)[rough.size - wanted]
    near = np.flatnonzero(rough >= least - NOISE)
    scores = points.exact(near)
    order = np.argsort(-np.round(scores, DIGITS), kind="stable")[:wanted]
    return near[order], scores[order]


def _fitting(companies: int, most_pairs: int, catalogue: Catalogue) -> int:
    """How many companies are looked at together, at most so many pairs."""
    return max(1, min(companies, most_pairs // max(len(catalogue.offers), 1)))


def _joined(columns: Sequence[NDArray[Any]], kind: type[NumberT]) -> NDArray[NumberT]:
    return np.concatenate([np.empty(0, kind), *columns]).astype(kind)
