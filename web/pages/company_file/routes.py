"""The overview of a file."""

from __future__ import annotations

from flask import render_template

from web.file_frame import file_frame
from web.pages.company_file.blueprint import blueprint


@blueprint.get("/akte/<string:public_id>")
def show(public_id: str) -> str:
    """Who the firm is, what it needs, what fits, what is open."""
    return render_template("pages/company_file/show.html", frame=file_frame(public_id))
