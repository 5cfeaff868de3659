"""`/metrics`: for Prometheus only, which sends the secret of the settings as bearer token."""

from __future__ import annotations

import hmac
import time
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError

from web.access import machine
from web.current import now, services, services_of
from web.errors import Problem
from web.jobs.registry import jobs_of
from web.metrics.counts import Counts, make_counts, registry_to_read
from web.metrics.state import StateCollector
from web.use_cases.jobs import standing
from web.use_cases.operation import operating

blueprint = Blueprint("metrics", __name__)
_KEY = "request_counts"
_NO_ROUTE = "none"


@blueprint.get("/metrics")
@machine
def show() -> Response:
    """All figures in the text format of Prometheus; 404 without a token in the settings."""
    _check_token()
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_state())
    body = generate_latest(registry_to_read(_counts())) + generate_latest(registry)
    return Response(body, content_type=CONTENT_TYPE_LATEST)


def init_app(app: Flask) -> None:
    """Count every request, and every error of the database, from now on."""
    counts = make_counts()
    app.extensions[_KEY] = counts
    event.listen(services_of(app).engine, "handle_error", _database_error_into(counts))

    @app.after_request
    def count(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else _NO_ROUTE
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        counts.note_request(rule, request.method, response.status_code, seconds)
        return response


def _database_error_into(counts: Counts) -> Any:
    def note(context: Any) -> None:
        counts.note_database_error(type(context.original_exception).__name__)

    return note


def _counts() -> Counts:
    counts = current_app.extensions[_KEY]
    assert isinstance(counts, Counts)
    return counts


def _check_token() -> None:
    expected = services().settings.metrics_token
    if expected is None:
        abort(404)
    given = request.headers.get("Authorization", "").encode()
    wanted = f"Bearer {expected.get_secret_value()}".encode()
    if not hmac.compare_digest(given, wanted):
        raise Problem(401, headers={"WWW-Authenticate": "Bearer"})


def _state() -> StateCollector:
    """The state of the database; while it cannot be read, the counts are shown all the same."""
    engine, moment = services().engine, now()
    try:
        found = operating.look(engine, now=moment)
        jobs = jobs_of(services().settings)
        return StateCollector(found, standing.states(engine, jobs, now=moment), moment)
    except SQLAlchemyError:
        return StateCollector(None, (), moment)
