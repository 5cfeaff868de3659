"""Structured logs: one JSON object a line, with the request's id and without people.

A line has a fixed message and fields of its own. Never written: query strings, form values, paths
(they hold secrets: the route's rule is logged instead), addresses of people, texts of exceptions
(they may quote an input): of an exception only its class and the places it came through.
"""

from __future__ import annotations

import logging
import logging.config
import re
import time
import traceback
import uuid
from collections.abc import Mapping
from types import TracebackType

from flask import Flask, Response, g, has_request_context, request
from pythonjsonlogger.json import JsonFormatter

logger = logging.getLogger("angebotslotse")
HEADER = "X-Request-ID"
_FORM_OF_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class PrivateJsonFormatter(JsonFormatter):
    """JSON lines in which an exception is told without its text."""

    def formatException(self, ei: ExceptionInfo | tuple[None, None, None]) -> str:
        """Class and places, outermost first."""
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)
        places = " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        return f"{kind.__name__ if kind else 'unknown'} at {places}"


class RequestIdFilter(logging.Filter):
    """Adds the id of the request that is being served."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record now has `request_id`."""
        record.request_id = request_id() or None
        return True


class FixedTextFilter(logging.Filter):
    """Takes what is filled into the texts of the server: addresses of people and of pages."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record now has its text as the server's programmers wrote it."""
        record.args = ()
        return True


def configuration(level: str) -> Mapping[str, object]:
    """The dictionary for `logging.config`, used by the app and by gunicorn alike."""
    handler = {
        "class": "logging.StreamHandler",
        "formatter": "json",
        "filters": ["request_id"],
        "stream": "ext://sys.stderr",
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request_id": {"()": RequestIdFilter},
            "fixed_text": {"()": FixedTextFilter},
        },
        "formatters": {
            "json": {
                "()": PrivateJsonFormatter,
                "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
                "datefmt": "%Y-%m-%dT%H:%M:%S%z",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
                "json_ensure_ascii": False,
            }
        },
        "handlers": {"stderr": handler},
        "root": {"level": level, "handlers": ["stderr"]},
        "loggers": {
            # Below an error it quotes who sent a bad request, and what.
            "gunicorn.error": {
                "level": "ERROR",
                "propagate": True,
                "handlers": [],
                "filters": ["fixed_text"],
            },
            "gunicorn.access": {"level": "CRITICAL", "propagate": False, "handlers": []},
            "alembic": {"level": "WARNING"},
            # Below an error it tells of every look at a job that is being done.
            "apscheduler": {"level": "ERROR"},
        },
    }


def configure(level: str) -> None:
    """Send all logs of this process to standard error as JSON lines."""
    logging.config.dictConfig(dict(configuration(level)))


def request_id() -> str:
    """The id of the request that is being served; '' outside of one."""
    return str(g.get("request_id", "")) if has_request_context() else ""


def init_app(app: Flask, *, trust_header: bool) -> None:
    """Give each request an id and write one line when it is answered.

    An id from outside is taken only behind a proxy of the operator's own.
    """

    @app.before_request
    def begin() -> None:
        given = request.headers.get(HEADER, "")
        is_taken = trust_header and _FORM_OF_ID.fullmatch(given)
        g.request_id = given if is_taken else uuid.uuid4().hex
        g.began = time.perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        if request_id():
            response.headers[HEADER] = request_id()
        if request.endpoint not in {"static", "assets.file", "health.show", "health.show_web"}:
            _write(response)
        return response


def _write(response: Response) -> None:
    began = g.get("began")
    duration = None if began is None else round((time.perf_counter() - began) * 1000, 1)
    logger.info(
        "request answered",
        extra={
            "method": request.method,
            "route": request.url_rule.rule if request.url_rule else None,
            "status": response.status_code,
            "duration_ms": duration,
        },
    )
