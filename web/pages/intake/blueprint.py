"""The blueprint of the family: for editors and administrators."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, request
from flask_babel import lazy_gettext

from web.access import Access, declare
from web.use_cases.roles import Role

blueprint = Blueprint("intake", __name__, url_prefix="/redaktion")
declare(blueprint, Access.SIGNED_IN, Role.EDITOR, Role.ADMINISTRATOR)
PAGE, NOTICE = "seite", "hinweis"
_NOTICES: Mapping[str, object] = {
    "uebernommen": lazy_gettext("The change is accepted."),
    "behalten": lazy_gettext("The entry stays as it is."),
    "verschieden": lazy_gettext("Noted: these are two offers."),
    "ausgelassen": lazy_gettext("The row is left out."),
}


def notice() -> object:
    """What the address says that has just been done; '' for nothing."""
    return _NOTICES.get(request.args.get(NOTICE, ""), "")
