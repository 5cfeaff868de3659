"""`/health`: whether this process can serve, for load balancers and operators."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from web.access import public
from web.current import services
from web.rates import limiter
from web.use_cases import readiness

blueprint = Blueprint("health", __name__)
limiter.exempt(blueprint)


@blueprint.get("/health")
@public
def show() -> tuple[Response, int]:
    """200 with `ok` if database, migrations and catalogue are there, else 503 and what is not.

    `ranking` names the scorer in use; a model that is refused is no reason not to serve.
    """
    held = services()
    found, model = readiness.look(held.engine), held.ranking.current()
    body = {
        "status": "ok" if found.is_ready else "unavailable",
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
    response = jsonify(body)
    response.headers["Cache-Control"] = "no-store"
    return response, 200 if found.is_ready else 503
