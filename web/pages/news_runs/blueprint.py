"""The blueprint of these pages: for administrators who look after the whole service."""

from __future__ import annotations

from apiflask import APIBlueprint

from web.access import Access, declare
from web.signed_in import check_service
from web.use_cases.roles import Role

blueprint = APIBlueprint(
    "news_runs", __name__, url_prefix="/verwaltung/nachrichten", enable_openapi=False
)
declare(blueprint, Access.SIGNED_IN, Role.ADMINISTRATOR)
blueprint.before_request(check_service)
PAGE = "seite"
