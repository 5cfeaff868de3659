"""Steps: agreed, changed, done or open again, deleted after a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from flask import redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.current import author, services, today
from web.desk import desk
from web.errors import Problem
from web.file_frame import file_frame, no_such_file
from web.offer_choice import offer_title, offer_titles
from web.pages.file_log.blueprint import blueprint, way_back
from web.pages.file_log.step_form import OFFER, StepInput, read_step, shown_step, who_options
from web.pages.file_log.views import step_view
from web.use_cases.files import steps
from web.use_cases.files.steps import Edited, Step

Answer = str | Response | tuple[str, int]
STAND = "stand"
"""Where a form keeps what it showed."""


@blueprint.get("/schritte/neu")
def ask_for_step(public_id: str) -> str:
    """The form for a new step, perhaps about the offer that the address names."""
    wanted = request.args.get(OFFER, "")
    title = offer_title(wanted) if wanted else ""
    return _form(public_id, StepInput(offer=title if title != wanted else ""))


@blueprint.post("/schritte/neu")
def add_step(public_id: str) -> Answer:
    """Keep a new step."""
    sent = read_step(request.form)
    if sent.plan is None:
        return _form(public_id, sent), 422
    edited = steps.agree(services().engine, desk(), public_id, sent.plan, by=author())
    if edited is Edited.GONE:
        no_such_file()
    return redirect(way_back(public_id, "schritt", "schritte"), code=303)


@blueprint.get("/schritte/<string:step_id>")
def ask_to_change_step(public_id: str, step_id: str) -> str:
    """The form for a step that is there."""
    step = find_step(public_id, step_id)
    return _form(public_id, shown_step(step.plan), step)


@blueprint.post("/schritte/<string:step_id>")
def change_step(public_id: str, step_id: str) -> Answer:
    """Keep what was agreed anew; who did not see what stands there now is shown it.

    What was typed for a step that is gone meanwhile can be kept as a new one.
    """
    engine, before = services().engine, request.form.get(STAND, "")
    step = steps.find(engine, desk(), public_id, step_id)
    sent = read_step(request.form, kept_offer=step.plan.offer_id if step else "")
    if step is not None and sent.plan is None:
        return _form(public_id, sent, step, stand=before), 422
    if sent.plan is not None:
        edited = steps.change(
            engine, desk(), public_id, step_id, sent.plan, before=before, by=author()
        )
        if edited is Edited.DONE:
            return redirect(way_back(public_id, "schritt", "schritte"), code=303)
        step = steps.find(engine, desk(), public_id, step_id)
    return _form(public_id, sent, step, is_conflict=True), 409


@blueprint.post("/schritte/<string:step_id>/erledigt")
def finish_step(public_id: str, step_id: str) -> Response:
    """Note that a step is done."""
    return _done(steps.finish, public_id, step_id, "schritt-erledigt")


@blueprint.post("/schritte/<string:step_id>/offen")
def reopen_step(public_id: str, step_id: str) -> Response:
    """Note that a step is not done after all."""
    return _done(steps.reopen, public_id, step_id, "schritt-offen")


@blueprint.get("/schritte/<string:step_id>/loeschen")
def ask_to_delete_step(public_id: str, step_id: str) -> str:
    """The question whether to delete a step."""
    return _question(public_id, find_step(public_id, step_id))


@blueprint.post("/schritte/<string:step_id>/loeschen")
def delete_step(public_id: str, step_id: str) -> Answer:
    """Delete a step, as it was shown with the question."""
    before = request.form.get(STAND, "")
    edited = steps.remove(services().engine, desk(), public_id, step_id, before=before, by=author())
    if edited is Edited.CONFLICT:
        return _question(public_id, find_step(public_id, step_id), was_changed=True), 409
    return _back(edited, public_id, "schritt-geloescht")


def find_step(public_id: str, step_id: str) -> Step:
    """The step of this desk; else the page that says there is none (404)."""
    step = steps.find(services().engine, desk(), public_id, step_id)
    if step is None:
        _no_such_step()
    return step


def _no_such_step() -> NoReturn:
    raise Problem(404, detail=gettext("There is no such step, or it was deleted."))


def _done(deed: Callable[..., Edited], public_id: str, step_id: str, notice: str) -> Response:
    return _back(
        deed(services().engine, desk(), public_id, step_id, by=author()), public_id, notice
    )


def _back(edited: Edited, public_id: str, notice: str) -> Response:
    if edited is Edited.GONE:
        _no_such_step()
    return redirect(way_back(public_id, notice, "schritte"), code=303)


def _question(public_id: str, step: Step, *, was_changed: bool = False) -> str:
    return render_template(
        "pages/file_log/delete_step.html",
        frame=file_frame(public_id),
        step=step_view(step, today()),
        stand=step.stand,
        was_changed=was_changed,
    )


def _form(
    public_id: str,
    sent: StepInput,
    step: Step | None = None,
    *,
    stand: str = "",
    is_conflict: bool = False,
) -> str:
    return render_template(
        "pages/file_log/step.html",
        frame=file_frame(public_id),
        sent=sent,
        step=step_view(step, today()) if step else None,
        stand=stand or (step.stand if step else ""),
        is_conflict=is_conflict,
        who=who_options(),
        titles=offer_titles(),
    )
