"""The door to pages for people with an account."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from web.access import Rule
from web.current import looks_after_service, person, services
from web.use_cases.signing_in.sessions import SignedIn

_SETS_UP_SECOND_FACTOR = frozenset({"account.second_factor", "account.set_second_factor"})


def check(rule: Rule) -> Response | None:
    """None for who may pass; others sign in first, or get 403 for a role they do not have."""
    known = person()
    if known is None:
        return _to_sign_in()
    if not rule.admits(known.roles):
        abort(403)
    is_missing = needs_second_factor(known) and not known.has_second_factor
    if is_missing and request.endpoint not in _SETS_UP_SECOND_FACTOR:
        return redirect(url_for("account.second_factor"), code=303)
    return None


def needs_second_factor(known: SignedIn) -> bool:
    """Whether the operator or an administrator of the organisation wants one of this person."""
    return services().settings.second_factor_required or known.organisation_needs_second_factor


def check_service() -> None:
    """404 for whose territory is a part of the service's only: before each view of a blueprint."""
    if not looks_after_service():
        abort(404)


def _to_sign_in() -> Response:
    """To the form, and from there back to this page if it can be shown again."""
    address = url_for("sign_in.show")
    if request.method == "GET":
        address += "?" + urlencode({"weiter": request.full_path.rstrip("?")})
    return redirect(address, code=303)
