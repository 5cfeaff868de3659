"""The inbox."""

from __future__ import annotations

from flask import render_template

from web.pages.inbox.blueprint import blueprint


@blueprint.get("")
def show() -> str:
    """Requests and firms of this organisation."""
    return render_template("pages/inbox/show.html")
