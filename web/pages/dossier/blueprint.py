"""The blueprint of the dossier."""

from __future__ import annotations

from flask import Blueprint

from web.access import Access, declare
from web.desk import ROLES

blueprint = Blueprint("dossier", __name__, url_prefix="/beratung/akte/<string:public_id>/dossier")
declare(blueprint, Access.SIGNED_IN, *ROLES)
