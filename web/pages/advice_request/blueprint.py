"""The blueprint, and what its views share."""

from __future__ import annotations

from typing import NoReturn

from flask import Blueprint
from flask_babel import gettext

from web.access import Access, declare
from web.errors import Problem

blueprint = Blueprint("advice_request", __name__, url_prefix="/anfrage")
declare(blueprint, Access.BY_TOKEN)


def gone() -> NoReturn:
    """The page that says why there is nothing."""
    raise Problem(
        404, detail=gettext("There are no answers at this address, or they have been deleted.")
    )
