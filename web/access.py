"""Who may use a route: every route says so, and one that does not is closed.

A view carries its rule as `@public` or `@by_token`; a blueprint of one kind declares it once.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, Flask, abort, request

from web.tokens import is_token

View = TypeVar("View", bound=Callable[..., object])
_MARK = "access_rule"
_DECLARED = "access_rules_of_blueprints"


class Access(StrEnum):
    """The rules. PUBLIC and API: everyone. BY_TOKEN: who holds the secret of the address."""

    PUBLIC = "public"
    API = "api"
    BY_TOKEN = "by_token"


def public(view: View) -> View:
    """Everyone may use this view; it shows nothing personal."""
    setattr(view, _MARK, Access.PUBLIC)
    return view


def by_token(view: View) -> View:
    """Only who holds the `token` in the path: never cached, never indexed, else 404."""
    setattr(view, _MARK, Access.BY_TOKEN)
    return view


def declare(blueprint: Blueprint, rule: Access) -> None:
    """Give all views of a blueprint that carry no rule of their own this one."""
    blueprint.record(
        lambda state: state.app.extensions.setdefault(_DECLARED, {}).update({state.name: rule})
    )


def declare_endpoint(app: Flask, endpoint: str, rule: Access) -> None:
    """The rule of a route that a library registers."""
    setattr(app.view_functions[endpoint], _MARK, rule)


def access_of(app: Flask, endpoint: str) -> Access | None:
    """The rule of a route; None if nobody gave it one."""
    own = getattr(app.view_functions.get(endpoint), _MARK, None)
    if own is not None:
        return Access(own)
    declared: dict[str, Access] = app.extensions.get(_DECLARED, {})
    return declared.get(endpoint.rpartition(".")[0])


def access_of_request(app: Flask) -> Access | None:
    """The rule of the route that serves this request; None where no route matched."""
    return access_of(app, request.endpoint) if request.endpoint else None


def init_app(app: Flask) -> None:
    """Close routes without a rule and answer malformed tokens like unknown ones."""

    @app.before_request
    def check_access() -> None:
        if request.endpoint is None:
            return
        rule = access_of(app, request.endpoint)
        if rule is None:
            abort(403)
        if rule is Access.BY_TOKEN and not is_token(str((request.view_args or {}).get("token"))):
            abort(404)
