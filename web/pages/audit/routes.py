"""The route of the audit trail: who reads it is noted in it."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from web.access import Access, declare
from web.current import author, person, services
from web.pages.audit.views import read_filters, trail_page
from web.use_cases import audit, audit_trail
from web.use_cases.audit_trail import Reader
from web.use_cases.reach import reach_of
from web.use_cases.roles import Role

blueprint = Blueprint("audit", __name__)
declare(blueprint, Access.SIGNED_IN, Role.ADMINISTRATOR)


@blueprint.get("/verwaltung/protokoll")
def show() -> str:
    """The newest entries within reach that the address asks for."""
    filters = read_filters(request.args)
    engine = services().engine
    found = audit_trail.read(engine, _reader(), filters.wanted())
    if found is None:
        abort(404)
    # What nobody has done or suffered is free text: it does not belong into the trail.
    named = (filters.subject or filters.actor) if found.entries else ""
    audit.note_reading(engine, author(), "audit.read", named or "audit", details=filters.names())
    return render_template("pages/audit/show.html", page=trail_page(found, filters))


def _reader() -> Reader:
    known = person()
    assert known is not None
    return Reader(
        reach=reach_of(known.territories),
        organisation_id=known.organisation_id,
        whole=services().settings.home_territory,
    )
