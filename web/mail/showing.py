"""A letter on a page: its HTML in a frame that can do nothing, its text beside it."""

from __future__ import annotations

from flask import Response, make_response

from web.letters import Letter
from web.security import POLICY_OF_MAIL, POLICY_WITH_FRAME


def page_with_frame(page: str) -> Response:
    """A page of ours that may hold a frame of ours; every other page may hold none."""
    response = make_response(page)
    response.headers["Content-Security-Policy"] = POLICY_WITH_FRAME
    return response


def frame_of(letter: Letter) -> Response:
    """The HTML of a letter as the content of such a frame, and of nothing else."""
    # Within the frame pages of this site refuse to be shown.
    html = letter.html.replace("<head>", '<head><base target="_blank">', 1)
    response = make_response(html)
    response.headers["Content-Security-Policy"] = POLICY_OF_MAIL
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
