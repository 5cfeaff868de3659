"""The folder as a page and as PDF, until it ends."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask_babel import gettext

from web.access import Access, declare
from web.current import now, services
from web.documents import render
from web.errors import Problem
from web.file_names import file_name
from web.use_cases.dossiers import issues
from web.use_cases.dossiers.issues import Issued

blueprint = Blueprint("folder", __name__, url_prefix="/mappe/<string:token>")
declare(blueprint, Access.BY_TOKEN)


@blueprint.get("")
def show(token: str) -> str:
    """What the advisor put together for the firm."""
    found = _folder(token)
    return render_template(
        "pages/folder/show.html",
        token=token,
        document=found.document,
        expires=found.issue.expires_utc,
    )


@blueprint.get("/mappe.pdf")
def download(token: str) -> Response:
    """The same as PDF."""
    found = _folder(token)
    filename = file_name("Mappe", found.day.isoformat(), extension="pdf")
    answer = Response(render(found.document), mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=filename)
    return answer


def _folder(token: str) -> Issued:
    found = issues.behind(services().engine, token, now())
    if found is None:
        raise Problem(
            404,
            detail=gettext(
                "There is no folder here any more: it ended, or was taken back. Please ask the"
                " person who advised you for a new one."
            ),
        )
    return found
