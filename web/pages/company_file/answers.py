"""The whole profile of a firm, and the form of each of its topics."""

from __future__ import annotations

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from web.answer_forms.forms import AnswerForm
from web.answer_forms.place_check import candidates
from web.pages.company_file.addresses import question_href
from web.pages.company_file.blueprint import FILE, PROFILE, blueprint, see_file
from web.pages.company_file.profile import profile_sections
from web.pages.company_file.questions import PLACE
from web.pages.company_file.saving import Saved, known_firm, save, standing
from web.pages.company_file.topics import SLUGS, Topic, topic_of
from web.use_cases.files.answering import seen
from web.use_cases.files.company import KnownFirm

_PATH = f"{FILE}/angaben/<string:slug>"


@blueprint.get(f"{FILE}/angaben")
def answers(public_id: str) -> str:
    """All answers with their sources, and those that are missing."""
    firm = known_firm(public_id)
    sections = profile_sections(firm)
    return render_template("pages/company_file/answers.html", frame=firm.frame, sections=sections)


@blueprint.get(_PATH)
def edit_topic(public_id: str, slug: str) -> str:
    """The answers on one topic as a form."""
    firm, topic = known_firm(public_id), _topic(slug)
    return _page(firm, topic, topic.form(firm.answers, formdata=None))


@blueprint.post(_PATH)
def save_topic(public_id: str, slug: str) -> str | tuple[str, int] | Response:
    """Store them; a place that may mean several asks which one."""
    firm, topic = known_firm(public_id), _topic(slug)
    form = topic.form(firm.answers)
    if not form.validate():
        return _page(firm, topic, form), 422
    done = save(public_id, form, form.change(), topic.fields)
    if done is Saved.REFUSED:
        return _page(firm, topic, form), 422
    now = known_firm(public_id)
    if done is Saved.CONFLICT:
        return _page(now, topic, form, conflict=standing(now, topic.fields)), 409
    if PLACE in topic.fields and candidates(now.answers.profile):
        return redirect(question_href(public_id, PLACE), code=303)
    return see_file(public_id, PROFILE)


def _topic(slug: str) -> Topic:
    if slug not in SLUGS:
        abort(404)
    return topic_of(slug)


def _page(firm: KnownFirm, topic: Topic, form: AnswerForm, *, conflict: str = "") -> str:
    return render_template(
        topic.template,
        frame=firm.frame,
        topic=topic,
        form=form,
        stand=seen(firm.answers, topic.fields).digest,
        errors=form.problems(),
        messages=form.messages(),
        conflict=conflict,
        posted=request.form,
    )
