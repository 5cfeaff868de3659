"""The blueprint of judgements and applications, and what its macro asks for on other pages."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, request, url_for
from flask_babel import gettext

from web.access import Access, declare
from web.desk import ROLES
from web.opinion_words import opinion_label
from web.pages.outcomes.views import JudgedLine, judged_line
from web.use_cases.files.judging import OfferStanding
from web.use_cases.firms.opinions import Opinion

blueprint = Blueprint("outcomes", __name__, url_prefix="/beratung/akte/<string:public_id>")
declare(blueprint, Access.SIGNED_IN, *ROLES)
_REASONS = (
    Opinion.NOT_RELEVANT,
    Opinion.TOO_LATE,
    Opinion.BETTER_ALTERNATIVE,
    Opinion.ALREADY_USED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingWords:
    """What the macro says of every offer; `is_here` where the page is that of judgements."""

    judgement: str
    own: str
    take_back: str
    suits: str
    does_not_suit: str
    reasons: tuple[tuple[str, str], ...]
    not_eligible: str
    another_condition: str
    note: str
    change: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingLine:
    """One offer for the macro: where its form and its page are, what was said, what can be."""

    words: JudgingWords
    said: JudgedLine
    action: str
    page: str


@blueprint.app_template_global()
def judging_line(public_id: str, offer_id: str, standing: OfferStanding | None) -> JudgingLine:
    """What the macro `judging` shows of an offer."""
    page = _page(public_id)
    return JudgingLine(
        words=_words(),
        said=judged_line(offer_id, standing),
        action=f"{page}/{offer_id}",
        page=f"{page}?angebot={offer_id}#angebot",
    )


def _page(public_id: str) -> str:
    """The address of the page, made once a request."""
    if g.get("judging_page", ("", ""))[0] != public_id:
        g.judging_page = (public_id, url_for("outcomes.show", public_id=public_id))
    return str(g.judging_page[1])


def _words() -> JudgingWords:
    """Made once a request."""
    if "judging_words" not in g:
        g.judging_words = JudgingWords(
            judgement=gettext("Judgement:"),
            own=gettext("Your judgement:"),
            take_back=gettext("Take it back"),
            suits=gettext("Suits"),
            does_not_suit=gettext("Does not suit"),
            reasons=tuple((each.value, opinion_label(each)) for each in _REASONS),
            not_eligible=gettext("Not eligible, since this does not hold:"),
            another_condition=gettext("Another condition that is not listed here"),
            note=gettext("Note an application"),
            change=gettext("Change the application"),
            is_here=request.endpoint == "outcomes.show",
        )
    words = g.judging_words
    assert isinstance(words, JudgingWords)
    return words
