"""Where administrators begin."""

from __future__ import annotations

from flask import Blueprint, render_template

from web.access import Access, declare
from web.current import looks_after_service, services
from web.use_cases.requests import queue
from web.use_cases.roles import Role

blueprint = Blueprint("administration", __name__)
declare(blueprint, Access.SIGNED_IN, Role.ADMINISTRATOR)


@blueprint.get("/verwaltung")
def show() -> str:
    """What there is to look after; jobs, mail and requests that nobody is responsible for, too, for
    those who look after the whole service.
    """
    is_whole = looks_after_service()
    return render_template(
        "pages/administration/show.html",
        is_whole=is_whole,
        unassigned=queue.count(services().engine) if is_whole else 0,
    )
