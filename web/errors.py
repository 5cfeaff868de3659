"""Every error as one page, or as one JSON object (RFC 9457) for programs.

What went wrong inside is logged, never shown. Sentences are in the reader's language.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from apiflask.exceptions import HTTPError
from flask import Flask, Response, current_app, json, make_response, render_template, request
from flask_babel import lazy_gettext
from flask_wtf.csrf import CSRFError
from markupsafe import escape
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from web.access import Access, access_of_request
from web.logs import request_id

logger = logging.getLogger("angebotslotse")
API_PATH = "/api/"
PROBLEM_TYPE = "application/problem+json"

_WORDS: Mapping[int, tuple[object, object]] = {
    400: (lazy_gettext("We could not read that"), lazy_gettext("Please try it again.")),
    403: (lazy_gettext("That is not allowed"), lazy_gettext("This page is closed.")),
    404: (
        lazy_gettext("Page not found"),
        lazy_gettext("There is nothing at this address, or it is no longer there."),
    ),
    405: (lazy_gettext("That does not work here"), lazy_gettext("Please start from a page.")),
    413: (
        lazy_gettext("That was too long"),
        lazy_gettext("Please shorten your text and send it again."),
    ),
    415: (lazy_gettext("Unknown format"), lazy_gettext("Please send JSON.")),
    422: (
        lazy_gettext("Something in your input is not right"),
        lazy_gettext("Please check the fields named."),
    ),
    429: (
        lazy_gettext("Too many requests"),
        lazy_gettext("Please wait a minute and try again."),
    ),
    500: (
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext("We have noted the error. Please try again later."),
    ),
    503: (
        lazy_gettext("The service is not available right now"),
        lazy_gettext("Please try again in a few minutes."),
    ),
}
_FORM_EXPIRED = (
    lazy_gettext("The form has expired"),
    lazy_gettext("Please go back, load the page again and send the form once more."),
)
_BARE_PAGE = (
    '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title} – Angebotslotse'
    "</title></head><body><main><h1>{title}</h1><p>{detail}</p><p>{request_id}</p></main></body>"
    "</html>"
)


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field that is not right: its dotted path, a stable code and a sentence."""

    field: str
    code: str
    detail: str


@dataclass(slots=True)
class Problem(Exception):
    """An answer that says no: raise it in a view. `detail` may quote the input, not our inside."""

    status: int
    code: str = ""
    detail: str = ""
    errors: tuple[FieldError, ...] = field(default=())
    headers: Mapping[str, str] = field(default_factory=dict)


def init_app(app: Flask) -> None:
    """Answer every error of the app."""
    app.register_error_handler(Problem, _answer)
    app.register_error_handler(CSRFError, _answer_expired_form)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(DatabaseError, _answer_no_database)
    for kind in (DataError, IntegrityError, Exception):
        app.register_error_handler(kind, _answer_unforeseen)


def answer_validation(error: HTTPError) -> Response:
    """APIFlask's refusal of an input or an `abort`, in the shape of all others."""
    # The library's own messages only repeat the status, in English.
    message = error.message or ""
    is_ours = message not in {*HTTP_STATUS_CODES.values(), "Validation error"}
    problem = Problem(
        error.status_code,
        detail=message if is_ours else "",
        errors=tuple(_field_errors(error.detail)),
        headers=dict(Headers(error.headers)),
    )
    return _answer(problem)


def _field_errors(detail: object) -> list[FieldError]:
    """`{"json": {"employees": ["..."]}}` or pydantic's list, flattened."""
    if isinstance(detail, Mapping):
        found = []
        for name, inner in detail.items():
            for nested in _field_errors(inner):
                path = f"{name}.{nested.field}" if nested.field else str(name)
                found.append(FieldError(path, nested.code, nested.detail))
        return [_without_location(item) for item in found]
    if isinstance(detail, list):
        return [_one_error(item) for item in detail]
    return [FieldError("", "invalid", str(detail))] if detail else []


def _one_error(item: object) -> FieldError:
    if isinstance(item, Mapping) and "msg" in item:
        path = ".".join(str(part) for part in item.get("loc", ()))
        return FieldError(path, str(item.get("type", "invalid")), str(item["msg"]))
    return FieldError("", "invalid", str(item))


def _without_location(error: FieldError) -> FieldError:
    """Clients know their fields, not the part of the request that a library read them from."""
    path = error.field
    for location in ("json", "json_or_form", "query", "form", "path"):
        path = path.removeprefix(f"{location}.") if path != location else ""
    return FieldError(path, error.code, error.detail)


def _answer_http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    kept = {"Retry-After", "Allow"}
    headers = {name: value for name, value in error.get_headers() if name in kept}
    return _answer(Problem(error.code or 500, headers=headers))


def _answer_expired_form(error: CSRFError) -> Response:
    logger.info("form token refused", extra={"status": 400})
    title, detail = _FORM_EXPIRED
    return _render(Problem(400, code="form_expired"), str(title), str(detail))


def _answer_no_database(error: DatabaseError) -> Response:
    """Away, locked, full, read-only or not migrated: the reader can only come back later."""
    logger.exception("database not usable", exc_info=error)
    return _answer(Problem(503))


def _answer_unforeseen(error: Exception) -> Response:
    logger.exception("request failed", exc_info=error)
    return _answer(Problem(500))


def _answer(problem: Problem) -> Response:
    default = (HTTP_STATUS_CODES.get(problem.status, "Error"), "")
    title, detail = _WORDS.get(problem.status, default)
    return _render(problem, str(title), problem.detail or str(detail))


def _render(problem: Problem, title: str, detail: str) -> Response:
    as_json = _wants_json()
    response = _as_json(problem, title, detail) if as_json else _as_page(problem, title, detail)
    response.headers.extend(dict(problem.headers))
    response.headers["Cache-Control"] = "no-store"
    return response


def _wants_json() -> bool:
    """Whether a program asks: an API route or path, or JSON preferred to HTML."""
    if access_of_request(current_app) is Access.API or request.path.startswith(API_PATH):
        return True
    accepted = request.accept_mimetypes
    best = accepted.best_match(["text/html", PROBLEM_TYPE, "application/json"])
    return best != "text/html" and best is not None and accepted[best] > accepted["text/html"]


def _as_json(problem: Problem, title: str, detail: str) -> Response:
    body: dict[str, object] = {
        "type": "about:blank",
        "title": title,
        "status": problem.status,
        "detail": detail,
        "request_id": request_id(),
    }
    if problem.code:
        body["code"] = problem.code
    if problem.errors:
        body["errors"] = [asdict(error) for error in problem.errors]
    return Response(json.dumps(body), status=problem.status, content_type=PROBLEM_TYPE)


def _as_page(problem: Problem, title: str, detail: str) -> Response:
    """The error page; a bare one where even that cannot be made."""
    values = {"title": title, "detail": detail, "status": problem.status}
    try:
        body = render_template("errors/problem.html", request_id=request_id(), **values)
    except Exception:
        logger.exception("error page failed")
        body = _BARE_PAGE.format(
            title=escape(title), detail=escape(detail), request_id=escape(request_id())
        )
    return Response(body, status=problem.status, content_type="text/html; charset=utf-8")
