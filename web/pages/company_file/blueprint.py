"""The blueprint of a firm's file, and what its templates choose from."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from offers.taxonomy.facts import FACTS
from web.access import Access, declare
from web.answer_forms import choices
from web.desk import ROLES

blueprint = Blueprint("company_file", __name__, url_prefix="/beratung")
declare(blueprint, Access.SIGNED_IN, *ROLES)

FILE = "/akte/<string:public_id>"
QUESTIONS, OFFERS, PROFILE, NEWS = "fragen", "angebote", "angaben", "neuigkeiten"
"""Places on the page of a file."""


@blueprint.context_processor
def shared() -> dict[str, object]:
    """What the templates of this package choose from."""
    return {"choices": choices, "facts": FACTS}


def see_file(public_id: str, place: str = "", **values: str | int | None) -> Response:
    """The way back to a place on the page of a file after a form was sent."""
    target = url_for("company_file.show", public_id=public_id, **values)  # type: ignore[arg-type]
    return redirect(f"{target}#{place}" if place else target, code=303)
