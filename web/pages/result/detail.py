"""One offer for one company: its conditions, and how its place in the list came about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from babel.numbers import format_decimal
from flask_babel import get_locale, gettext, lazy_gettext

from matcher.eligibility import LeafOutcome, Truth, Verdict
from matcher.matches import Contribution, Match
from offers.schema import Offer
from web.cards import OfferCard, OpenPoint
from web.formats import partial_date
from web.pages.result.cards import card_of, demanded, open_point, spoken
from web.pages.result.judging import JudgingForm, judging_form
from web.use_cases.firms.match import OfferForCompany

LEAST_SHOWN = 0.05
"""Points under which a part of the score reads as nothing."""

# Features of one family are shades of one thing: the page shows their points together.
_NEED = lazy_gettext("It fits what you need")
_WORDS = lazy_gettext("It is about what you wrote")
_FEATURES: Mapping[str, object] = {
    "need": _NEED,
    "main_need": _NEED,
    "need_words": _NEED,
    "need_prose": _NEED,
    "need_meaning": _NEED,
    "text": _WORDS,
    "meaning": _WORDS,
    "sector": lazy_gettext("Your sector"),
    "place": lazy_gettext("Close to you"),
    "kind": lazy_gettext("The kind of support you look for"),
    "audience": lazy_gettext("Made for founders"),
    "open_points": lazy_gettext("Something is still open"),
    "doubt": lazy_gettext("It may be meant for others"),
    "first_step": lazy_gettext("A good first step"),
    "staleness": lazy_gettext("The information is old"),
    "too_late": lazy_gettext("You have started already"),
    "only_to_read": lazy_gettext("Only to read"),
    "advice": lazy_gettext("You asked for somebody who knows"),
    "money": lazy_gettext("The sums or the purpose do not fit"),
    "broad": lazy_gettext("It is for everything, or only an overview"),
    "module": lazy_gettext("One narrow part of a large programme"),
    "rounds": lazy_gettext("Given in calls or competitions only"),
    "research": lazy_gettext("Universities apply for it, too"),
}


@dataclass(frozen=True)
class ConditionLine:
    """One condition. `state` is met, open, failed or spare (another one is enough)."""

    state: str
    label: str
    demand: str
    reason: str
    quote: str
    point: OpenPoint | None


@dataclass(frozen=True)
class ScorePart:
    """A part of the score: words and points, with sign."""

    label: str
    points: str


@dataclass(frozen=True)
class SourceNote:
    """What the facts rest on."""

    document: str
    url: str
    as_of: str
    license_info: str


@dataclass(frozen=True, kw_only=True)
class OfferPage:
    """Everything about one offer for one company."""

    token: str
    offer_id: str
    card: OfferCard
    rank: int | None
    summary: str
    paragraphs: tuple[str, ...]
    requires: str
    conditions: tuple[ConditionLine, ...]
    parts: tuple[ScorePart, ...]
    score: str
    source: SourceNote
    is_remembered: bool
    is_dismissed: bool
    judging: JudgingForm


def offer_page(found: OfferForCompany, token: str, *, today: date) -> OfferPage:
    """The page of this match."""
    match, offer = found.match, found.match.offer
    points = _points(match.contributions)
    return OfferPage(
        token=token,
        offer_id=offer.id,
        card=card_of(match, token, today=today),
        rank=match.rank,
        summary=offer.summary,
        paragraphs=tuple(text for text in offer.description.split("\n\n") if text.strip()),
        requires=offer.requires,
        conditions=tuple(_condition(each, match, token) for each in match.conditions),
        parts=tuple(ScorePart(label, _signed(each)) for label, each in points.items()),
        score=_decimal(sum(points.values())),
        source=_source(offer),
        is_remembered=offer.id in found.answers.remembered,
        is_dismissed=offer.id in found.answers.dismissed,
        judging=judging_form(found.opinion),
    )


def condition_state(outcome: LeafOutcome, verdict: Verdict) -> str:
    """met, open, failed, or spare where the verdict does not hang on it."""
    wanted, refused = (Truth.FALSE, Truth.TRUE) if outcome.negated else (Truth.TRUE, Truth.FALSE)
    if outcome.truth is wanted:
        return "met"
    if outcome.truth is refused:
        return "failed" if outcome.decides else "spare"
    is_settled = verdict in (Verdict.ELIGIBLE, Verdict.UNCLEAR) and not outcome.decides
    return "spare" if is_settled else "open"


def _condition(outcome: LeafOutcome, match: Match, token: str) -> ConditionLine:
    state = condition_state(outcome, match.verdict)
    labels = {
        "met": gettext("met"),
        "open": gettext("open"),
        "failed": gettext("not met"),
        "spare": gettext("not needed"),
    }
    point = open_point(outcome, token) if state == "open" else None
    return ConditionLine(
        state=state,
        label=labels[state],
        demand=demanded(outcome),
        reason=spoken(outcome),
        quote=outcome.evidence.quote,
        point=point if point is not None and point.href else None,
    )


def _points(contributions: Iterable[Contribution]) -> dict[str, float]:
    """The points by what they are for, rounded as shown, so that they add up; no nothings."""
    points: dict[str, float] = {}
    for part in contributions:
        label = str(_FEATURES.get(part.feature, part.feature))
        points[label] = points.get(label, 0.0) + part.points
    return {label: round(each, 1) for label, each in points.items() if abs(each) >= LEAST_SHOWN}


def _signed(points: float) -> str:
    """'+36,0' or '−4,0'."""
    return ("+" if points > 0 else "−") + _decimal(abs(points))


def _decimal(value: float) -> str:
    return format_decimal(round(value, 1), format="#,##0.0", locale=get_locale())


def _source(offer: Offer) -> SourceNote:
    given = offer.source
    return SourceNote(
        document=given.document if given else "",
        url=(given.url if given else "") or offer.url,
        as_of=partial_date(offer.as_of),
        license_info=offer.license_info,
    )
