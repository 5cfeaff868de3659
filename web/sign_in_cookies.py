"""The cookies of who signs in: the secret of a session, and the mark of a browser that is known."""

from __future__ import annotations

from flask import request, session
from werkzeug.wrappers import Response

from web.current import lifetime, services, session_cookie
from web.derived_keys import derived_key
from web.second_factor import SecretBox
from web.tokens import is_token
from web.use_cases.signing_in.sign_in import Door
from web.use_cases.signing_in.throttle import Visitor

KNOWN_FOR_SECONDS = 180 * 24 * 3600


def visitor() -> Visitor:
    """Who tries something in this request, for those who count attempts."""
    return Visitor(
        network=request.remote_addr or "",
        device=request.cookies.get(_device_cookie(), ""),
        key=derived_key(_secret(), "attempts to sign in"),
    )


def door() -> Door:
    """What a step of signing in is to know of the browser."""
    return Door(visitor=visitor(), old_token=session_token(), lifetime=lifetime())


def session_token() -> str:
    """The secret that the browser sent; '' for none."""
    sent = request.cookies.get(session_cookie(), "")
    return sent if is_token(sent) else ""


def secret_box() -> SecretBox:
    """What encrypts the secrets of second factors."""
    return SecretBox(_secret())


def keep_session(response: Response, token: str) -> Response:
    """Hand out the secret of a new session, and forget what the browser brought (form tokens)."""
    session.clear()
    # Without max_age: it goes when the browser is closed; the server ends it earlier.
    response.set_cookie(session_cookie(), token, httponly=True, samesite="Lax", secure=_is_https())
    return response


def keep_device(response: Response, device: str) -> Response:
    """Let the browser be known for half a year."""
    response.set_cookie(
        _device_cookie(),
        device,
        max_age=KNOWN_FOR_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=_is_https(),
    )
    return response


def forget_session(response: Response) -> Response:
    """Take the secret back; the browser stays known."""
    session.clear()
    response.delete_cookie(session_cookie(), httponly=True, samesite="Lax", secure=_is_https())
    return response


def _device_cookie() -> str:
    return "__Host-geraet" if _is_https() else "geraet"


def _is_https() -> bool:
    return services().settings.https


def _secret() -> str:
    return services().settings.secret_key.get_secret_value()
