"""Measuring: rankers side by side over the companies that people judged offers for; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from matcher.baselines import TextSearch
from matcher.catalogue import Catalogue
from matcher.eligibility import Verdict, subject_of
from matcher.evaluation import Ranked, Result, evaluate
from matcher.judgments import Judgment
from matcher.lessons import profile_fingerprint
from matcher.profile import Asked
from matcher.ranking import RANKED, match
from matcher.scorers import Scorer
from matcher.training import Example, fit

Ranker: TypeAlias = Callable[[Asked], Sequence[Ranked]]
FOLDS = 9


def measure(
    rankers: Mapping[str, Ranker], asked: Iterable[Asked], judgments: Sequence[Judgment]
) -> dict[str, Result]:
    """The figures of every ranker over the judged ones among the companies asked for."""
    judged = frozenset(judgment.profile for judgment in judgments)
    rankings: dict[str, dict[str, Sequence[Ranked]]] = {name: {} for name in rankers}
    for one in asked:
        if one.profile.id in judged:
            for name, ranker in rankers.items():
                rankings[name][one.profile.id] = ranker(one)
    return {name: evaluate(ranked, judgments) for name, ranked in rankings.items()}


def by_scorer(catalogue: Catalogue, scorer: Scorer) -> Ranker:
    """The ranking as a company gets it."""

    def ranked(one: Asked) -> tuple[Ranked, ...]:
        found = match(one.profile, catalogue, scorer, today=one.today)
        return tuple(Ranked(entry.offer.id, entry.verdict) for entry in found.matches)

    return ranked


def cross_validated(
    catalogue: Catalogue,
    asked: Iterable[Asked],
    examples: Sequence[Example],
    others: Sequence[Example] = (),
) -> Ranker:
    """Each company ranked by a model that was fitted without it, under whatever id.

    `asked` are the companies of the examples. They are dealt out to nine folds in the order of
    their ids, companies with equal answers together; `others` teach every fold.
    """
    answers = {one.profile.id: profile_fingerprint(one.profile) for one in asked}
    ordered = sorted(examples, key=lambda example: example.profile)
    distinct = list(dict.fromkeys(answers[example.profile] for example in ordered))
    rankers = dict[str, Ranker]()
    for fold in range(FOLDS):
        left_out = distinct[fold::FOLDS]
        lessons = [example for example in ordered if answers[example.profile] not in left_out]
        ranker = by_scorer(catalogue, fit([*lessons, *others]))
        rankers.update(dict.fromkeys(left_out, ranker))
    return lambda one: rankers[profile_fingerprint(one.profile)](one)


def by_text(search: TextSearch) -> Ranker:
    """BM25 alone: every offer counts as one that can be used."""
    return lambda one: tuple(
        Ranked(offer, Verdict.ELIGIBLE) for offer in search.ranked(one.profile)
    )


def by_text_with_verdicts(search: TextSearch, catalogue: Catalogue) -> Ranker:
    """BM25 over the offers that the company can use or might use."""

    def ranked(one: Asked) -> tuple[Ranked, ...]:
        verdicts = catalogue.conditions.verdicts(subject_of(one.profile, one.today))
        offers = zip(catalogue.offers, verdicts, strict=True)
        shown = {offer.id: verdict for offer, verdict in offers if verdict in RANKED}
        return tuple(Ranked(id, shown[id]) for id in search.ranked(one.profile) if id in shown)

    return ranked
