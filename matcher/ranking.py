"""Ranking: which offers a company can use, best first, each with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np

from matcher.catalogue import Catalogue
from matcher.eligibility import VERDICTS, Judged, LeafOutcome, Verdict, status_on, subject_of
from matcher.features import FEATURES, Seeker, seeker_of
from matcher.features.freshness import facts_are_old
from matcher.oddities import profile_warnings
from matcher.profile import Profile
from matcher.reason import Reason
from matcher.scorers import Matrix, Scorer
from offers.schema import Offer, State

MOST_REASONS = 3
WORTH_SAYING = 1.0
"""Points under which a feature is no reason to name."""
NAMES = tuple(feature.name for feature in FEATURES)
POSITIVE = tuple(i for i, feature in enumerate(FEATURES) if not feature.caution)
CAUTIONS = tuple(i for i, feature in enumerate(FEATURES) if feature.caution)
RANKED = (Verdict.UNCLEAR, Verdict.ELIGIBLE)


@dataclass(frozen=True, slots=True)
class Question:
    """An open condition that an answer of the company would settle, `field` of its profile."""

    field: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Contribution:
    """One feature's part of a score."""

    feature: str
    value: float
    points: float


@dataclass(frozen=True, slots=True)
class Match:
    """An offer for a company; `rank` is None where it is not ranked, `status` says why not open."""

    offer: Offer
    rank: int | None
    score: float
    verdict: Verdict
    reasons: tuple[Reason, ...]
    conditions: tuple[LeafOutcome, ...]
    open_questions: tuple[Question, ...]
    warnings: tuple[Reason, ...]
    contributions: tuple[Contribution, ...]
    status: Reason | None

    @property
    def deciding(self) -> tuple[LeafOutcome, ...]:
        """The leaves that make the verdict what it is."""
        return tuple(outcome for outcome in self.conditions if outcome.decides)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranked matches, those that are not ranked (nearest first), warnings on the profile."""

    matches: tuple[Match, ...]
    others: tuple[Match, ...]
    total: int
    warnings: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Scored:
    """All offers of a catalogue scored for one company; rows are positions in the catalogue."""

    catalogue: Catalogue
    seeker: Seeker
    values: Matrix
    points: Matrix
    scores: Matrix

    @property
    def judged(self) -> Judged:
        return self.seeker.judged


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
    input gives the same list, whatever the order of the offers.
    """
    scored = _score(profile, catalogue, scorer, today)
    ranked, rest = _order(scored)
    return Ranking(
        matches=tuple(_match(scored, row, rank) for rank, row in enumerate(ranked[:limit], 1)),
        others=tuple(_match(scored, row, None) for row in rest[:others]),
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
    return _match(scored, row, ranked.index(row) + 1 if row in ranked else None)


def _score(profile: Profile, catalogue: Catalogue, scorer: Scorer, today: date) -> _Scored:
    judged = catalogue.conditions.judge(subject_of(profile, today))
    seeker = seeker_of(profile, judged)
    columns = [feature.compute(seeker, catalogue.columns) for feature in FEATURES]
    values = np.column_stack(columns)
    points = scorer.points(NAMES, values)
    return _Scored(catalogue, seeker, values, points, points.sum(axis=1))


def _order(scored: _Scored) -> tuple[list[int], list[int]]:
    """Rows by falling score, ranked ones and the rest; rows stand in the order of ids."""
    order = np.argsort(-np.round(scored.scores, 9), kind="stable")
    usable = np.isin(scored.judged.numbers, [VERDICTS.index(verdict) for verdict in RANKED])
    return order[usable[order]].tolist(), order[~usable[order]].tolist()


def _match(scored: _Scored, row: int, rank: int | None) -> Match:
    offer = scored.catalogue.offers[row]
    verdict = VERDICTS[scored.judged.numbers[row]]
    conditions = scored.judged.outcomes(row)
    today = scored.judged.subject.today
    return Match(
        offer=offer,
        rank=rank,
        score=float(scored.scores[row]),
        verdict=verdict,
        reasons=_reasons(scored, row),
        conditions=conditions,
        open_questions=_questions(conditions) if verdict is Verdict.UNCLEAR else (),
        warnings=_warnings(scored, row, today),
        contributions=_contributions(scored, row),
        status=status_on(offer, today),
    )


def _contributions(scored: _Scored, row: int) -> tuple[Contribution, ...]:
    values, points = scored.values[row].tolist(), scored.points[row].tolist()
    return tuple(map(Contribution, NAMES, values, points))


def _reasons(scored: _Scored, row: int) -> tuple[Reason, ...]:
    """Why it fits: the features with most points, the strongest first."""
    points = scored.points[row].tolist()
    strong = [i for i in POSITIVE if points[i] >= WORTH_SAYING]
    strong.sort(key=lambda i: -points[i])
    said = (FEATURES[i].say(scored.seeker, scored.catalogue.columns, row) for i in strong)
    spoken = islice((reason for reason in said if reason is not None), MOST_REASONS)
    return tuple(spoken) or (Reason("fit.general"),)


def _questions(conditions: Sequence[LeafOutcome]) -> tuple[Question, ...]:
    """Open questions in reading order, one a field."""
    asked: dict[str, Question] = {}
    for outcome in conditions:
        if outcome.decides and outcome.question is not None:
            asked.setdefault(outcome.question, Question(outcome.question, outcome.reason))
    return tuple(asked.values())


def _warnings(scored: _Scored, row: int, today: date) -> tuple[Reason, ...]:
    """What to know before one relies on it: cautions of the ranking, then the offer's own."""
    offer = scored.catalogue.offers[row]
    values = scored.values[row].tolist()
    said = [
        FEATURES[i].say(scored.seeker, scored.catalogue.columns, row)
        for i in CAUTIONS
        if values[i] < 0
    ]
    cautions = [reason for reason in said if reason is not None]
    own = list[Reason]()
    if facts_are_old(offer, today) and not any(c.code == "warning.old_facts" for c in cautions):
        own.append(Reason("warning.old_facts", {"date": offer.as_of}))
    if offer.before_start and scored.seeker.profile.facts.get("project_started") is not True:
        own.append(Reason("warning.before_start"))
    if offer.verified_on is None and offer.state is not State.ENDED:
        own.append(Reason("warning.not_verified"))
    return (*cautions, *own)
