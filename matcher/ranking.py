"""Ranking: which offers a company can use, best first, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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


def match(
    profile: Profile,
    catalogue: Catalogue,
    scorer: Scorer,
    *,
    today: date,
    limit: int | None = None,
    others: int | None = 0,
) -> Ranking:
    """The offers the company can use or might use, best first, at most `limit` of them.

    `others` is how many of the remaining offers (closed, not open yet, not eligible) follow
    without a rank, by score; None means all. Equal scores are ordered by offer id, so the same
    input gives the same list, whatever the order of the offers. Of a group of variants the best two
    stay among the first ten; the others follow after those.
    """
    scored = _score(profile, catalogue, scorer, today)
    ranked, rest = _order(scored)
    similar = folded_under(ranked, catalogue.groups)
    return Ranking(
        matches=tuple(
            match_at(scored, row, rank, similar=similar.get(row, ()))
            for rank, row in enumerate(ranked[:limit].tolist(), 1)
        ),
        others=tuple(match_at(scored, row, None) for row in rest[:others].tolist()),
        total=len(ranked),
        warnings=profile_warnings(scored.judged.subject),
    )


def match_one(
    profile: Profile, catalogue: Catalogue, scorer: Scorer, offer_id: str, *, today: date
) -> Match | None:
    """The match of one offer as `match` would give it; None if the catalogue has no such offer."""
    row = catalogue.position.get(offer_id)
    if row is None:
        return None
    scored = _score(profile, catalogue, scorer, today)
    ranked, _ = _order(scored)
    places = np.flatnonzero(ranked == row)
    if not places.size:
        return match_at(scored, row, None)
    similar = folded_under(ranked, catalogue.groups).get(row, ())
    return match_at(scored, row, int(places[0]) + 1, similar=similar)


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
