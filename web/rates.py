"""How often one address may send forms, ask the API and fetch files.

Counts stand in the memory of each worker unless the settings name a shared storage. Addresses are
held there until their window is over and are stored nowhere else.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request
from flask_limiter import ApplicationLimit, Limiter
from flask_limiter.util import get_remote_address

from web.access import Access, access_of_request
from web.config import Settings

FORM_RATE = "ANGEBOTSLOTSE_FORM_RATE"
API_RATE = "ANGEBOTSLOTSE_API_RATE"
DOWNLOAD_RATE = "ANGEBOTSLOTSE_DOWNLOAD_RATE"
_READING = {"GET", "HEAD", "OPTIONS"}


def _form_rate() -> str:
    return str(current_app.config[FORM_RATE])


def _api_rate() -> str:
    return str(current_app.config[API_RATE])


def _download_rate() -> str:
    return str(current_app.config[DOWNLOAD_RATE])


def _asks_the_api() -> bool:
    return access_of_request(current_app) is Access.API


def _sends_a_form() -> bool:
    return request.method not in _READING and not _asks_the_api()


# One budget for all forms and one for the whole API, decided by the access rule and the method,
# so that no view can forget it.
limiter = Limiter(
    get_remote_address,
    headers_enabled=True,
    application_limits=[
        ApplicationLimit(_form_rate, scope="forms", exempt_when=lambda: not _sends_a_form()),
        ApplicationLimit(_api_rate, scope="api", exempt_when=lambda: not _asks_the_api()),
    ],
)
downloads = limiter.shared_limit(_download_rate, scope="downloads")
"""Marks views that make large files: one budget for all of them."""


def init_app(app: Flask, settings: Settings) -> None:
    """Count from now on."""
    app.config.update(
        RATELIMIT_STORAGE_URI=settings.rate_storage,
        RATELIMIT_STRATEGY="moving-window",
        # A storage that is down must not take the service with it.
        RATELIMIT_SWALLOW_ERRORS=True,
        **{
            FORM_RATE: settings.form_rate,
            API_RATE: settings.api_rate,
            DOWNLOAD_RATE: settings.download_rate,
        },
    )
    # The last one registered runs first: the page's own wait is noted, and after the limiter has
    # set its own it is put back.
    app.after_request(_wait_as_the_page_says)
    limiter.init_app(app)
    app.after_request(_note_wait_of_page)


def _note_wait_of_page(response: Response) -> Response:
    g.wait_of_page = response.headers.get("Retry-After")
    return response


def _wait_as_the_page_says(response: Response) -> Response:
    """The limiter's Retry-After only where it is the limiter that refuses."""
    if g.get("wait_of_page"):
        response.headers["Retry-After"] = g.wait_of_page
    elif response.status_code < 400:
        response.headers.pop("Retry-After", None)
    return response
