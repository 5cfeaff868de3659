"""A preview for administrators: that they look is noted before anything is shown."""

from __future__ import annotations

from flask import Response, abort, current_app, render_template, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer

from web.current import author, person, services
from web.mail.previews import Preview, loading, preview_of
from web.mail.showing import frame_of, page_with_frame
from web.pages.news_runs.blueprint import blueprint
from web.pages.news_runs.views import subscriber_rows
from web.use_cases import audit
from web.use_cases.digests import overview, previewing

SHOWN_FOR = 10 * 60
"""So many seconds after it was noted the HTML of the preview can be opened."""


@blueprint.post("/empfaenger/<int:subscription_id>/vorschau")
def preview(subscription_id: int) -> Response:
    """The next mail of a subscriber; links in it lead nowhere, and no address is shown."""
    engine = services().engine
    entry = overview.find(engine, subscription_id)
    if entry is None:
        abort(404)
    subject = audit.numbered("digest", entry.id, entry.since_utc)
    audit.note_reading(engine, author(), "digest.preview", subject, details=[entry.audience])
    return page_with_frame(
        render_template(
            "pages/news_runs/preview.html",
            row=subscriber_rows([entry])[0],
            shown=_preview(subscription_id) if services().settings.public_url else None,
            frame=url_for(".show_mail", ticket=_tickets().dumps([_reader(), subscription_id])),
        )
    )


@blueprint.get("/vorschau/<string:ticket>")
def show_mail(ticket: str) -> Response:
    """The HTML of a preview, for who was just shown it, and for nobody else."""
    try:
        reader, subscription_id = _tickets().loads(ticket, max_age=SHOWN_FOR)
    except BadSignature:
        abort(404)
    shown = _preview(subscription_id) if reader == _reader() else None
    if shown is None or shown.letter is None:
        abort(404)
    return frame_of(shown.letter)


def _preview(subscription_id: int) -> Preview | None:
    """None for a subscription that nothing can be sent to."""
    loaded = previewing.look(services().engine, subscription_id, loading())
    return None if loaded is None else preview_of(previewing.for_others(loaded))


def _tickets() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="preview of news")


def _reader() -> str:
    known = person()
    assert known is not None
    return known.public_id
