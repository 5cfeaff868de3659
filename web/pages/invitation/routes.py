"""An invitation: looked at as often as one likes, accepted once."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.access import by_token, public
from web.account_labels import role_labels
from web.clock import day_in_berlin
from web.current import author, now, services
from web.password_words import password_hint, why_not
from web.passwords import HASHER, problem_of
from web.use_cases.people import accepting
from web.use_cases.people.accepting import Invitation

PASSWORD = "passwort"
blueprint = Blueprint("invitation", __name__)
Answer = str | Response | tuple[str, int]


@blueprint.get("/einladung/<string:token>")
@by_token
def show(token: str) -> Answer:
    """What one is invited to, and the form for a password; nothing changes."""
    found = accepting.look(services().engine, token, now=now())
    return _gone() if found is None else _form(found)


@blueprint.post("/einladung/<string:token>")
@by_token
def accept(token: str) -> Answer:
    """Take the account with the password typed."""
    engine, typed = services().engine, request.form.get(PASSWORD, "")
    found = accepting.look(engine, token, now=now())
    if found is None:
        return _gone()
    problem = problem_of(typed, personal=(found.name, found.email))
    if problem is not None:
        return _form(found, why_not(problem)), 422
    is_done = accepting.accept(engine, token, HASHER.hash(typed), by=author())
    return redirect(url_for(".accepted"), code=303) if is_done else _gone()


@blueprint.get("/einladung/angenommen")
@public
def accepted() -> str:
    """The account is there; how one gets in."""
    return render_template("pages/invitation/accepted.html")


def _form(found: Invitation, error: str = "") -> str:
    return render_template(
        "pages/invitation/show.html",
        found=found,
        roles=role_labels(found.roles),
        last_day=day_in_berlin(found.expires_utc),
        hint=password_hint(),
        error=error,
    )


def _gone() -> tuple[str, int]:
    return render_template("pages/invitation/gone.html"), 404
