"""The inbox."""

from __future__ import annotations

from flask import current_app, render_template, request, url_for
from flask_babel import gettext, lazy_gettext

from web.current import now, services, today
from web.desk import desk
from web.pages.inbox import filters
from web.pages.inbox.blueprint import blueprint
from web.pages.inbox.rows import heading_of, row_of, state_links
from web.use_cases.files import inbox
from web.use_cases.files.colleagues import colleagues

_WAYS: tuple[tuple[object, str], ...] = (
    (lazy_gettext("Enter a company"), "company_file.enter"),
    (lazy_gettext("Lists of companies"), "firm_lists.show"),
    (lazy_gettext("Insight"), "insight.show"),
    (lazy_gettext("Absence"), "inbox.show_absences"),
    (lazy_gettext("Handover"), "inbox.show_handover"),
)


@blueprint.get("")
def show() -> str:
    """Requests and firms of this organisation."""
    asked = filters.read_filters(request.args)
    found = inbox.look(services().engine, desk(), asked.wanted, now=now())
    known = colleagues(services().engine, desk(), today())
    return render_template(
        "pages/inbox/show.html",
        names=filters,
        filters=asked,
        found=found.files,
        heading=heading_of(asked, found.files.total),
        rows=tuple(map(row_of, found.files.items)),
        states=state_links(asked, found.counts),
        choices=filters.choices(asked, known, desk().public_id),
        alike=found.alike,
        page_base=filters.page_base(asked),
        ways=_ways(),
        organisation=desk().organisation_name,
        nothing=_nothing(asked, sum(found.counts.values())),
    )


def _ways() -> tuple[tuple[str, str], ...]:
    """The other pages of the desk."""
    return tuple(
        (str(label), url_for(endpoint))
        for label, endpoint in _WAYS
        if endpoint in current_app.view_functions
    )


def _nothing(asked: filters.Filters, elsewhere: int) -> str:
    """What to do where no file is shown."""
    if elsewhere:
        return gettext("There are files in another state. Choose one above.")
    if filters.pairs_of(asked):
        return gettext("Remove a filter, or search for another word.")
    return gettext(
        "Here stand the requests of companies from your territory as soon as there are any."
    )
