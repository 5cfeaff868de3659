"""`/health` for operators and `/health/web` for load balancers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from web.access import public
from web.current import now, services
from web.jobs.registry import jobs_of
from web.rates import limiter
from web.use_cases.jobs import standing
from web.use_cases.operation import readiness
from web.use_cases.operation.readiness import Readiness

blueprint = Blueprint("health", __name__)
limiter.exempt(blueprint)


@blueprint.get("/health")
@public
def show() -> tuple[Response, int]:
    """200 with `ok` if all is well, else 503 and what is not.

    `unavailable`: database, migrations or catalogue are missing, no page can be served. `degraded`:
    pages are served, but a job of `standing.overdue` was not done for too long; see whether the
    scheduler runs. `ranking` names the scorer in use; a model that is refused is no reason for 503.
    """
    found = readiness.look(services().engine)
    if not found.migrations:
        return _answer(found, ())
    try:
        jobs = jobs_of(services().settings)
        return _answer(found, standing.overdue(services().engine, jobs, now=now()))
    except SQLAlchemyError:  # The database went between the two.
        return _answer(Readiness(database=False, migrations=False, offers=0), ())


@blueprint.get("/health/web")
@public
def show_web() -> tuple[Response, int]:
    """The same without the jobs: what decides whether this process gets requests.

    A scheduler that stands still must not take the pages off the net as well.
    """
    return _answer(readiness.look(services().engine), ())


def _answer(found: Readiness, late: Sequence[str]) -> tuple[Response, int]:
    status = "unavailable" if not found.is_ready else "degraded" if late else "ok"
    response = jsonify({"status": status, **_facts(found), "jobs": {"overdue": list(late)}})
    response.headers["Cache-Control"] = "no-store"
    return response, 200 if status == "ok" else 503


def _facts(found: Readiness) -> Mapping[str, object]:
    model = services().ranking.current()
    return {
        "checks": {
            "database": "ok" if found.database else "unreachable",
            "migrations": "ok" if found.migrations else "not at head",
            "catalogue": "ok" if found.offers else "empty",
        },
        "offers": found.offers,
        "ranking": {
            "scorer": model.name,
            "refused": {each.origin: each.error.code for each in model.refused},
        },
    }
