"""A file is deleted: asked first, then for good."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from web.current import author, services
from web.desk import desk
from web.file_frame import file_frame, no_such_file
from web.pages.company_file.blueprint import FILE, blueprint
from web.use_cases.files import removing
from web.use_cases.files.framing import FileOrigin
from web.use_cases.files.rows import Edited

_PATH = f"{FILE}/loeschen"


@blueprint.get(_PATH)
def ask_to_delete(public_id: str) -> str:
    """The question, and what goes."""
    frame = file_frame(public_id)
    return render_template(
        "pages/company_file/delete.html",
        frame=frame,
        is_request=frame.origin is FileOrigin.REQUEST,
    )


@blueprint.post(_PATH)
def delete(public_id: str) -> Response:
    """Delete it and go back to the inbox."""
    if removing.remove(services().engine, desk(), public_id, by=author()) is Edited.GONE:
        no_such_file()
    return redirect(url_for("inbox.show"), code=303)
