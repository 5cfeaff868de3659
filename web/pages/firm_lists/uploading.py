"""The lists of an organisation, and a new one."""

from __future__ import annotations

from contextlib import closing

from flask import render_template, request
from flask_babel import gettext
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from web.current import author, services
from web.desk import desk
from web.firm_tables import MOST_BYTES, MOST_ROWS, FileProblem, UnreadableError, read
from web.pages.firm_lists.blueprint import blueprint, notice, to_list
from web.pages.firm_lists.views import list_rows
from web.pages.firm_lists.words import file_sentence
from web.security import takes_file
from web.typed_texts import one_line
from web.use_cases.firm_lists import rows, storing

FILE = "datei"
MEGA = 1_000_000


@blueprint.get("")
def show() -> str:
    """What a list needs, the form for a file, and the lists of before."""
    return _page("")


@blueprint.post("")
@takes_file(MOST_BYTES)
def upload() -> Response | tuple[str, int]:
    """Read a file and show what it would become; nothing is imported yet."""
    sent = request.files.get(FILE)
    if sent is None or not sent.filename:
        return _page(gettext("Please choose a file.")), 422
    try:
        with closing(sent):
            table = read(sent.stream.read(MOST_BYTES + 1))
    except UnreadableError as unreadable:
        return _page(file_sentence(unreadable.problem, unreadable.values)), 422
    name = one_line(sent.filename) or FILE
    public_id = storing.store(services().engine, desk(), name, table, by=author())
    return to_list(public_id)


@blueprint.errorhandler(RequestEntityTooLarge)
def refuse_too_large(error: RequestEntityTooLarge) -> tuple[str, int]:
    """What is far too large is not even read."""
    return _page(file_sentence(FileProblem.TOO_LARGE, {"limit": MOST_BYTES // MEGA})), 413


def _page(error: str) -> str:
    return render_template(
        "pages/firm_lists/show.html",
        error=error,
        rows=list_rows(rows.newest(services().engine, desk())),
        most_rows=MOST_ROWS,
        most_megabytes=MOST_BYTES // MEGA,
        notice=notice(),
    )
