"""The blueprint, and what all its views need."""

from __future__ import annotations

from typing import NoReturn

from flask import Blueprint, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.access import Access, declare
from web.author import Author
from web.current import author, services
from web.errors import Problem
from web.use_cases.digests.links import key_of

blueprint = Blueprint("news", __name__, url_prefix="/neuigkeiten")
declare(blueprint, Access.BY_TOKEN)


def firm() -> Author:
    """Who holds a firm's link, in the audit trail."""
    return author("firm")


def link_key() -> bytes:
    """The key that the links in mails are made with."""
    return key_of(services().settings.secret_key.get_secret_value())


def see(endpoint: str, **values: str) -> Response:
    """The way to another page after a form was sent."""
    return redirect(url_for(endpoint, **values), code=303)  # type: ignore[arg-type]


def gone() -> NoReturn:
    """The page that says why there is nothing."""
    raise Problem(
        404, detail=gettext("There are no answers at this address, or they have been deleted.")
    )
