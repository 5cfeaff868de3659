"""The open questions of a file in the order of what they decide, to be answered on its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.matches import Match
from matcher.questions import NextQuestion
from matcher.relevance import states_concern
from matcher.wording import question as question_words
from offers.schema import Offer
from web.answer_forms.forms import AnswerForm
from web.answer_forms.questions import form_class, shape_of
from web.language import current_language
from web.pages.company_file.addresses import question_href
from web.pages.company_file.questions import fields_of
from web.use_cases.files.answering import seen
from web.use_cases.files.company import CompanyFileList, KnownFirm

MOST_FORMS = 5
"""Questions that can be answered on the page; the others have pages of their own."""
MOST_DECIDED = 3
NEEDS = "needs"
_LARGE = frozenset({"wz", "needs", "municipality", "founded"})
"""Shapes of questions whose fields take too much room among others."""


@dataclass(frozen=True, slots=True)
class InlineForm:
    """The fields of a question, and what its answer is now, in a word."""

    form: AnswerForm
    shape: str
    stand: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question, the best offers that it helps to decide about, how many more there are.

    `inline` is None where it has a page of its own.
    """

    field: str
    question: str
    href: str
    offers: tuple[Offer, ...]
    further: int
    inline: InlineForm | None


def question_views(found: CompanyFileList) -> tuple[QuestionView, ...]:
    """The first few with their fields, all others as links."""
    matches = {each.offer.id: each for each in found.offers.fitting}
    return tuple(
        _view(question, found.firm, matches, is_near=place < MOST_FORMS)
        for place, question in enumerate((*_concern(found), *found.offers.questions))
    )


def _concern(found: CompanyFileList) -> tuple[NextQuestion, ...]:
    """What the firm needs, where nobody knows: it decides about all offers."""
    is_known = states_concern(found.answers.profile) or NEEDS in found.answers.skipped
    return () if is_known else (NextQuestion(NEEDS, ()),)


def _view(
    question: NextQuestion, firm: KnownFirm, matches: Mapping[str, Match], *, is_near: bool
) -> QuestionView:
    field = question.field
    return QuestionView(
        field=field,
        question=question_words(field, current_language()),
        href=question_href(firm.frame.public_id, field),
        offers=tuple(matches[each].offer for each in question.offers[:MOST_DECIDED]),
        further=max(len(question.offers) - MOST_DECIDED, 0),
        inline=_inline(field, firm) if is_near else None,
    )


def _inline(field: str, firm: KnownFirm) -> InlineForm | None:
    found = form_class(field, firm.answers)
    if found is None:
        return None
    form = found(firm.answers, formdata=None)
    shape = shape_of(form, field)
    if shape in _LARGE:
        return None
    return InlineForm(form, shape, seen(firm.answers, fields_of(form, field)).digest)
