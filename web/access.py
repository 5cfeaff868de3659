"""Who may use a route: every route says so, and one that does not is closed.

A view carries its rule as `@public`, `@by_token` or `@signed_in(...)`; a blueprint of one kind
declares it once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, Flask, abort, request
from werkzeug.wrappers import Response

from web.tokens import is_token
from web.use_cases.roles import Role

LARGEST_NUMBER = 2**31 - 1
View = TypeVar("View", bound=Callable[..., object])
_MARK = "access_rule"
_DECLARED = "access_rules_of_blueprints"


class Access(StrEnum):
    """The rules. PUBLIC and API: everyone. BY_TOKEN: who holds the secret of the address.

    SIGNED_IN: people with an account, and if roles are named only those who have one of them.
    MACHINE: programs of the operator, which send a secret of the settings; the view checks it.
    """

    PUBLIC = "public"
    API = "api"
    BY_TOKEN = "by_token"
    SIGNED_IN = "signed_in"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may use a route; `roles` narrows SIGNED_IN, empty: any."""

    access: Access
    roles: frozenset[Role] = frozenset()

    def admits(self, roles: frozenset[Role]) -> bool:
        """Whether somebody with these roles may use it."""
        return not self.roles or not self.roles.isdisjoint(roles)


def public(view: View) -> View:
    """Everyone may use this view; it shows nothing personal."""
    setattr(view, _MARK, Rule(Access.PUBLIC))
    return view


def by_token(view: View) -> View:
    """Only who holds the `token` in the path: never cached, never indexed, else 404."""
    setattr(view, _MARK, Rule(Access.BY_TOKEN))
    return view


def machine(view: View) -> View:
    """Only programs of the operator; the view itself asks for their secret."""
    setattr(view, _MARK, Rule(Access.MACHINE))
    return view


def signed_in(*roles: Role) -> Callable[[View], View]:
    """Only people with an account, and with one of these roles if any are named."""

    def mark(view: View) -> View:
        setattr(view, _MARK, Rule(Access.SIGNED_IN, frozenset(roles)))
        return view

    return mark


def declare(blueprint: Blueprint, access: Access, *roles: Role) -> None:
    """Give all views of a blueprint that carry no rule of their own this one."""
    rule = Rule(access, frozenset(roles))
    blueprint.record(
        lambda state: state.app.extensions.setdefault(_DECLARED, {}).update({state.name: rule})
    )


def declare_endpoint(app: Flask, endpoint: str, access: Access) -> None:
    """The rule of a route that a library registers."""
    setattr(app.view_functions[endpoint], _MARK, Rule(access))


def rule_of(app: Flask, endpoint: str) -> Rule | None:
    """The rule of a route; None if nobody gave it one."""
    own = getattr(app.view_functions.get(endpoint), _MARK, None)
    if isinstance(own, Rule):
        return own
    declared: dict[str, Rule] = app.extensions.get(_DECLARED, {})
    return declared.get(endpoint.rpartition(".")[0])


def access_of(app: Flask, endpoint: str) -> Access | None:
    """The kind of the rule of a route; None if nobody gave it one."""
    rule = rule_of(app, endpoint)
    return rule.access if rule else None


def access_of_request(app: Flask) -> Access | None:
    """The kind of the rule that serves this request; None where no route matched."""
    return access_of(app, request.endpoint) if request.endpoint else None


def init_app(app: Flask, *, check_person: Callable[[Rule], Response | None]) -> None:
    """Close routes without a rule and answer malformed tokens and ids like unknown ones.

    `check_person` decides about routes for people with an account: None lets them pass.
    """

    @app.before_request
    def check_access() -> Response | None:
        if request.endpoint is None:
            return None
        rule = rule_of(app, request.endpoint)
        if rule is None:
            abort(403)
        if any(map(_names_nothing, (request.view_args or {}).values())):
            abort(404)
        if rule.access is Access.BY_TOKEN and not is_token(
            str((request.view_args or {}).get("token"))
        ):
            abort(404)
        return check_person(rule) if rule.access is Access.SIGNED_IN else None


def _names_nothing(value: object) -> bool:
    """Whether no row can have this id: SQLite takes no such number, PostgreSQL no NUL."""
    return value > LARGEST_NUMBER if isinstance(value, int) else "\0" in str(value)
