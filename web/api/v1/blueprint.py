"""The blueprint of the API: the language of its words, what it accepts, who may ask it."""

from __future__ import annotations

import json
import re
from contextlib import ExitStack

from apiflask import APIBlueprint
from flask import Response, g, request
from flask.blueprints import BlueprintSetupState
from flask_babel import force_locale
from werkzeug.exceptions import BadRequest

from web.access import Access, declare
from web.api.v1.document import PREFIX, complete
from web.api.v1.problems import body_problem
from web.language import asked_language

JSON_TYPE = re.compile(r"application/(json|[\w.+-]+\+json)", re.IGNORECASE)
# Half of a surrogate pair can be written in JSON, but no text holds one.
_HALF_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type",
    "Access-Control-Expose-Headers": "Retry-After, X-Request-ID",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}

blueprint = APIBlueprint("api_v1", __name__, url_prefix=PREFIX, tag="Angebotslotse")
declare(blueprint, Access.API)


@blueprint.record_once
def _configure(state: BlueprintSetupState) -> None:
    """Our own errors instead of the library's, and a document that says everything."""
    app = state.app
    app.config["AUTO_VALIDATION_ERROR_RESPONSE"] = False
    app.spec_processor(complete)


@blueprint.before_request
def _speak() -> None:
    """Titles and sentences of errors in the language asked for."""
    g.api_words = ExitStack()
    g.api_words.enter_context(force_locale(asked_language()))


@blueprint.teardown_request
def _fall_silent(error: BaseException | None) -> None:
    words: ExitStack | None = g.pop("api_words", None)
    if words is not None:
        words.close()


@blueprint.before_request
def _check_body() -> None:
    """Refuse a body that is no JSON text, before any view sees it."""
    if request.method != "POST":
        return
    if not JSON_TYPE.fullmatch(request.mimetype):
        raise body_problem(415, "unsupported_media_type")
    try:
        body = request.get_json(force=True)
    except RecursionError:
        raise body_problem(400, "too_deep") from None
    except BadRequest:
        raise body_problem(400, "invalid_json") from None
    if not isinstance(body, dict):
        raise body_problem(422, "not_an_object")
    if _HALF_PAIR.search(request.get_data()) and not _is_text(body):
        raise body_problem(400, "invalid_unicode")


@blueprint.after_app_request
def _open_to_all(response: Response) -> Response:
    """Public data without credentials: any page may read it."""
    if request.path.startswith("/api/"):
        response.headers.update(CORS)
        response.vary.add("Accept-Language")
    return response


def json_answer(body: object) -> Response:
    """A body that is ready, written without another walk through a schema."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, content_type="application/json")


def _is_text(body: object) -> bool:
    try:
        json.dumps(body, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
