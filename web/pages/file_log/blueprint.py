"""The blueprint of notes, steps and timeline, and the filter that shows notes."""

from __future__ import annotations

from flask import Blueprint, url_for
from markupsafe import Markup

from web import markdown
from web.access import Access, declare
from web.desk import ROLES

blueprint = Blueprint("file_log", __name__, url_prefix="/beratung/akte/<string:public_id>/verlauf")
declare(blueprint, Access.SIGNED_IN, *ROLES)


@blueprint.app_template_filter("markdown")
def as_html(text: str) -> Markup:
    """What an advisor wrote in Markdown, as harmless HTML."""
    return markdown.markdown(text)


def way_back(public_id: str, notice: str, anchor: str) -> str:
    """The page of the file with what is said after a deed, at the part that it concerns."""
    return url_for("file_log.show", public_id=public_id, hinweis=notice, _anchor=anchor)
