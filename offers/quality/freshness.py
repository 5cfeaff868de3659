"""How much damage an offer may do if nobody looks at it: what is wrong, times who sees it.

Formula: damage = (sum of points of all causes) x (1 + w x log2(1 + views)). The points stand in
`freshness.yaml`, with the reasons for them. The logarithm keeps a page that everybody opens from
hiding a serious fault on one that few open. Damage never falls when any input gets worse; an offer
with nothing wrong has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from math import log2, prod

from offers.schema import Condition, Offer, State
from offers.schema.conditions import AllOf, AnyOf, NotOf
from offers.taxonomy.data_files import read_yaml

NO_KIND = "none"
TEXT = "text"
"""What `reading` says of a condition that a program read from prose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What weighs how much, as `freshness.yaml` says it."""

    days_between_looks: Mapping[str, int]
    points: Mapping[str, float]
    most_intervals: float
    most_counted: int
    least_chance_of_error: float
    per_doubling_of_views: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an offer itself tells on one day about how far it can be believed.

    `overdue_days` counts from the day on which somebody should have looked: negative before it,
    None where no date is known. `chance_of_error`: that at least one reading is wrong, as if
    they were independent. An ended offer promises nothing any more.
    """

    is_ended: bool = False
    is_checked: bool = True
    overdue_days: int | None = -1
    interval_days: int = 180
    readings: int = 0
    chance_of_error: float = 0.0
    period_over: date | None = None
    deadline_over: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What others tell about an offer; `views` of 90 days, `missing_days` None: it is not."""

    views: int = 0
    reports: int = 0
    doubts: int = 0
    dead_links: int = 0
    troubled_links: int = 0
    missing_days: int | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that is wrong: a code with words at the edge, its values, and what it adds."""

    code: str
    points: float
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Damage:
    """The score, and its causes, the worst first."""

    score: float
    causes: tuple[Cause, ...]


NOTHING = Signals()


@cache
def scale() -> Scale:
    """The numbers that an editor may change."""
    return Scale(**read_yaml("offers.quality", "freshness.yaml"))


def damage(facts: Facts, signals: Signals = NOTHING, scale: Scale | None = None) -> Damage:
    """What the offer may do; of an ended one only reports and doubts count.

    Equal causes stand in the order of their codes.
    """
    weights = scale or _standard()
    found = [*_said_by_people(signals, weights)]
    if not facts.is_ended:
        found += [*_said_by_others(signals, weights), *_said_by_itself(facts, weights)]
    harm = sum(cause.points for cause in found)
    reach = 1 + weights.per_doubling_of_views * log2(1 + signals.views)
    return Damage(harm * reach, tuple(sorted(found, key=lambda each: (-each.points, each.code))))


def facts_of(offer: Offer, today: date, scale: Scale | None = None) -> Facts:
    """What the offer itself tells on this day; days in Berlin, last days count as still good."""
    weights = scale or _standard()
    interval = interval_days(offer, weights)
    due = due_on(offer, weights)
    confidences = _confidences(offer.conditions)
    return Facts(
        is_ended=is_ended(offer, today),
        is_checked=offer.verified_on is not None,
        overdue_days=None if due is None else (today - due).days,
        interval_days=interval,
        readings=len(confidences),
        chance_of_error=1 - prod(confidences),
        period_over=_past(offer.period_until.last if offer.period_until else None, today),
        deadline_over=_past(_last_deadline(offer), today),
    )


def interval_days(offer: Offer, scale: Scale | None = None) -> int:
    """After how many days somebody should look again."""
    days = (scale or _standard()).days_between_looks
    return min((days[str(kind)] for kind in offer.kinds), default=days[NO_KIND])


def due_on(offer: Offer, scale: Scale | None = None) -> date | None:
    """The first day on which somebody should look; None where nothing says when anybody did.

    An editor's own date counts until somebody has looked on or after it.
    """
    looked = last_look(offer)
    own = offer.review_by.last if offer.review_by else None
    if own is not None and (looked is None or looked < own):
        return own
    return None if looked is None else _later(looked, interval_days(offer, scale))


def last_look(offer: Offer) -> date | None:
    """The later of the day of an editor's check and the day that the source speaks of."""
    days = [day.last for day in (offer.verified_on, offer.as_of) if day is not None]
    return max(days, default=None)


def is_ended(offer: Offer, today: date) -> bool:
    """Whether it is over by its own words, so that nobody is misled any more."""
    until = offer.valid_until
    return offer.state is State.ENDED or (until is not None and today > until.last)


def _later(day: date, days: int) -> date:
    """So many days later; the calendar ends with the year 9999, which some write for 'always'."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _standard() -> Scale:
    return scale()


def _said_by_people(signals: Signals, weights: Scale) -> Iterator[Cause]:
    yield from _counted("report", signals.reports, weights)
    yield from _counted("doubt", signals.doubts, weights)


def _said_by_others(signals: Signals, weights: Scale) -> Iterator[Cause]:
    yield from _counted("link_dead", signals.dead_links, weights)
    yield from _counted("link_trouble", signals.troubled_links, weights)
    if signals.missing_days is not None:
        yield Cause("missing", weights.points["missing"], {"days": signals.missing_days})


def _said_by_itself(facts: Facts, weights: Scale) -> Iterator[Cause]:
    for code, day in (("period_over", facts.period_over), ("deadline_over", facts.deadline_over)):
        if day is not None:
            yield Cause(code, weights.points[code], {"date": day})
    if facts.chance_of_error >= weights.least_chance_of_error:
        points = weights.points["reading"] * facts.chance_of_error
        yield Cause("reading", points, {"count": facts.readings})
    if not facts.is_checked:
        yield Cause("never_checked", weights.points["never_checked"])
    yield from _age(facts, weights)


def _age(facts: Facts, weights: Scale) -> Iterator[Cause]:
    """Twice the interval without a look is twice as bad, up to the most."""
    if facts.overdue_days is None:
        yield Cause("never_dated", weights.points["overdue"] * weights.most_intervals)
    elif facts.overdue_days >= 0:
        passed = min(1 + facts.overdue_days / facts.interval_days, weights.most_intervals)
        yield Cause("overdue", weights.points["overdue"] * passed, {"days": facts.overdue_days})


def _counted(code: str, count: int, weights: Scale) -> Iterator[Cause]:
    if count:
        points = weights.points[code] * min(count, weights.most_counted)
        yield Cause(code, points, {"count": count})


def _past(day: date | None, today: date) -> date | None:
    return day if day is not None and today > day else None


def _last_deadline(offer: Offer) -> date | None:
    """The last day on which one could apply; None where there is none or one comes back."""
    if any(deadline.recurring for deadline in offer.deadlines):
        return None
    return max((deadline.date.last for deadline in offer.deadlines), default=None)


def _confidences(condition: Condition | None) -> tuple[float, ...]:
    """How sure the program was of each condition that it read; a person's word has none."""
    return () if condition is None else tuple(_walk((condition,)))


def _walk(conditions: Iterable[Condition]) -> Iterator[float]:
    for condition in conditions:
        evidence = condition.evidence
        if evidence.reading == TEXT and evidence.confidence is not None:
            yield evidence.confidence
        match condition.test:
            case AllOf(parts) | AnyOf(parts):
                yield from _walk(parts)
            case NotOf(part):
                yield from _walk((part,))
