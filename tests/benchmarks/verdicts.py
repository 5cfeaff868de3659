"""Verdicts of the conformance set: one company, every reason, all at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.batch_io import Asked, read_offers, read_profiles
from matcher.eligibility import (
    VERDICTS,
    CompiledConditions,
    LeafOutcome,
    Subject,
    subject_of,
    verdict,
)
from offers.schema import Offer
from tests.benchmarks.figures import (
    MILLI,
    Effort,
    Figure,
    WrongResultError,
    median_seconds,
    percentile,
    quantiles,
    seconds_per_item,
)

SAMPLE = 8
"""Every how many profiles the readable rule judges: it is the slow one."""


@dataclass(frozen=True, slots=True)
class Conformance:
    """The set in memory."""

    offers: tuple[Offer, ...]
    asked: tuple[Asked, ...]
    conditions: CompiledConditions

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """All companies as leaves look at them."""
        return tuple(subject_of(one.profile, one.today) for one in self.asked)


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """The figures of the verdicts, after a check that all of them are right."""
    held = _load(shared)
    check(held, shared)
    one = seconds_per_item(
        lambda asked: held.conditions.verdicts(subject_of(asked.profile, asked.today)),
        held.asked,
        rounds=effort.rounds,
    )
    reasons = seconds_per_item(
        lambda subject: every_reason(held, subject), held.subjects, rounds=effort.rounds
    )
    what = f"Verdicts of {len(held.offers)} offers for one profile"
    return [
        *quantiles(what, one, shares=(0.5, 0.99), target=(0.5, 0.5)),
        *_beside_the_readable_rule(held, one, effort),
        *quantiles(
            f"{what} with the reason of every leaf", reasons, shares=(0.5, 0.99), target=(0.5, 5.0)
        ),
        *_all_at_once(held, effort),
    ]


def every_reason(held: Conformance, subject: Subject) -> list[tuple[LeafOutcome, ...]]:
    """Every leaf of every offer with truth, reason and question."""
    judged = held.conditions.judge(subject)
    return [judged.outcomes(row) for row in range(len(held.offers))]


def check(held: Conformance, shared: Path) -> None:
    """WrongResultError unless the verdicts are those of the set, on both paths."""
    lines = (shared / "conformance/verdicts.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line)["verdicts"] for line in lines]
    expected = [[row[offer.id] for offer in held.offers] for row in rows]
    batch = held.conditions.verdict_table(held.subjects).T.tolist()
    named = [[str(VERDICTS[number]) for number in row] for row in batch]
    single = [[str(one) for one in held.conditions.verdicts(each)] for each in held.subjects]
    if named != expected or single != expected:
        raise WrongResultError("the verdicts are not those of the conformance set")


def _load(shared: Path) -> Conformance:
    offers = read_offers(str(shared / "conformance/offers.jsonl"))
    asked = read_profiles(str(shared / "conformance/profiles.jsonl"), today=None)
    return Conformance(offers, asked, CompiledConditions(offers))


def _beside_the_readable_rule(
    held: Conformance, compiled: Sequence[float], effort: Effort
) -> list[Figure]:
    """The plain evaluator of the same rule, in the same run, and how much slower it is."""
    readable = seconds_per_item(
        lambda subject: [verdict(offer, subject) for offer in held.offers],
        held.subjects[::SAMPLE],
        rounds=effort.rounds,
    )
    middle = percentile(readable, 0.5)
    return [
        Figure("The same by the readable rule, p50", middle * MILLI, "ms"),
        Figure("Readable rule / compiled conditions", middle / percentile(compiled, 0.5), "times"),
    ]


def _all_at_once(held: Conformance, effort: Effort) -> list[Figure]:
    """The batch path with the making of the subjects; the conditions are compiled before."""
    seconds = median_seconds(
        lambda: held.conditions.verdict_table(held.subjects), rounds=max(effort.rounds, 3)
    )
    pairs = f"{len(held.offers) * len(held.asked):,}"
    return [Figure(f"All {pairs} verdicts by the batch path", seconds * MILLI, "ms", 100.0)]
