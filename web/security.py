"""Headers, cookies, form tokens and proxies: what keeps other sites and curious eyes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from flask import Flask, Response, current_app, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from web.access import Access, access_of_request
from web.config import Settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # KERN draws its icons from data: addresses in its style sheet.
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
# Only for pages that show a mail as its reader sees it.
POLICY_WITH_FRAME = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
POLICY_OF_MAIL = "; ".join(
    (
        "default-src 'none'",
        # Mail programs know no style sheets: what a mail looks like stands in the mail.
        "style-src 'unsafe-inline'",
        "img-src 'self' data:",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
        # Neither scripts nor forms nor this site's cookies; links open in a window of their own.
        "sandbox allow-popups allow-popups-to-escape-sandbox",
    )
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # The address of a result is a secret: other sites never see it; forms still show their origin.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains"
_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
_PERSONAL = {Access.BY_TOKEN, Access.SIGNED_IN, Access.MACHINE}
_OF_PROGRAMS = {Access.API, Access.MACHINE}
# Mail programs post there, without cookies (RFC 8058): only who got the mail knows the address.
_SECRET_IS_ENOUGH = {"news.end"}

_MOST_BYTES = "most_bytes"
_AROUND_A_FILE = 100_000
"""What the other fields of a form with a file may take."""
View = TypeVar("View", bound=Callable[..., object])

csrf = CSRFProtect()


def takes_file(most_bytes: int) -> Callable[[View], View]:
    """Let a view read a file of this size, for whom its access rule admits; it counts itself."""

    def mark(view: View) -> View:
        setattr(view, _MOST_BYTES, most_bytes + _AROUND_A_FILE)
        return view

    return mark


def init_app(app: Flask, settings: Settings) -> None:
    """Protect every response and every form of the app."""
    app.config.update(
        SECRET_KEY=settings.secret_key.get_secret_value(),
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_request_bytes,
        MAX_FORM_PARTS=500,
        PREFERRED_URL_SCHEME="https" if settings.https else "http",
        SESSION_COOKIE_NAME="__Host-session" if settings.https else "session",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # A form that lay open over lunch still works; the token dies with the session cookie.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,
    )
    csrf.init_app(app)
    app.before_request(_check_form_token)
    app.after_request(_add_headers)
    if settings.https:
        app.after_request(_add_hsts)
    app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts) or None
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )


def _check_form_token() -> None:
    """Refuse a form without its token; the API has no cookies, so nobody can borrow them."""
    if request.method not in _UNSAFE or request.endpoint in {None, *_SECRET_IS_ENOUGH}:
        return
    most_bytes = getattr(current_app.view_functions[request.endpoint or ""], _MOST_BYTES, None)
    if most_bytes is not None:
        request.max_content_length = most_bytes
    if access_of_request(current_app) not in _OF_PROGRAMS:
        csrf.protect()


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    rule = access_of_request(current_app)
    if rule in _PERSONAL:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    if rule in _PERSONAL or request.method in _UNSAFE:
        response.headers["Cache-Control"] = "no-store"
    elif rule is not None:
        response.headers.setdefault("Cache-Control", "no-cache, private")
    return response


def _add_hsts(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = HSTS
    return response
