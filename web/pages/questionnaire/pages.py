"""The pages of the questionnaire: begin, one topic after the other, check, finish."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from matcher.relevance import states_concern
from web.access import public
from web.answer_forms.forms import AnswerForm
from web.current import now, retention, services
from web.language import current_language
from web.pages.questionnaire.blueprint import (
    AFTERWARDS,
    afterwards,
    blueprint,
    save,
    see,
    stored_or_404,
)
from web.pages.questionnaire.steps import (
    CHECK_TOPIC,
    STEPS,
    TOPICS,
    Step,
    completing,
    following,
    last_step,
    preceding,
    step_of,
    to_continue,
)
from web.pages.questionnaire.summary import sections
from web.use_cases.firms import profiles
from web.use_cases.firms.profiles import StoredProfile

_STEP_PATH = "/fragebogen/<string:token>/<any({}):slug>".format(
    ",".join(step.slug for step in STEPS)
)


@blueprint.get("/fragebogen")
@public
def start() -> str:
    """What will be asked, what happens to the answers, and the button that begins."""
    return render_template("pages/questionnaire/start.html", topics=TOPICS[:-1])


@blueprint.post("/fragebogen")
@public
def begin() -> Response:
    """New answers, and the way to the first page."""
    token = profiles.start(services().engine, current_language(), now(), retention=retention())
    return see("questionnaire.show_step", token=token, slug=STEPS[0].slug)


@blueprint.get("/fragebogen/<string:token>")
def resume(token: str) -> Response:
    """The page where one left off: the result once there is one."""
    stored = stored_or_404(token)
    if stored.is_finished:
        return see("result.show", token=token)
    return _onward(token, to_continue(stored))


@blueprint.get(_STEP_PATH)
def show_step(token: str, slug: str) -> Response | str:
    """One page with the answers as they stand."""
    stored = stored_or_404(token)
    step = step_of(slug)
    if not step.applies(stored):
        return _leave(token, step, stored)
    return _step_page(token, step, step.form(stored, formdata=None))


@blueprint.post(_STEP_PATH)
def save_step(token: str, slug: str) -> Response | tuple[str, int]:
    """Store the page and go on; with errors the same page again, and nothing is stored."""
    stored = stored_or_404(token)
    step = step_of(slug)
    if not step.applies(stored):
        return _leave(token, step, stored)
    form = step.form(stored)
    if not form.validate():
        return _step_page(token, step, form), 422
    return _leave(token, step, save(token, form.change()))


@blueprint.get("/fragebogen/<string:token>/pruefen")
def check(token: str) -> str:
    """All answers, each with a way to change it."""
    stored = stored_or_404(token)
    return render_template(
        "pages/questionnaire/check.html",
        token=token,
        stored=stored,
        topic=CHECK_TOPIC,
        topics=TOPICS,
        sections=sections(stored),
        back=_address(token, last_step(stored)),
        lacks_concern=not states_concern(stored.profile),
    )


@blueprint.post("/fragebogen/<string:token>/pruefen")
def finish(token: str) -> Response:
    """The answers are complete: on to the result."""
    if not profiles.finish(services().engine, token, now(), retention=retention()):
        abort(404)
    return see("result.show", token=token)


@blueprint.get("/fragebogen/<string:token>/weiter")
def elsewhere(token: str) -> str:
    """The address with which one goes on, on this or another device."""
    stored = stored_or_404(token)
    return render_template(
        "pages/questionnaire/elsewhere.html",
        token=token,
        stored=stored,
        address=url_for("questionnaire.resume", token=token, _external=True),
    )


def _leave(token: str, step: Step, stored: StoredProfile) -> Response:
    """Away from a page: back to where one came from to change it, else to the next page."""
    target = afterwards()
    if not target:
        return _onward(token, following(step, stored))
    more = completing(step, stored)
    if more is not None:
        return see("questionnaire.show_step", token=token, slug=more.slug, danach=target)
    return see(AFTERWARDS[target], token=token)


def _onward(token: str, step: Step | None) -> Response:
    if step is None:
        return see("questionnaire.check", token=token)
    return see("questionnaire.show_step", token=token, slug=step.slug)


def _step_page(token: str, step: Step, form: AnswerForm) -> str:
    return render_template(
        step.template,
        token=token,
        step=step,
        form=form,
        stored=form.stored,
        topic=step.topic,
        topics=TOPICS,
        errors=form.problems(),
        messages=form.messages(),
        back=_back(token, step, form.stored),
        posted=request.form,
    )


def _back(token: str, step: Step, stored: StoredProfile) -> str:
    target = afterwards()
    if target and not step.completes:
        return url_for(AFTERWARDS[target], token=token)
    before = preceding(step, stored)
    return _address(token, before) if before else url_for("questionnaire.start")


def _address(token: str, step: Step) -> str:
    return url_for(
        "questionnaire.show_step", token=token, slug=step.slug, danach=afterwards() or None
    )
