"""What is done with one file: taken on, handed over, brought into another state."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.current import author, services, today
from web.desk import desk
from web.file_frame import file_frame, no_such_file
from web.own_paths import own_path
from web.pages.inbox import conflicts, deeds
from web.pages.inbox.appointment_form import AppointmentInput, read_appointment
from web.pages.inbox.blueprint import blueprint
from web.typed_texts import one_line
from web.use_cases.files import states
from web.use_cases.files.framing import FileState
from web.use_cases.files.states import Deed

Answer = Response | tuple[str, int]


@blueprint.post("/akte/<string:public_id>/uebernehmen")
def take(public_id: str) -> Answer:
    """Look after the file."""
    done = states.take(
        services().engine, desk(), public_id, by=author(), seen_version=_seen_version()
    )
    return _answer(public_id, done, deeds.TAKEN)


@blueprint.post("/akte/<string:public_id>/abgeben")
def give_back(public_id: str) -> Answer:
    """Look after it no longer."""
    done = states.give_back(
        services().engine, desk(), public_id, by=author(), seen_version=_seen_version()
    )
    return _answer(public_id, done, deeds.GIVEN_BACK)


@blueprint.post("/akte/<string:public_id>/uebergeben")
def hand_over(public_id: str) -> Answer:
    """Let a colleague look after it."""
    to = one_line(request.form.get(deeds.TO, ""))
    done = states.hand_over(
        services().engine, desk(), public_id, to, by=author(), seen_version=_seen_version()
    )
    return _answer(public_id, done, deeds.HANDED_OVER)


@blueprint.post("/akte/<string:public_id>/stand")
def set_state(public_id: str) -> Answer:
    """Another state, but for an appointment."""
    given = request.form.get(deeds.STATE, "")
    if given not in set(FileState):
        file_frame(public_id)  # A file of somebody else stays unknown.
        return _answer(public_id, Deed.REFUSED, "")
    done = states.set_state(
        services().engine,
        desk(),
        public_id,
        FileState(given),
        by=author(),
        seen_version=_seen_version(),
    )
    return _answer(public_id, done, deeds.CHANGED)


@blueprint.post("/akte/<string:public_id>/termin")
def set_appointment(public_id: str) -> Answer:
    """An appointment with its day and time."""
    sent = read_appointment(request.form, today())
    if sent.moment is None:
        return _form(public_id, sent), 422
    done = states.set_state(
        services().engine,
        desk(),
        public_id,
        FileState.APPOINTMENT,
        by=author(),
        seen_version=_seen_version(),
        appointment_utc=sent.moment,
    )
    return _answer(public_id, done, deeds.AGREED)


def _form(public_id: str, sent: AppointmentInput) -> str:
    return render_template(
        "pages/inbox/appointment.html",
        frame=file_frame(public_id),
        sent=sent,
        version=_seen_version(),
        back=_back(public_id),
        summary=tuple(sent.errors.items()),
    )


def _seen_version() -> int:
    """The version that the person looked at; 0 where the form does not say, which is none."""
    given = request.form.get(deeds.VERSION, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _answer(public_id: str, done: Deed, code: str) -> Answer:
    if done is Deed.GONE:
        no_such_file()
    if done is Deed.CONFLICT:
        return conflicts.page(public_id, _seen_version()), 409
    told = {deeds.DONE: deeds.REFUSED if done is Deed.REFUSED else code}
    return redirect(f"{_back(public_id)}?{deeds.DONE}={told[deeds.DONE]}", code=303)


def _back(public_id: str) -> str:
    """The page of the file that the form stood on."""
    shown = url_for("company_file.show", public_id=public_id)
    given = own_path(request.form.get(deeds.BACK, "")).partition("?")[0]
    return given if given == shown or given.startswith(f"{shown}/") else shown
