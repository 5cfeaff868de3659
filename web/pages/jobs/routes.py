"""The routes of the jobs: look, and ask for a run."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.access import Access, declare
from web.current import author, now, services
from web.jobs.registry import by_name, jobs_of
from web.pages.jobs.listing import RUNS_A_PAGE, jobs_page
from web.signed_in import check_service
from web.use_cases.jobs import runs, standing
from web.use_cases.roles import Role

blueprint = APIBlueprint("jobs", __name__, url_prefix="/verwaltung/auftraege", enable_openapi=False)
declare(blueprint, Access.SIGNED_IN, Role.ADMINISTRATOR)
blueprint.before_request(check_service)
_LAST_PAGE = 1_000_000


@blueprint.get("")
def show() -> str:
    """All jobs, and the runs of all or of one; an odd page number is the first page."""
    engine = services().engine
    number = request.args.get("seite", default=1, type=int)
    page = number if 1 <= number <= _LAST_PAGE else 1
    jobs = jobs_of(services().settings)
    only = by_name(request.args.get("auftrag", ""), jobs)
    found = runs.page(engine, number=page, size=RUNS_A_PAGE, job=only.name if only else None)
    states = standing.states(engine, jobs, now=now())
    shown = jobs_page(jobs, states, found, only=only.name if only else "", page=page)
    return render_template("pages/jobs/list.html", shown=shown)


@blueprint.post("/<string:name>/ausfuehren")
def ask(name: str) -> Response:
    """Let a scheduler run the job within seconds."""
    job = by_name(name, jobs_of(services().settings))
    if job is None:
        abort(404)
    standing.ask(services().engine, job, by=author())
    return redirect(url_for("jobs.show"), code=303)
