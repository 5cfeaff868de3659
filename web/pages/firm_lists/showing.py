"""One list: as a preview, while it is imported, or with what was found for its firms."""

from __future__ import annotations

from flask import render_template, url_for

from web.current import catalogue, services
from web.desk import desk
from web.pages.firm_lists.blueprint import PAGE, blueprint, no_such_list, notice, page_number
from web.pages.firm_lists.views import (
    column_rows,
    firm_rows,
    more_problems,
    problem_rows,
    sample_rows,
)
from web.use_cases.firm_lists import preview, results, rows
from web.use_cases.firm_lists.rows import ListEntry, ListState


@blueprint.get("/<string:public_id>")
def show_list(public_id: str) -> str:
    """The page that its state asks for."""
    entry = rows.load(services().engine, desk(), public_id)
    if entry is None:
        no_such_list()
    if entry.state is ListState.PREVIEW:
        return _preview(entry)
    if entry.state is ListState.WAITING:
        return render_template("pages/firm_lists/progress.html", entry=entry, notice=notice())
    return _results(entry)


def _preview(entry: ListEntry) -> str:
    found = preview.load(services().engine, desk(), entry.public_id, page=page_number())
    if found is None:
        no_such_list()
    return render_template(
        "pages/firm_lists/preview.html",
        entry=entry,
        found=found,
        columns=column_rows(found.columns),
        problems=problem_rows(found.problems),
        more_problems=more_problems(len(found.problems)),
        sample=sample_rows(found.sample),
        notice=notice(),
    )


def _results(entry: ListEntry) -> str:
    found = results.page(services().engine, desk(), entry.public_id, number=page_number())
    if found is None:
        no_such_list()
    return render_template(
        "pages/firm_lists/results.html",
        entry=entry,
        found=found,
        firms=firm_rows(found.items, catalogue()),
        page_base=f"{url_for('.show_list', public_id=entry.public_id)}?{PAGE}=",
        notice=notice(),
    )
