"""The queue, one file of it, and who takes it from now on."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.access import Access, declare
from web.current import author, person, services
from web.mail import advice
from web.pages.unassigned.views import assign_page, queue_page
from web.signed_in import check_service
from web.use_cases import audit
from web.use_cases.requests import assigning, queue
from web.use_cases.requests.assigning import Assigned
from web.use_cases.requests.queue import Assignable
from web.use_cases.roles import Role

blueprint = APIBlueprint(
    "unassigned", __name__, url_prefix="/verwaltung/anfragen", enable_openapi=False
)
declare(blueprint, Access.SIGNED_IN, Role.ADMINISTRATOR)
blueprint.before_request(check_service)
Answer = str | Response | tuple[str, int]
TARGET, PAGE, NOTICE = "stelle", "seite", "hinweis"


@blueprint.get("")
def show() -> str:
    """What waits, the longest waiting first."""
    found = queue.listed(services().engine, request.args.get(PAGE, default=1, type=int))
    page = queue_page(found, notice=request.args.get(NOTICE, ""))
    return render_template("pages/unassigned/list.html", page=page)


@blueprint.get("/<string:public_id>")
def choose(public_id: str) -> Answer:
    """What the firm asked, and who could take it; that it was read is noted."""
    found = queue.find(services().engine, public_id)
    if found is None:
        return _back(Assigned.GONE)
    audit.note_reading(services().engine, author(), "request.read", found.subject)
    return _form(found, "")


@blueprint.post("/<string:public_id>")
def assign(public_id: str) -> Answer:
    """Give it to the organisation that was chosen."""
    known = person()
    assert known is not None
    target = request.form.get(TARGET, "")
    done = Assigned.NOBODY
    if target:
        done = assigning.assign(
            services().engine,
            public_id,
            target,
            advice.post(),
            by=author(),
            person_id=known.id,
            kept_for=advice.kept_for(),
        )
    if done is not Assigned.NOBODY:
        return _back(done)
    found = queue.find(services().engine, public_id)
    if found is None:
        return _back(Assigned.GONE)
    return _form(found, gettext("Please choose an organisation where somebody advises.")), 422


def _form(found: Assignable, error: str) -> str:
    page = assign_page(found)
    return render_template("pages/unassigned/assign.html", page=page, error=error)


def _back(done: Assigned) -> Response:
    if done is Assigned.GONE and request.method == "GET":
        abort(404)
    return redirect(url_for("unassigned.show", hinweis=done.value), code=303)
