"""Lessons: judged pairs as what the learner sees of them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from matcher.catalogue import Catalogue
from matcher.eligibility import VERDICTS
from matcher.judgments import Judgment
from matcher.profile import Asked, Profile, dump_profile
from matcher.ranking import RANKED, seen
from matcher.training import Example
from matcher.weighing import weights


def examples(
    companies: Iterable[Asked],
    catalogue: Catalogue,
    judgments: Sequence[Judgment],
    *,
    today: date,
) -> tuple[Example, ...]:
    """One example a company that has judgements, in the order of the companies.

    Only offers that are ranked for the company teach: what a rule refuses needs no points. `today`
    is the day from which the age of judgements counts.
    """
    providers = {offer.id: offer.provider for offer in catalogue.offers}
    known = [judgment for judgment in judgments if judgment.offer in catalogue.position]
    by_profile: dict[str, list[tuple[Judgment, float]]] = defaultdict(list)
    for judgment, weight in zip(
        known, weights(known, today=today, providers=providers).tolist(), strict=True
    ):
        by_profile[judgment.profile].append((judgment, weight))
    return tuple(
        _example(company, catalogue, by_profile[company.profile.id])
        for company in companies
        if company.profile.id in by_profile
    )


def _example(
    company: Asked, catalogue: Catalogue, judged: Sequence[tuple[Judgment, float]]
) -> Example:
    seeker, values = seen(company.profile, catalogue, today=company.today)
    rows = np.array([catalogue.position[judgment.offer] for judgment, _ in judged], dtype=np.intp)
    numbers = [VERDICTS.index(verdict) for verdict in RANKED]
    ranked = np.isin(seeker.judged.numbers[rows], numbers)
    return Example(
        profile=company.profile.id,
        values=values[rows[ranked]],
        grades=np.array([judgment.grade for judgment, _ in judged])[ranked],
        weights=np.array([weight for _, weight in judged])[ranked],
    )


def profile_fingerprint(profile: Profile) -> str:
    """The SHA-256 of what a company answered, whatever its id and the day."""
    answers = {k: v for k, v in dump_profile(profile).items() if k not in ("id", "today")}
    return _sha256(answers)


def data_fingerprint(companies: Iterable[Asked], judgments: Iterable[Judgment]) -> str:
    """The SHA-256 of all companies and judgements, whatever their order."""
    profiles = {company.profile.id: profile_fingerprint(company.profile) for company in companies}
    pairs = sorted((profiles.get(j.profile, ""), j.offer, j.grade, j.judge) for j in judgments)
    return _sha256(pairs)


def _sha256(value: Mapping[str, object] | Sequence[object]) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
