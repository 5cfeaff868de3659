"""A firm that an advisor met elsewhere gets a file, unless there is one already."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, request
from werkzeug.wrappers import Response

from offers.errors import InputErrors
from web.current import author, now, services
from web.desk import desk
from web.file_frame import state_label
from web.language import current_language
from web.pages.company_file.blueprint import blueprint, see_file
from web.pages.company_file.contact_form import way_options
from web.pages.company_file.entry_form import EntryForm
from web.pages.company_file.saving import mark
from web.use_cases.files import entering
from web.use_cases.files.entering import Alike, NewFirm
from web.use_cases.firms import profiles

KNOWN = "bekannt"
"""The files that were shown as alike when the form was sent again."""


@blueprint.get("/neu")
def enter() -> str:
    """The empty form."""
    return _page(EntryForm(profiles.blank(current_language(), now()), formdata=None))


@blueprint.post("/neu")
def save_entry() -> str | tuple[str, int] | Response:
    """Make the file; one that is alike is shown first."""
    form = EntryForm(profiles.blank(current_language(), now()))
    if not form.validate():
        return _page(form), 422
    firm = NewFirm(contact=form.contact(), change=form.change())
    try:
        found = entering.alike(services().engine, desk(), firm)
        if not {each.public_id for each in found} <= set(request.form.getlist(KNOWN)):
            return _page(form, found), 422
        public_id = entering.enter(services().engine, desk(), firm, by=author())
    except InputErrors as bad:
        mark(form, bad)
        return _page(form), 422
    return see_file(public_id)


def _page(form: EntryForm, alike: Sequence[Alike] = ()) -> str:
    return render_template(
        "pages/company_file/enter.html",
        form=form,
        ways=way_options(),
        alike=alike,
        state_label=state_label,
        errors=form.problems(),
        messages=form.messages(),
    )
