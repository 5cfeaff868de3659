"""Ranking: which offers a company can use, best first, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice

import numpy as np

from matcher.catalogue import Catalogue
from matcher.eligibility import VERDICTS, Verdict, subject_of
from matcher.features import FEATURES, Seeker, seeker_of
from matcher.folding import fold, folded_under
from matcher.matches import NAMES, Match, Scored, match_at
from matcher.oddities import profile_warnings
from matcher.profile import Profile
from matcher.reason import Reason
from matcher.scorers import Matrix, Scorer
from matcher.variants import Rows

RANKED = (Verdict.UNCLEAR, Verdict.ELIGIBLE)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranked matches, those that are not ranked (nearest first), warnings on the profile."""

    matches: tuple[Match, ...]
    others: tuple[Match, ...]
    total: int
    warnings: tuple[Reason, ...]


@dataclass(frozen=True)
class Ranked:
    """All offers in their order for one company; each match is made at the first look.

    `rows` are ranked, `rest` are not; both are rows of the catalogue, best first.
    """

    scored: Scored
    rows: Rows
    rest: Rows
    _made: dict[int, Match] = field(default_factory=dict, repr=False, compare=False)

    def best(self) -> Iterator[Match]:
        """The ranked matches, best first."""
        return map(self._match, self.rows.tolist())

    def others(self) -> Iterator[Match]:
        """Those that are not ranked, by score."""
        return map(self._match, self.rest.tolist())

    def find(self, offer_id: str) -> Match | None:
        """The match of one offer; None if the catalogue has no such offer."""
        row = self.scored.catalogue.position.get(offer_id)
        return None if row is None else self._match(row)

    def _match(self, row: int) -> Match:
        if row not in self._made:
            rank, similar = int(self._ranks[row]), self._similar.get(row, ())
            self._made[row] = match_at(self.scored, row, rank or None, similar=similar)
        return self._made[row]

    @cached_property
    def _ranks(self) -> Rows:
        """The rank of each row of the catalogue; 0 for one that is not ranked."""
        ranks = np.zeros(len(self.rows) + len(self.rest), dtype=np.int64)
        ranks[self.rows] = np.arange(1, len(self.rows) + 1)
        return ranks

    @cached_property
    def _similar(self) -> Mapping[int, tuple[int, ...]]:
        return folded_under(self.rows, self.scored.catalogue.groups)


def rank(profile: Profile, catalogue: Catalogue, scorer: Scorer, *, today: date) -> Ranked:
    """The offers the company can use or might use, best first, and the others, by score.

    Equal scores are ordered by offer id, so the same input gives the same order, whatever the order
    of the offers. Of a group of variants the best two stay among the first ten; the others follow
    after those.
    """
    scored = _score(profile, catalogue, scorer, today)
    return Ranked(scored, *_order(scored))


def match(
    profile: Profile,
    catalogue: Catalogue,
    scorer: Scorer,
    *,
    today: date,
    limit: int | None = None,
    others: int | None = 0,
) -> Ranking:
    """The ranking of `rank`, at most `limit` of the offers that are ranked.

    `others` is how many of the remaining offers (closed, not open yet, not eligible) follow
    without a rank; None means all.
    """
    found = rank(profile, catalogue, scorer, today=today)
    return Ranking(
        matches=tuple(islice(found.best(), limit)),
        others=tuple(islice(found.others(), others)),
        total=len(found.rows),
        warnings=profile_warnings(found.scored.judged.subject),
    )


def match_one(
    profile: Profile, catalogue: Catalogue, scorer: Scorer, offer_id: str, *, today: date
) -> Match | None:
    """The match of one offer as `match` would give it; None if the catalogue has no such offer."""
    if offer_id not in catalogue.position:
        return None
    return rank(profile, catalogue, scorer, today=today).find(offer_id)


def seen(profile: Profile, catalogue: Catalogue, *, today: date) -> tuple[Seeker, Matrix]:
    """What the company seeks, and every feature of every offer for it: shape (offers, features)."""
    seeker = seeker_of(profile, catalogue.conditions.judge(subject_of(profile, today)))
    columns = [feature.compute(seeker, catalogue.columns) for feature in FEATURES]
    return seeker, np.column_stack(columns)


def _score(profile: Profile, catalogue: Catalogue, scorer: Scorer, today: date) -> Scored:
    seeker, values = seen(profile, catalogue, today=today)
    points = scorer.points(NAMES, values)
    return Scored(catalogue, seeker, values, points, points.sum(axis=1))


def _order(scored: Scored) -> tuple[Rows, Rows]:
    """Rows by falling score, variants folded: ranked ones and the rest.

    Rows stand in the order of ids, so a stable sort leaves equal scores in it.
    """
    order = np.argsort(-np.round(scored.scores, 9), kind="stable")
    usable = np.isin(scored.judged.numbers, [VERDICTS.index(verdict) for verdict in RANKED])[order]
    return fold(order[usable], scored.catalogue.groups), order[~usable]
