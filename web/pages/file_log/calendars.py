"""Calendar files: all agreed days of a file, one step, the appointment."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response
from flask_babel import gettext

from web.current import now, services
from web.desk import desk
from web.errors import Problem
from web.file_frame import file_frame
from web.file_names import file_name
from web.links import NoPublicAddressError, absolute
from web.pages.file_log.blueprint import blueprint
from web.pages.file_log.calendar_file import Entry, calendar_bytes
from web.pages.file_log.step_form import who_options
from web.pages.file_log.steps import find_step
from web.use_cases.files import steps
from web.use_cases.files.framing import FileFrame
from web.use_cases.files.steps import Step


@blueprint.get("/kalender.ics")
def all_days(public_id: str) -> Response:
    """The appointment and the days of all steps that are not done."""
    frame = file_frame(public_id)
    open_steps = steps.open_steps(services().engine, desk(), public_id)
    entries = _appointment(frame) + _days(frame, open_steps)
    return _file(frame, entries, gettext("Appointments"))


@blueprint.get("/termin.ics")
def appointment(public_id: str) -> Response:
    """The appointment."""
    frame = file_frame(public_id)
    return _file(frame, _appointment(frame), gettext("Appointment"))


@blueprint.get("/schritte/<string:step_id>/kalender.ics")
def day_of_step(public_id: str, step_id: str) -> Response:
    """The day of a step."""
    frame = file_frame(public_id)
    return _file(frame, _days(frame, [find_step(public_id, step_id)]), gettext("Step"))


def _appointment(frame: FileFrame) -> list[Entry]:
    if frame.appointment_utc is None:
        return []
    title = gettext("Advice: %(company)s", company=frame.contact.name)
    key = f"{frame.public_id}/appointment"
    return [Entry(key=key, start=frame.appointment_utc, title=title, sequence=frame.version)]


def _days(frame: FileFrame, found: Sequence[Step]) -> list[Entry]:
    labels = dict(who_options())
    return [
        Entry(
            key=step.public_id,
            start=step.plan.due_on,
            title=f"{frame.contact.name}: {step.plan.title}",
            text=gettext("Who: %(who)s", who=labels[step.plan.taken_by.value]),
            sequence=frame.version,
        )
        for step in found
        if step.plan.due_on is not None
    ]


def _file(frame: FileFrame, entries: Sequence[Entry], word: str) -> Response:
    if not entries:
        raise Problem(404, detail=gettext("No day has been agreed on yet."))
    body = calendar_bytes(entries, _page_address(frame), now=now())
    response = Response(body, content_type="text/calendar; charset=utf-8")
    name = file_name(word, frame.contact.name, extension="ics")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page_address(frame: FileFrame) -> str:
    """The page of the file; '' where the service does not know its own address."""
    try:
        return absolute("file_log.show", public_id=frame.public_id)
    except NoPublicAddressError:
        return ""
