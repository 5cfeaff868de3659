"""A simulation of being asked: how many answers until the best five offers are settled.

Complete companies are drawn, everything but place, trade and wishes is hidden, and one rule after
the other asks for it, one answer at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import TypeAlias

from matcher.batch_io import read_offers, read_profiles
from matcher.catalogue import Catalogue, compile_catalogue
from matcher.eligibility import Verdict, subject_of
from matcher.evaluation import Mean, mean_with_interval
from matcher.matches import Match
from matcher.profile import Profile
from matcher.questions import questions_to_ask
from matcher.ranking import match
from matcher.scorers import ReadableScorer
from offers.bundled import load_bundled
from offers.taxonomy.facts import FACTS, Fact, FactType
from offers.taxonomy.needs import NEED_KEYS

Rule: TypeAlias = Callable[[Sequence[Match], frozenset[str]], str | None]
"""The field to ask for next, not among those already asked; None if there is nothing to ask."""
Values: TypeAlias = Mapping[str, object]

TOP, LOOK_AT, FACT = 5, 25, "facts."
MOST_ASKED = 30
PLACE = ("postal_code", "municipality", "region")
TOWNS = ("44787", "58452", "44623", "45525", "44135", "45127", "47051", "50667", "40213", "33602")
TRADES = ("10.7", "25.62", "28.4", "41.2", "43.2", "47.7", "49.4", "55.1", "62.01", "72.19", "86.9")
FORMS = ("GmbH", "GmbH", "e.K.", "Freiberuflich", "gGmbH", "AG")
FIXED_ORDER = (
    "municipality",
    "wz",
    "employees",
    "turnover_eur",
    "balance_sheet_eur",
    "founded",
    "legal_form",
    "chamber",
    "needs",
    *(f"{FACT}{name}" for name in FACTS),
)


@dataclass(frozen=True, slots=True)
class Company:
    """What a company tells at once, and everything it knows."""

    told: Profile
    whole: Profile


def companies(count: int, *, seed: int, today: date) -> tuple[Company, ...]:
    """Complete companies of the region, of every size and age; the same seed gives the same."""
    random = Random(seed)
    return tuple(_company(number, random, today) for number in range(count))


def hidden(whole: Profile, *, told: Sequence[str]) -> Company:
    """A company that tells these fields only."""
    known = {name: getattr(whole, name) for name in ("id", *told)}
    return Company(Profile(**known), whole)


def _company(number: int, random: Random, today: date) -> Company:
    people = round(10 ** random.uniform(0, 2.7))
    turnover = round(people * 10 ** random.uniform(4.7, 5.4))
    whole = Profile(
        id=f"firm-{number}",
        postal_code=random.choice(TOWNS),
        wz=random.choice(TRADES),
        needs=tuple(random.sample(NEED_KEYS, random.randint(1, 3))),
        employees=people,
        turnover_eur=turnover,
        balance_sheet_eur=round(turnover * random.uniform(0.3, 1.0)),
        founded=today.year - round(10 ** random.uniform(0, 1.7)) + 1,
        legal_form=random.choice(FORMS),
        chamber=random.choice(("IHK", "IHK", "HWK", "other")),
        facts={name: _fact(fact, random) for name, fact in FACTS.items()},
    )
    return hidden(whole, told=("postal_code", "wz", "needs"))


def _fact(fact: Fact, random: Random) -> bool | int | str:
    if fact.type is FactType.BOOLEAN:
        return random.random() < 0.5
    if fact.type is FactType.CHOICE:
        return random.choice(fact.choices).value
    return random.choice((0, 1, 5, 20)) * (1 if fact.unit == "people" else 25_000)


def answers_needed(company: Company, catalogue: Catalogue, rule: Rule, today: date) -> int:
    """How many answers until none of the first five is unclear that the whole profile decides.

    What the company does not know either costs a question and stays open. A rule that has nothing
    more to ask, or that asks for ever, counts as one that asked thirty times.
    """
    decided = _decided(company.whole, catalogue, today)
    profile, asked = company.told, set[str]()
    while len(asked) < MOST_ASKED:
        ranked = match(profile, catalogue, ReadableScorer(), today=today, limit=LOOK_AT).matches
        if all(m.verdict is not Verdict.UNCLEAR or m.offer.id not in decided for m in ranked[:TOP]):
            return len(asked)
        field = rule(ranked, frozenset(asked))
        if field is None:
            return MOST_ASKED
        asked.add(field)
        profile = _told(profile, company.whole, field)
    return MOST_ASKED


def _decided(whole: Profile, catalogue: Catalogue, today: date) -> frozenset[str]:
    verdicts = catalogue.conditions.verdicts(subject_of(whole, today))
    pairs = zip(catalogue.offers, verdicts, strict=True)
    return frozenset(offer.id for offer, verdict in pairs if verdict is not Verdict.UNCLEAR)


def _told(profile: Profile, whole: Profile, field: str) -> Profile:
    if field == "municipality":
        return profile.model_copy(update={name: getattr(whole, name) for name in PLACE})
    if not field.startswith(FACT):
        return profile.model_copy(update={field: getattr(whole, field)})
    name = field.removeprefix(FACT)
    known = {name: whole.facts[name]} if name in whole.facts else {}
    return profile.model_copy(update={"facts": {**profile.facts, **known}})


def by_expected_reduction(ranked: Sequence[Match], asked: frozenset[str]) -> str | None:
    """The rule of the project."""
    questions = questions_to_ask(ranked, skip=asked)
    return questions[0].field if questions else None


def by_fixed_order(ranked: Sequence[Match], asked: frozenset[str]) -> str | None:
    """As a form asks: always in the same order, but nothing that no offer looked at is open on."""
    wanted = _open_fields(ranked, asked)
    known = (field for field in FIXED_ORDER if field in wanted)
    return next(known, min(wanted, default=None))


def by_count(ranked: Sequence[Match], asked: frozenset[str]) -> str | None:
    """The field that is open in the most offers by 1/rank, double where it is the only one."""
    weights: dict[str, float] = {}
    for found in ranked:
        fields, hopeless = _fields(found), any(each.question is None for each in found.deciding)
        if found.verdict is Verdict.UNCLEAR and not hopeless and not fields & asked:
            for field in sorted(fields):
                share = (2.0 if len(fields) == 1 else 1.0) / (found.rank or LOOK_AT)
                weights[field] = weights.get(field, 0.0) + share
    return max(weights, key=lambda field: weights[field], default=None)


def _open_fields(ranked: Sequence[Match], asked: frozenset[str]) -> frozenset[str]:
    unclear = (found for found in ranked if found.verdict is Verdict.UNCLEAR)
    return frozenset(field for found in unclear for field in _fields(found)) - asked


def _fields(found: Match) -> frozenset[str]:
    return frozenset(outcome.question for outcome in found.deciding if outcome.question is not None)


RULES: Mapping[str, Rule] = {
    "expected reduction": by_expected_reduction,
    "open fields by 1/rank": by_count,
    "fixed order": by_fixed_order,
}


@dataclass(frozen=True, slots=True)
class World:
    """Companies that are asked about the offers of a catalogue on a day."""

    companies: tuple[Company, ...]
    catalogue: Catalogue
    today: date

    def needed(self, rule: Rule) -> list[int]:
        """The answers that each company has to give."""
        return [answers_needed(one, self.catalogue, rule, self.today) for one in self.companies]


def bundled_world(count: int, *, seed: int, today: date) -> World:
    """Drawn companies and the bundled catalogue."""
    catalogue = compile_catalogue(load_bundled(), "bundled")
    return World(companies(count, seed=seed, today=today), catalogue, today)


def conformance_world(folder: Path, *, every: int) -> World:
    """Every n-th complete profile of the conformance set, of which the region alone is told."""
    asked = read_profiles(str(folder / "profiles.jsonl"), today=None)
    complete = [one.profile for one in asked if one.profile.wz and one.profile.region]
    catalogue = compile_catalogue(read_offers(str(folder / "offers.jsonl")), "conformance")
    chosen = tuple(hidden(whole, told=("region",)) for whole in complete[::every])
    return World(chosen, catalogue, asked[0].today)


def saved(fewer: Sequence[int], more: Sequence[int], *, seed: int) -> Mean:
    """How many answers a company is spared on average, with the 90 % interval over companies."""
    pairs = zip(fewer, more, strict=True)
    return mean_with_interval([theirs - ours for ours, theirs in pairs], seed=seed)
