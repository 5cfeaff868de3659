"""The start page: what the service is, for whom, and the way in."""

from flask import Blueprint, render_template

from web.access import public

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
@public
def show() -> str:
    """The start page."""
    return render_template("pages/start.html")
