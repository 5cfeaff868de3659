"""The runs, and how many subscriptions there are."""

from __future__ import annotations

from flask import render_template, request, url_for

from web.current import services
from web.pages.news_runs.blueprint import PAGE, blueprint
from web.pages.news_runs.views import count_rows, run_rows, subscriber_rows
from web.use_cases.digests import overview


@blueprint.get("")
def show() -> str:
    """Runs, newest first; an odd page number is the first page."""
    engine = services().engine
    found = overview.runs(engine, request.args.get(PAGE, default=1, type=int))
    return render_template(
        "pages/news_runs/show.html",
        found=found,
        runs=run_rows(found.items),
        counts=count_rows(overview.counts(engine)),
        page_base=f"{url_for('.show')}?{PAGE}=",
    )


@blueprint.get("/empfaenger")
def show_subscribers() -> str:
    """Subscriptions to choose one of, without addresses."""
    found = overview.subscriptions(services().engine, request.args.get(PAGE, default=1, type=int))
    return render_template(
        "pages/news_runs/subscribers.html",
        found=found,
        rows=subscriber_rows(found.items),
        page_base=f"{url_for('.show_subscribers')}?{PAGE}=",
    )
