"""How an offer's place in a list came about: its points by what they are for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel.numbers import format_decimal
from flask_babel import get_locale, lazy_gettext

from matcher.matches import Contribution

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
class ScorePart:
    """A part of the score: words and points, with sign."""

    label: str
    points: str


@dataclass(frozen=True)
class Score:
    """The parts and their sum, rounded so that they add up."""

    parts: tuple[ScorePart, ...]
    total: str


def score_of(contributions: Iterable[Contribution]) -> Score:
    """The points by what they are for."""
    points = _points(contributions)
    parts = tuple(ScorePart(label, _signed(each)) for label, each in points.items())
    return Score(parts, _decimal(sum(points.values())))


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
