"""Before readers see it: the preview, and the ways to publish."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from offers.store import StoredState
from web.actor_names import actors
from web.current import author, catalogue, now, person, scorer, services, today
from web.offer_page import offer_page
from web.pages.editor.blueprint import (
    REVISION,
    Answer,
    blueprint,
    eyes,
    notice,
    number_sent,
    to_draft,
    to_offer,
    to_preview,
)
from web.pages.editor.drafts import content_of
from web.pages.editor.mistakes import summary
from web.pages.editor.offer_views import changes_between
from web.pages.editor.reach_views import reach_view
from web.typed_texts import one_line
from web.use_cases.catalogue import drafts, publishing
from web.use_cases.catalogue.checking import check, readable
from web.use_cases.catalogue.drafts import Desk
from web.use_cases.catalogue.previewing import reached
from web.use_cases.catalogue.publishing import Eyes, Publishing

_TO_PREVIEW: Mapping[Publishing, str] = {
    Publishing.STALE: "veraltet",
    Publishing.OWN: "eigener",
    Publishing.NOT_SUBMITTED: "nicht-eingereicht",
}
_TO_OFFER: Mapping[Publishing, str] = {
    Publishing.DONE: "veroeffentlicht",
    Publishing.ALREADY: "schon",
    Publishing.UNCHANGED: "unveraendert",
    Publishing.ARCHIVED: "ist-archiviert",
}


@blueprint.get("/entwuerfe/<string:draft_id>/vorschau")
def preview(draft_id: str) -> Answer:
    """The public page as it would look, what changes, and who would get it."""
    desk = drafts.load(services().engine, draft_id)
    if desk is None:
        abort(404)
    if not desk.draft.is_open:
        return redirect(url_for(".show_draft", draft_id=draft_id), code=303)
    content = content_of(desk)
    checked = check(content, desk.base, today=today())
    offer = checked.offer or readable(content)
    form = url_for(".show_draft", draft_id=draft_id, pruefen=1)
    found = reached(services().engine, catalogue(), scorer(), offer, today=today(), now=now())
    return render_template(
        "pages/editor/preview.html",
        desk=desk,
        draft=desk.draft,
        offer=offer_page(offer, today=today()),
        changes=changes_between(desk.base, offer),
        errors=summary(checked.errors, draft_id, form=form),
        reach=reach_view(found),
        may_publish=_may_publish(desk),
        eyes=eyes(),
        stands=_by_others(desk),
        names=actors((desk.draft.updated_by, desk.draft.submitted_by)),
        notice=notice(),
    )


@blueprint.post("/entwuerfe/<string:draft_id>/veroeffentlichen")
def publish(draft_id: str) -> Answer:
    """Make the draft what readers see; once, however often it is sent."""
    done = publishing.publish(
        services().engine, draft_id, revision=number_sent(REVISION), by=author(), eyes=eyes()
    )
    return answer(draft_id, done.outcome, done.offer_id)


@blueprint.post("/entwuerfe/<string:draft_id>/einreichen")
def submit(draft_id: str) -> Answer:
    """Ask for another person to publish the draft."""
    done = publishing.submit(
        services().engine, draft_id, revision=number_sent(REVISION), by=author()
    )
    if done.outcome is Publishing.DONE:
        return to_preview(draft_id, "eingereicht")
    return answer(draft_id, done.outcome, done.offer_id)


@blueprint.post("/entwuerfe/<string:draft_id>/zurueckgeben")
def send_back(draft_id: str) -> Answer:
    """Give a draft that was handed in back, with a note."""
    note = one_line(request.form.get("notiz", ""))
    if not note:
        return to_preview(draft_id, "leer")
    if not publishing.send_back(services().engine, draft_id, note, by=author()):
        return to_preview(draft_id, "veraltet")
    return redirect(url_for(".show_drafts", hinweis="zurueckgegeben"), code=303)


def answer(draft_id: str, outcome: Publishing, offer_id: str) -> Response:
    """Where publishing leads, by what became of it."""
    if outcome in _TO_OFFER and offer_id:
        return to_offer(offer_id, _TO_OFFER[outcome])
    if outcome in _TO_PREVIEW:
        return to_preview(draft_id, _TO_PREVIEW[outcome])
    if outcome is Publishing.CONFLICT:
        return redirect(url_for("editor.show_conflict", draft_id=draft_id), code=303)
    if outcome is Publishing.INVALID:
        return redirect(url_for("editor.show_draft", draft_id=draft_id, pruefen=1), code=303)
    if outcome is Publishing.GONE:
        abort(404)
    return to_draft(draft_id)


def _may_publish(desk: Desk) -> bool:
    """Whether this person may publish the draft now."""
    known = person()
    if eyes() is Eyes.TWO:
        return True
    others = (desk.draft.submitted_by, desk.draft.updated_by)
    return desk.draft.state == "submitted" and known is not None and known.actor not in others


def _by_others(desk: Desk) -> StoredState | None:
    """What stands, where it is newer than what the draft began with."""
    return desk.stands if desk.is_behind else None
