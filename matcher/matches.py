"""Match: an offer for a company, explained when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from matcher.catalogue import Catalogue
from matcher.eligibility import VERDICTS, Judged, LeafOutcome, Truth, Verdict, status_on
from matcher.eligibility.outcomes import Branch
from matcher.features import FEATURES, Seeker
from matcher.features.freshness import facts_are_old
from matcher.reason import Reason
from matcher.scorers import Matrix
from offers.schema import Offer, State

LEAST_REASONS, MOST_REASONS = 2, 3
WORTH_SAYING = 1.0
"""Points under which a feature is no reason to name."""
NAMES = tuple(feature.name for feature in FEATURES)
_POSITION = {name: at for at, name in enumerate(NAMES)}
POSITIVE = tuple(i for i, feature in enumerate(FEATURES) if not feature.caution)
CAUTIONS = tuple(i for i, feature in enumerate(FEATURES) if feature.caution)


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
class Scored:
    """All offers of a catalogue scored for one company; rows are positions in the catalogue."""

    catalogue: Catalogue
    seeker: Seeker
    values: Matrix
    points: Matrix
    scores: Matrix

    @property
    def judged(self) -> Judged:
        return self.seeker.judged

    def say(self, feature: int, row: int) -> Reason | None:
        """What a feature says of the offer in a row."""
        return FEATURES[feature].say(self.seeker, self.catalogue.columns, row)


@dataclass(frozen=True)
class Match:
    """An offer for a company; `rank` is None where it is not ranked.

    `similar` are its variants that were put after the first ten in favour of other offers.
    What is said about it is worked out at the first look: a page lists hundreds and shows ten.
    """

    offer: Offer
    rank: int | None
    score: float
    verdict: Verdict
    similar: tuple[Offer, ...]
    _scored: Scored = field(repr=False, compare=False)
    _row: int = field(repr=False, compare=False)

    @cached_property
    def status(self) -> Reason | None:
        """Why nobody can apply today; None if the offer is open."""
        return status_on(self.offer, self._scored.judged.subject.today)

    def value(self, feature: str) -> float:
        """The value of one feature, by its name."""
        return float(self._scored.values[self._row, _POSITION[feature]])

    @cached_property
    def contributions(self) -> tuple[Contribution, ...]:
        """The parts of the score, one a feature; their points add up to it."""
        values, points = self._scored.values[self._row], self._scored.points[self._row]
        return tuple(map(Contribution, NAMES, values.tolist(), points.tolist()))

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it fits, at most three: the reasons with most points, the strongest first.

        Features of one family give the same reason: their points count together. Where reasons say
        less than two things, conditions that hold speak, too.
        """
        spoken = [reason for reason, points in self._spoken() if points >= WORTH_SAYING]
        missing = max(LEAST_REASONS - len(spoken), 0)
        return (*spoken[:MOST_REASONS], *islice(self._met(), missing)) or (Reason("fit.general"),)

    def _spoken(self) -> list[tuple[Reason, float]]:
        """What features say for the offer with their points, the most first, then by feature."""
        points = self._scored.points[self._row].tolist()
        said = list[tuple[Reason, float]]()
        for feature in POSITIVE:
            reason = self._scored.say(feature, self._row) if points[feature] > 0 else None
            if reason is None:
                continue
            known = next((at for at, (each, _) in enumerate(said) if each == reason), None)
            if known is None:
                said.append((reason, points[feature]))
            else:
                said[known] = (reason, said[known][1] + points[feature])
        return sorted(said, key=lambda each: -each[1])

    def _met(self) -> Iterator[Reason]:
        """The conditions that the company meets, one of a kind; none where it is refused anyway."""
        if self.verdict in (Verdict.ELIGIBLE, Verdict.UNCLEAR):
            met = [o.reason for o in self.conditions if o.truth is Truth.TRUE and not o.negated]
            firsts = dict[str, Reason]()
            for reason in met:
                firsts.setdefault(reason.code, reason)
            yield from firsts.values()

    @cached_property
    def conditions(self) -> tuple[LeafOutcome, ...]:
        """Every condition with its truth and reason, in reading order."""
        return self._scored.judged.outcomes(self._row)

    @property
    def judged(self) -> Judged:
        """All offers as they were judged for the company."""
        return self._scored.judged

    @property
    def tree(self) -> Branch:
        """The conditions as one tree, for who wants to judge them anew."""
        return self._scored.judged.trees[self._row]

    @property
    def deciding(self) -> tuple[LeafOutcome, ...]:
        """The conditions that make the verdict what it is."""
        return tuple(outcome for outcome in self.conditions if outcome.decides)

    @cached_property
    def open_questions(self) -> tuple[Question, ...]:
        """What would settle an unclear verdict, in reading order, one question a field."""
        asked: dict[str, Question] = {}
        for outcome in self.deciding if self.verdict is Verdict.UNCLEAR else ():
            if outcome.question is not None:
                asked.setdefault(outcome.question, Question(outcome.question, outcome.reason))
        return tuple(asked.values())

    @cached_property
    def warnings(self) -> tuple[Reason, ...]:
        """What to know before one relies on it: cautions of the ranking, then the offer's own."""
        values = self._scored.values[self._row].tolist()
        said = (self._scored.say(i, self._row) for i in CAUTIONS if values[i] < 0)
        cautions = tuple(reason for reason in said if reason is not None)
        return (*cautions, *self._own_warnings({caution.code for caution in cautions}))

    def _own_warnings(self, said: set[str]) -> list[Reason]:
        offer, seeker = self.offer, self._scored.seeker
        own = list[Reason]()
        if facts_are_old(offer, seeker.judged.subject.today) and "warning.old_facts" not in said:
            own.append(Reason("warning.old_facts", {"date": offer.as_of}))
        if offer.before_start and seeker.profile.facts.get("project_started") is not True:
            own.append(Reason("warning.before_start"))
        if offer.verified_on is None and offer.state is not State.ENDED:
            own.append(Reason("warning.not_verified"))
        return own


def match_at(scored: Scored, row: int, rank: int | None, *, similar: tuple[int, ...] = ()) -> Match:
    """The match of the offer in a row; `similar` are the rows that are folded under it."""
    offers = scored.catalogue.offers
    return Match(
        offer=offers[row],
        rank=rank,
        score=float(scored.scores[row]),
        verdict=VERDICTS[scored.judged.numbers[row]],
        similar=tuple(offers[other] for other in similar),
        _scored=scored,
        _row=row,
    )
