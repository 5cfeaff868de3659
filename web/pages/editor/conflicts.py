"""Two versions of one offer side by side: a person chooses field by field, and nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext

from web.actor_names import actors
from web.current import author, services
from web.pages.editor.blueprint import (
    REVISION,
    VERSION,
    Answer,
    blueprint,
    eyes,
    number_sent,
    to_draft,
    to_preview,
)
from web.pages.editor.fields import label_of
from web.pages.editor.publishing import answer
from web.pages.editor.values import Lines, said
from web.use_cases.catalogue import comparing, drafts, publishing
from web.use_cases.catalogue.comparing import Comparison, Side
from web.use_cases.catalogue.drafts import Saving
from web.use_cases.catalogue.publishing import Eyes

OTHER_REVISION = "andere-revision"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceView:
    """One field with what each version says of it; `taken` is ticked at first."""

    name: str
    label: str
    base: Lines
    theirs: Lines
    mine: Lines
    taken: str
    is_contested: bool


@blueprint.get("/entwuerfe/<string:draft_id>/konflikt")
def show_conflict(draft_id: str) -> Answer:
    """The draft beside the version that came in between."""
    compared = comparing.with_published(services().engine, draft_id)
    if compared is None:
        return to_preview(draft_id)
    return _page(compared, theirs=gettext("Published now"), button=_publish_words())


@blueprint.post("/entwuerfe/<string:draft_id>/konflikt")
def settle_conflict(draft_id: str) -> Answer:
    """Base the draft on the newest version, each field as chosen, and publish it."""
    engine = services().engine
    compared = comparing.with_published(engine, draft_id)
    if compared is None or _is_other(compared):
        return _again("editor.show_conflict", draft_id=draft_id)
    done = comparing.settle_with_published(engine, compared, _chosen(compared), by=author())
    if done is not Saving.SAVED:
        return _again("editor.show_conflict", draft_id=draft_id)
    if eyes() is Eyes.FOUR:
        return to_preview(draft_id, "geloest")
    desk = drafts.load(engine, draft_id)
    revision = desk.draft.revision if desk else 0
    published = publishing.publish(engine, draft_id, revision=revision, by=author(), eyes=eyes())
    return answer(draft_id, published.outcome, published.offer_id)


@blueprint.get("/entwuerfe/<string:draft_id>/vergleich/<string:other_id>")
def compare_drafts(draft_id: str, other_id: str) -> Answer:
    """What was sent beside the draft that somebody saved in between."""
    compared = comparing.with_draft(services().engine, draft_id, other_id)
    if compared is None:
        abort(404)
    return _page(compared, theirs=gettext("Saved in between"), button=gettext("Save one draft"))


@blueprint.post("/entwuerfe/<string:draft_id>/vergleich/<string:other_id>")
def join_drafts(draft_id: str, other_id: str) -> Answer:
    """Make one draft of the two."""
    engine = services().engine
    compared = comparing.with_draft(engine, draft_id, other_id)
    if compared is None:
        abort(404)
    if _is_other(compared):
        return _again("editor.compare_drafts", draft_id=draft_id, other_id=other_id)
    done = comparing.settle_with_draft(engine, compared, _chosen(compared), by=author())
    if done is not Saving.SAVED:
        return _again("editor.compare_drafts", draft_id=draft_id, other_id=other_id)
    return to_draft(other_id, "zusammengefuehrt")


def _again(endpoint: str, **values: str) -> Answer:
    """To the newest state of both: something changed while the person chose."""
    return redirect(url_for(endpoint, **values, neu=1), code=303)  # type: ignore[arg-type]


def _is_other(compared: Comparison) -> bool:
    """Whether either side is no longer what the person saw."""
    seen = (number_sent(REVISION), number_sent(VERSION), number_sent(OTHER_REVISION))
    return seen != (compared.mine_revision, compared.version, compared.revision)


def _chosen(compared: Comparison) -> Mapping[str, Side]:
    sent = {each.field: request.form.get(f"wahl-{each.field}", "") for each in compared.choices}
    return {field: Side(side) for field, side in sent.items() if side in tuple(Side)}


def _publish_words() -> str:
    return gettext("Save") if eyes() is Eyes.FOUR else gettext("Save and publish")


def _page(compared: Comparison, *, theirs: str, button: str) -> str:
    return render_template(
        "pages/editor/conflict.html",
        compared=compared,
        choices=tuple(
            ChoiceView(
                name=f"wahl-{each.field}",
                label=label_of(each.field),
                base=said(each.field, each.base),
                theirs=said(each.field, each.theirs),
                mine=said(each.field, each.mine),
                taken=each.taken.value,
                is_contested=each.is_contested,
            )
            for each in compared.choices
        ),
        who=actors((compared.by,))[compared.by],
        theirs=theirs,
        button_words=button,
        is_new="neu" in request.args,
    )
