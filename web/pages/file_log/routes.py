"""The page: notes, steps, requests and timeline of a file."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request, url_for

from web.current import services, today
from web.desk import desk
from web.file_frame import file_frame
from web.pages.file_log.blueprint import blueprint
from web.pages.file_log.notices import notice_of
from web.pages.file_log.step_form import StepInput, who_options
from web.pages.file_log.views import event_rows, request_views, step_views
from web.use_cases.files import notes, steps, timeline
from web.use_cases.requests import history

NOTES, EVENTS = "notizen", "seite"
NOTES_A_PAGE, EVENTS_A_PAGE = 5, 25
_LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in a longer list the page stands; `base` is the address up to the number."""

    page: int
    pages: int
    base: str


@blueprint.get("")
def show(public_id: str) -> str:
    """Everything that was noted, agreed, asked and done."""
    return log_page(public_id, "")


def log_page(public_id: str, text: str, *, note_error: str = "") -> str:
    """The page; `text` is what stands in the field for a new note."""
    frame, engine, mine = file_frame(public_id), services().engine, desk()
    notes_page, events_page = _page(NOTES), _page(EVENTS)
    noted = notes.page_of(engine, mine, public_id, notes_page, NOTES_A_PAGE)
    happened = timeline.of_file(engine, mine, public_id, events_page, EVENTS_A_PAGE)
    return render_template(
        "pages/file_log/show.html",
        frame=frame,
        text=text,
        note_error=note_error,
        longest=notes.LONGEST_NOTE,
        noted=noted,
        note_pages=_pages(public_id, NOTES, notes_page, noted.total, NOTES_A_PAGE),
        steps=step_views(steps.all_steps(engine, mine, public_id), today()),
        step=StepInput(),
        who=who_options(),
        requests=request_views(history.load(engine, mine, public_id)),
        twins=history.others_of(engine, mine, public_id),
        events=event_rows(engine, mine, public_id, happened.events),
        event_pages=_pages(public_id, EVENTS, events_page, happened.total, EVENTS_A_PAGE),
        notice=notice_of(request.args.get("hinweis", "")),
    )


def _page(parameter: str) -> int:
    typed = request.args.get(parameter, "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1
    return min(max(number, 1), _LAST_PAGE)


def _pages(public_id: str, parameter: str, page: int, total: int, size: int) -> Pages:
    base = f"{url_for('file_log.show', public_id=public_id)}?{parameter}="
    return Pages(page, -(-total // size), base)
