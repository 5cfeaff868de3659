"""What the next message would say: shown to who holds a link of the answers or of the mails."""

from __future__ import annotations

from flask import Response, abort, render_template, url_for

from web.current import now, services
from web.mail.previews import Preview, loading, preview_of
from web.mail.showing import frame_of, page_with_frame
from web.pages.news.blueprint import blueprint, gone
from web.use_cases.digests import previewing


@blueprint.get("/<string:token>/vorschau")
def preview(token: str) -> Response:
    """The message as text and, in a frame, as mail programs show it."""
    shown = _preview(token)
    return page_with_frame(
        render_template(
            "pages/news/preview.html",
            token=token,
            shown=shown,
            frame=url_for(".show_mail", token=token),
        )
    )


@blueprint.get("/<string:token>/vorschau/nachricht")
def show_mail(token: str) -> Response:
    """Its HTML alone, for that frame."""
    shown = _preview(token)
    if shown is None or shown.letter is None:
        abort(404)
    return frame_of(shown.letter)


def _preview(token: str) -> Preview | None:
    """None where nothing can be sent (yet); 404 where there is no subscription."""
    engine = services().engine
    found = previewing.subscription_behind(engine, token, now())
    if found is None:
        gone()
    loaded = previewing.look(engine, found, loading())
    if loaded is None or not services().settings.public_url:
        return None
    return preview_of(loaded)
