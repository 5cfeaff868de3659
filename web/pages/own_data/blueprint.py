"""The blueprint, and what all its views need."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NoReturn

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.access import Access, declare
from web.author import Author
from web.clock import day_in_berlin
from web.current import author, services
from web.errors import Problem
from web.formats import partial_date

blueprint = Blueprint("own_data", __name__)
declare(blueprint, Access.BY_TOKEN)
LONGEST_SHOWN = 320


def firm() -> Author:
    """Who holds a firm's link, in the audit trail."""
    return author("firm")


def link_life() -> timedelta:
    """How long a link in a mail works."""
    return timedelta(minutes=services().settings.link_minutes)


def typed(name: str) -> str:
    """What was typed into a field of the form, as it can be shown again."""
    text = request.form.get(name, "")[:LONGEST_SHOWN]
    return "".join(character for character in text if character.isprintable())


def day(moment: datetime | None) -> str:
    """The day of a stored moment in words; '' for none."""
    return partial_date(day_in_berlin(moment)) if moment else ""


def see(endpoint: str, *, anchor: str | None = None, **values: str) -> Response:
    """The way to another page after a form was sent."""
    href = url_for(endpoint, _anchor=anchor, **values)  # type: ignore[arg-type]
    return redirect(href, code=303)


def gone() -> NoReturn:
    """The page that says why there is nothing."""
    raise Problem(
        404, detail=gettext("There are no answers at this address, or they have been deleted.")
    )
