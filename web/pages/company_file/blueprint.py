"""The blueprint of a firm's file."""

from __future__ import annotations

from flask import Blueprint

from web.access import Access, declare
from web.desk import ROLES

blueprint = Blueprint("company_file", __name__, url_prefix="/beratung")
declare(blueprint, Access.SIGNED_IN, *ROLES)
