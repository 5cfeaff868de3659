"""The blueprint of the family, and what is said after something was done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from web.access import Access, declare
from web.desk import ROLES
from web.errors import Problem

blueprint = Blueprint("firm_lists", __name__, url_prefix="/beratung/listen")
declare(blueprint, Access.SIGNED_IN, *ROLES)
NOTICE, PAGE = "hinweis", "seite"
_LAST_PAGE = 1_000_000
Notice = tuple[object, str]
_NOTICES: Mapping[str, Notice] = {
    "gespeichert": (lazy_gettext("Your choice is saved. Nothing is imported yet."), "success"),
    "weg": (lazy_gettext("The list is deleted. Files that were made of it stay."), "success"),
    "schon": (
        lazy_gettext("This list was confirmed already; nothing is imported twice."),
        "info",
    ),
    "besetzt": (
        lazy_gettext(
            "Another list of your organisation is being imported just now. Please confirm this one"
            " again when it is done."
        ),
        "warning",
    ),
    "bekannt": (
        lazy_gettext(
            "Nothing was imported: since you uploaded the list, files were made for some of its"
            " firms. They now stand among those that seem to be known. Please look again."
        ),
        "warning",
    ),
    "nichts": (
        lazy_gettext(
            "Nothing was imported: no firm is left. Tick those that you want to import although"
            " they seem to be known."
        ),
        "warning",
    ),
}  # fmt: skip


def notice() -> Notice | None:
    """What was just done; None for nothing."""
    return _NOTICES.get(request.args.get(NOTICE, ""))


def page_number() -> int:
    """The page that the address asks for; an odd number is the first one."""
    number = request.args.get(PAGE, default=1, type=int)
    return number if 1 <= number <= _LAST_PAGE else 1


def to_list(public_id: str, code: str = "", *, page: int = 1) -> Response:
    """Back to the page of a list."""
    href = url_for(
        ".show_list", public_id=public_id, hinweis=code or None, seite=page if page > 1 else None
    )
    return redirect(href, code=303)


def no_such_list() -> NoReturn:
    """Nobody learns whether there is such a list elsewhere."""
    raise Problem(404, detail=gettext("There is no such list at your organisation."))
