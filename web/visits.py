"""Openings of pages, counted without knowing whose: no programs, nobody with an account."""

from __future__ import annotations

from flask import after_this_request, request
from werkzeug.wrappers import Response

from web.current import now, person, services
from web.use_cases.catalogue.views import is_reader


def count(offer_id: str) -> None:
    """Count that a reader opens the page of this offer.

    Nothing is written here: now and then, after an answer is sent, the counts of many readers go
    to the database together.
    """
    is_page = request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", "")
    if not is_page or not is_reader(request.user_agent.string) or person() is not None:
        return
    counter = services().views
    counter.count(offer_id, now())
    if counter.is_due:

        @after_this_request
        def flush_later(response: Response) -> Response:
            response.call_on_close(counter.flush)
            return response
