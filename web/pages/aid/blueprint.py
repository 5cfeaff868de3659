"""The blueprint of the ledger of de minimis aid."""

from __future__ import annotations

from flask import Blueprint

from web.access import Access, declare
from web.desk import ROLES

blueprint = Blueprint("aid", __name__, url_prefix="/beratung/akte/<string:public_id>/beihilfen")
declare(blueprint, Access.SIGNED_IN, *ROLES)
