"""Does the offer fit? What the company said of it, and the form by which it says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext

from web.use_cases.firms.opinions import REASONS, Opinion

_WHY_NOT: Mapping[Opinion, object] = {
    Opinion.NOT_RELEVANT: lazy_gettext("It is not what we need"),
    Opinion.NOT_ELIGIBLE: lazy_gettext("We cannot get it"),
    Opinion.TOO_LATE: lazy_gettext("It is too late for us"),
    Opinion.BETTER_ALTERNATIVE: lazy_gettext("Another offer suits us better"),
    Opinion.ALREADY_USED: lazy_gettext("We use it already"),
}


@dataclass(frozen=True)
class JudgingForm:
    """`said` is the company's judgement as a sentence, '' without one; `reasons` are choices."""

    said: str
    reasons: tuple[tuple[str, str], ...]


def judging_form(opinion: Opinion | None) -> JudgingForm:
    """The form below an offer of which this was said."""
    return JudgingForm(_said(opinion), tuple((each, str(_WHY_NOT[each])) for each in REASONS))


def opinion_of_form(values: Mapping[str, str]) -> Opinion | None:
    """What the button and the reason mean; None where no known button was pressed."""
    match values.get("urteil"):
        case "passt":
            return Opinion.FITS
        case "passt-nicht":
            reason = values.get("grund", "")
            return Opinion(reason) if reason in REASONS else Opinion.NO_REASON
        case _:
            return None


def _said(opinion: Opinion | None) -> str:
    if opinion is None:
        return ""
    if opinion is Opinion.FITS:
        return gettext("You said that this offer fits.")
    if opinion in _WHY_NOT:
        reason = str(_WHY_NOT[opinion])
        return gettext("You said that this offer does not fit: “%(reason)s”.", reason=reason)
    return gettext("You said that this offer does not fit.")
