"""The blueprint, and what all its views need of a request."""

from __future__ import annotations

from datetime import date, datetime

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from offers.taxonomy.facts import FACTS
from web.access import Access, declare
from web.answer_forms import choices
from web.clock import day_in_berlin
from web.current import now, retention, services
from web.use_cases.firms import profiles
from web.use_cases.firms.profiles import Change, StoredProfile

blueprint = Blueprint("questionnaire", __name__)
declare(blueprint, Access.BY_TOKEN)

AFTERWARDS = {
    "pruefen": "questionnaire.check",
    "ergebnis": "result.show",
    "daten": "own_data.show",
}
"""Where a single change leads back to: values of the parameter `danach`."""


@blueprint.app_template_filter()
def berlin_day(moment: datetime) -> date:
    """The day of a stored moment in Europe/Berlin."""
    return day_in_berlin(moment)


@blueprint.context_processor
def shared() -> dict[str, object]:
    """What the templates of this package choose from."""
    return {"choices": choices, "facts": FACTS}


def stored_or_404(token: str) -> StoredProfile:
    """The answers behind the token; 404 if there are none or their time is over."""
    found = profiles.load(services().engine, token, now())
    if found is None:
        abort(404)
    return found


def save(token: str, change: Change) -> StoredProfile:
    """The answers after the change; 404 if they are gone."""
    if not profiles.answer(services().engine, token, change, now(), retention=retention()):
        abort(404)
    return stored_or_404(token)


def afterwards() -> str:
    """The parameter `danach` if it is one that is known, else ''."""
    wanted = request.args.get("danach", "")
    return wanted if wanted in AFTERWARDS else ""


def see(endpoint: str, **values: str | None) -> Response:
    """The way to another page after a form was sent."""
    return redirect(url_for(endpoint, **values), code=303)  # type: ignore[arg-type]
