"""The blueprint of the family: for editors and administrators."""

from __future__ import annotations

from flask import Blueprint

from web.access import Access, declare
from web.use_cases.roles import Role

blueprint = Blueprint("intake", __name__, url_prefix="/redaktion")
declare(blueprint, Access.SIGNED_IN, Role.EDITOR, Role.ADMINISTRATOR)
PAGE = "seite"
