"""Choosing the language: a link that works without JavaScript."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Blueprint, Response, abort, make_response, redirect, request, url_for

from web.access import public
from web.language import LANGUAGES, remember_language
from web.own_paths import own_path

blueprint = Blueprint("language", __name__)


@blueprint.route("/sprache/<string:code>", methods=["GET", "POST"])
@public
def choose(code: str) -> Response:
    """Back to the page that `zurueck` names, the choice kept in a cookie; 404 for other codes."""
    if code not in LANGUAGES:
        abort(404)
    target = local_path(request.values.get("zurueck", "/"))
    return remember_language(make_response(redirect(target, code=303)), code)


def local_path(target: str) -> str:
    """`target` if it is a path of this site, without `lang`; else the start page."""
    parts = urlsplit(own_path(target) or "/")
    query = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if key != "lang"
    ]
    return parts.path + (f"?{urlencode(query)}" if query else "")


@blueprint.app_template_global()
def language_href(code: str) -> str:
    """The address that switches to `code` and comes back to the page being shown."""
    query = request.query_string.decode("utf-8", "replace")
    here = request.path + (f"?{query}" if query else "")
    return url_for("language.choose", code=code, zurueck=here)
