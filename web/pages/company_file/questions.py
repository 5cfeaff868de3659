"""One question: what the firm says in the talk, noted by its advisor."""

from __future__ import annotations

from flask import abort, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from matcher.wording import question as question_words
from web.answer_forms.forms import AnswerForm
from web.answer_forms.place import MunicipalityPart, PlacePart
from web.answer_forms.place_check import candidates
from web.answer_forms.questions import change_of, form_class, says_anything, shape_of
from web.language import current_language
from web.pages.company_file import effects
from web.pages.company_file.addresses import question_href
from web.pages.company_file.blueprint import FILE, PROFILE, QUESTIONS, blueprint, see_file
from web.pages.company_file.effects import Look
from web.pages.company_file.saving import Saved, known_firm, save, standing
from web.use_cases.files.answering import seen
from web.use_cases.files.company import KnownFirm
from web.use_cases.firms.profiles import Change

DONT_KNOW_BUTTON, BACK = "dont_know", "zurueck"
PLACE = "municipality"
_PATH = f"{FILE}/frage/<string:field>"
Answer = str | tuple[str, int] | Response


@blueprint.get(_PATH)
def ask(public_id: str, field: str) -> str:
    """The question with its answer as it stands."""
    firm = known_firm(public_id)
    return _page(firm, field, _form_class(firm, field)(firm.answers, formdata=None))


@blueprint.post(_PATH)
def reply(public_id: str, field: str) -> Answer:
    """Note what the firm says, or that it does not know; the list follows at once."""
    firm = known_firm(public_id)
    form = _form_class(firm, field)(firm.answers)
    change = _change(form, field)
    if change is None:
        return _page(firm, field, form), 422
    before = effects.look(public_id)
    done = save(public_id, form, change, fields_of(form, field))
    if done is Saved.REFUSED:
        return _page(firm, field, form), 422
    if done is Saved.CONFLICT:
        now = known_firm(public_id)
        return _page(now, field, form, conflict=standing(now, fields_of(form, field))), 409
    if isinstance(form, PlacePart) and candidates(known_firm(public_id).answers.profile):
        return redirect(question_href(public_id, field), code=303)
    return _back(public_id, field, before)


def fields_of(form: AnswerForm, field: str) -> tuple[str, ...]:
    """The fields of the profile that the form for one question changes."""
    if isinstance(form, PlacePart | MunicipalityPart):
        return ("postal_code", "municipality", "region")
    return (field,)


def _form_class(firm: KnownFirm, field: str) -> type[AnswerForm]:
    found = form_class(field, firm.answers)
    if found is None:
        abort(404)
    return found


def _change(form: AnswerForm, field: str) -> Change | None:
    """What was said; None where the form says what is wrong with it."""
    if DONT_KNOW_BUTTON in request.form:
        return Change({}, frozenset({field}))
    if form.validate() and not says_anything(form):
        form.main_field.errors = [gettext("Please answer, or choose “I don't know”.")]
    return None if form.problems() else change_of(form, field)


def _back(public_id: str, field: str, before: Look) -> Response:
    """To the page of the file: it says what the answer did."""
    after = effects.look(public_id)
    return see_file(
        public_id,
        PROFILE if request.form.get(BACK) == PROFILE else QUESTIONS,
        beantwortet=field,
        passt=len(after.sure - before.sure) or None,
        weg=len(before.listed - after.listed) or None,
        neu=len(after.listed - before.listed) or None,
    )


def _page(firm: KnownFirm, field: str, form: AnswerForm, *, conflict: str = "") -> str:
    return render_template(
        "pages/company_file/question.html",
        frame=firm.frame,
        field=field,
        form=form,
        shape=shape_of(form, field),
        question=question_words(field, current_language()),
        stand=seen(firm.answers, fields_of(form, field)).digest,
        errors=form.problems(),
        messages=form.messages(),
        conflict=conflict,
        back=request.args.get(BACK) or request.form.get(BACK, ""),
    )
