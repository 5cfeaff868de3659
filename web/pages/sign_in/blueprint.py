"""The blueprint of these pages, and what the header of every page asks of it."""

from __future__ import annotations

from flask import Blueprint, current_app, request, url_for
from flask_babel import gettext

from web.access import Access, Rule, declare, rule_of
from web.current import person
from web.use_cases.roles import Role
from web.use_cases.signing_in.sessions import SignedIn

blueprint = Blueprint("sign_in", __name__)
declare(blueprint, Access.PUBLIC)


@blueprint.app_template_global()
def signed_in_person() -> SignedIn | None:
    """Who is signed in."""
    return person()


@blueprint.app_template_global()
def own_menu() -> tuple[tuple[str, str, bool], ...]:
    """The pages that this person may use: words, address, whether it is the one being shown."""
    known = person()
    roles = known.roles if known else frozenset()
    items = (
        (gettext("Advice"), "inbox.show"),
        (gettext("Insight"), "insight.show"),
        (gettext("Network"), "network.show"),
        (gettext("Editing"), "editor.start"),
        (gettext("Administration"), "administration.show"),
        (gettext("My account"), "account.show"),
    )
    return tuple(
        (words, url_for(endpoint), f"{request.path}/".startswith(f"{url_for(endpoint)}/"))
        for words, endpoint in items
        if _rule(endpoint).admits(roles)
    )


def home_of(roles: frozenset[Role]) -> str:
    """Where somebody goes on who wanted no page in particular: those who advise to their desk."""
    return url_for("inbox.show" if _rule("inbox.show").admits(roles) else "account.show")


def _rule(endpoint: str) -> Rule:
    rule = rule_of(current_app, endpoint)
    assert rule is not None
    return rule
