"""Drafts: the list, the form of one, and putting one away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup

from offers.licences import FIXED, forbids_changes
from web.actor_names import actors
from web.current import author, person, services, today
from web.formats import moment
from web.pages.editor.blueprint import (
    REVISION,
    Answer,
    blueprint,
    eyes,
    notice,
    number_sent,
    to_comparison,
    to_conditions,
    to_draft,
    to_offer,
    to_preview,
)
from web.pages.editor.form import (
    Beside,
    beside,
    deadline_views,
    group_views,
    main_need,
    read_content,
)
from web.pages.editor.mistakes import condition_errors, field_errors, summary
from web.pages.editor.options import needs
from web.typed_texts import one_line
from web.use_cases.catalogue import drafts
from web.use_cases.catalogue.checking import check
from web.use_cases.catalogue.drafts import Desk, Draft, Saving
from web.use_cases.catalogue.publishing import suggested_id

CHECK, MORE = "pruefen", "frist"


@blueprint.get("/entwuerfe")
def show_drafts() -> Answer:
    """Own drafts, those that wait for another person, and those of others."""
    known = person()
    assert known is not None
    found = drafts.listed(services().engine)
    names = actors(each.updated_by for each in found)
    parts: Mapping[str, list[Any]] = {"mine": [], "waiting": [], "others": []}
    for each in found:
        own = "mine" if each.created_by == known.actor else "others"
        parts["waiting" if each.state == "submitted" else own].append(_row(each, names))
    return render_template("pages/editor/drafts.html", **parts, notice=notice())


@blueprint.get("/entwuerfe/<string:draft_id>")
def show_draft(draft_id: str) -> Answer:
    """The form of a draft; a draft that is closed leads to its offer or to the list."""
    desk = drafts.load(services().engine, draft_id)
    if desk is None:
        abort(404)
    if not desk.draft.is_open:
        return _closed(desk)
    is_asked = CHECK in request.args
    checked = check(content_of(desk), desk.base, today=today())
    found = checked.errors if is_asked else checked.slips
    errors = field_errors(found)
    more = int(request.args.get(MORE) == "neu" or not desk.draft.content.get("deadlines"))
    return render_template(
        "pages/editor/form.html",
        desk=desk,
        draft=desk.draft,
        groups=group_views(desk.draft.content, errors, beside_of(desk)),
        deadlines=deadline_views(desk.draft.content, errors, more=more),
        main_need=main_need(desk.draft.content),
        needs=needs(),
        errors=summary(found, desk.draft.public_id),
        has_bad_conditions=bool(condition_errors(found)),
        is_fixed=forbids_changes(desk.base),
        names=actors((desk.draft.updated_by, *(each.updated_by for each in desk.others))),
        notice=notice(),
        eyes=eyes(),
    )


@blueprint.post("/entwuerfe/<string:draft_id>")
def save_draft(draft_id: str) -> Answer:
    """Store what the form says, whole or not, and go where the button leads."""
    engine = services().engine
    desk = drafts.load(engine, draft_id)
    if desk is None:
        abort(404)
    fixed = FIXED if forbids_changes(desk.base) else ()
    content = read_content(request.form, desk.draft.content, fixed=fixed)
    if desk.draft.offer_id is not None:
        content["id"] = desk.draft.offer_id
    note = one_line(request.form.get("notiz", desk.draft.note))
    saved = drafts.save(
        engine, draft_id, content, revision=number_sent(REVISION), by=author(), note=note
    )
    if saved.outcome is Saving.GONE:
        return _closed(desk)
    if saved.outcome is Saving.STALE:
        return to_comparison(saved.draft_id, draft_id)
    return _onward(draft_id, request.form.get("tun", ""))


@blueprint.post("/entwuerfe/<string:draft_id>/verwerfen")
def discard(draft_id: str) -> Answer:
    """Put a draft away; 404 for one that is not open."""
    if not drafts.discard(services().engine, draft_id, by=author()):
        abort(404)
    return redirect(url_for(".show_drafts", hinweis="verworfen"), code=303)


def content_of(desk: Desk) -> Mapping[str, Any]:
    """What the draft says, with the id that it has or would get."""
    content = desk.draft.content
    known = desk.draft.offer_id or content.get("id") or suggested_id(content) or "angebot"
    return {**content, "id": known}


def beside_of(desk: Desk) -> Beside:
    """What is known beside a draft."""
    if desk.stands is None:
        return beside(None, (), fixed=False)
    return beside(
        desk.stands.source_offer, desk.stands.own_fields, fixed=forbids_changes(desk.base)
    )


def _onward(draft_id: str, pressed: str) -> Answer:
    """Where the button of the form leads."""
    if pressed == "vorschau":
        return to_preview(draft_id)
    if pressed == "bedingungen":
        return to_conditions(draft_id)
    if pressed == "frist-dazu":
        href = url_for(".show_draft", draft_id=draft_id, frist="neu", _anchor="fristen")
        return redirect(href, code=303)
    anchor = "fristen" if pressed.startswith("frist-weg-") else ""
    return to_draft(draft_id, "gespeichert", anchor)


def _closed(desk: Desk) -> Answer:
    if desk.draft.offer_id is not None:
        return to_offer(desk.draft.offer_id, "schon" if desk.draft.state == "published" else "")
    return redirect(url_for(".show_drafts"), code=303)


def _row(draft: Draft, names: Mapping[str, str]) -> tuple[Markup, tuple[str, ...]]:
    href = url_for(
        ".preview" if draft.state == "submitted" else ".show_draft", draft_id=draft.public_id
    )
    link = Markup('<a href="{}">{}</a>').format(href, draft.title or gettext("without a title"))
    what = gettext("change of an offer") if draft.offer_id else gettext("new offer")
    changed = gettext(
        "last changed on %(day)s by %(name)s",
        day=moment(draft.updated_utc),
        name=names[draft.updated_by],
    )
    return link, (what, changed, *((draft.note,) if draft.note else ()))
