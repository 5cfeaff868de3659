"""Answers that a client or a cache may keep: ETag, Last-Modified, 304."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, time

from flask import Response, request

from web.clock import BERLIN
from web.current import catalogue, today
from web.pages.open_data.blueprint import changed_at
from web.version import VERSION

FRESH_SECONDS = 300


def cacheable(make: Callable[[], Response], *, of_day: str = "", language: str = "") -> Response:
    """The answer, or 304 without making it where the client has it already.

    It is known by the version of the catalogue and the address; by the day as well where the day
    decides what is in it (`of_day` is that day), and by the language where it speaks one.
    """
    probe = _with_validators(Response(), of_day=of_day, language=language)
    probe.make_conditional(request)
    if probe.status_code != 200:
        return probe
    return _with_validators(make(), of_day=of_day, language=language)


def _with_validators(response: Response, *, of_day: str, language: str) -> Response:
    changed = changed_at()
    parts = (VERSION, catalogue().version, str(changed), request.full_path, of_day, language)
    response.set_etag(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32])
    moments = [changed, _midnight() if of_day else None]
    response.last_modified = max((each for each in moments if each), default=None)
    response.cache_control.public = True
    response.cache_control.max_age = FRESH_SECONDS
    # Public data without credentials: any page may read it.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if language:
        response.headers["Content-Language"] = language
        response.vary.add("Accept-Language")
    return response


def _midnight() -> datetime:
    return datetime.combine(today(), time(), tzinfo=BERLIN)
