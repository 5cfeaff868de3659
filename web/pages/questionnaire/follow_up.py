"""The questions that decide most, one a page, until nothing is left to ask."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from matcher.wording import question as question_words
from offers.schema import Offer
from web.answer_forms.forms import AnswerForm
from web.answer_forms.questions import change_of, form_class, says_anything, shape_of
from web.current import catalogue, scorer, today
from web.language import current_language
from web.pages.questionnaire.blueprint import blueprint, save, see, stored_or_404
from web.use_cases.firms import match
from web.use_cases.firms.match import CompanyList
from web.use_cases.firms.profiles import Change, StoredProfile

MOST_TITLES = 5
MUNICIPALITY = "municipality"
DONT_KNOW_BUTTON = "dont_know"
_PATH = "/fragebogen/<string:token>/frage/<string:field>"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is still open: number of questions, offers they help to settle, offers of this one."""

    questions: int
    settled: int
    offers: tuple[Offer, ...]

    @property
    def shown(self) -> tuple[Offer, ...]:
        """The best of this question's offers."""
        return self.offers[:MOST_TITLES]

    @property
    def further(self) -> int:
        """How many more there are."""
        return len(self.offers) - len(self.shown)


@blueprint.get(_PATH)
def ask(token: str, field: str) -> str:
    """One question, with the answer as it stands and the offers it decides."""
    stored = stored_or_404(token)
    form = _form(field, stored)(stored, formdata=None)
    return _question_page(token, field, form)


@blueprint.post(_PATH)
def reply(token: str, field: str) -> Response | tuple[str, int]:
    """Store the answer, never ask it again, and go to the next question or to the result."""
    stored = stored_or_404(token)
    form = _form(field, stored)(stored)
    if DONT_KNOW_BUTTON in request.form:
        stored = save(token, Change({}, frozenset({field})))
        return _next(token, stored)
    if form.validate() and not says_anything(form):
        form.main_field.errors = [gettext("Please answer, or choose “I don't know”.")]
    if form.problems():
        return _question_page(token, field, form), 422
    stored = save(token, change_of(form, field))
    if field == MUNICIPALITY and form_class(field, stored) is not type(form):
        return see("questionnaire.ask", token=token, field=field)
    return _next(token, stored)


def _form(field: str, stored: StoredProfile) -> type[AnswerForm]:
    found = form_class(field, stored)
    if found is None:
        abort(404)
    return found


def _next(token: str, stored: StoredProfile) -> Response:
    """On to the question that now decides most; back to the result if there is none."""
    questions = _list(stored).questions
    if not questions:
        return see("result.show", token=token)
    return see("questionnaire.ask", token=token, field=questions[0].field)


def _list(stored: StoredProfile) -> CompanyList:
    return match.compose(stored, catalogue(), (), today=today(), scorer=scorer())


def _outlook(field: str, stored: StoredProfile) -> Outlook:
    """How far it still is, counted as on the result page, and the offers this answer is about."""
    listed = _list(stored)
    count, settled = listed.next_steps
    ids = next((each.offers for each in listed.questions if each.field == field), ())
    found = (catalogue().offer(offer_id) for offer_id in ids)
    return Outlook(count, settled, tuple(offer for offer in found if offer is not None))


def _question_page(token: str, field: str, form: AnswerForm) -> str:
    return render_template(
        "pages/questionnaire/question.html",
        shape=shape_of(form, field),
        token=token,
        form=form,
        stored=form.stored,
        question=question_words(field, current_language()),
        outlook=_outlook(field, form.stored),
        errors=form.problems(),
        messages=form.messages(),
        posted=request.form,
    )
