"""The catalogue for editors: list, one offer with its history, and what can be done to it."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from offers.schema import State, parse_partial_date
from offers.store import Edit
from web.current import author, person, services, shelf, today
from web.pages.editor.blueprint import (
    VERSION,
    Answer,
    blueprint,
    eyes,
    notice,
    number_sent,
    to_draft,
    to_offer,
)
from web.pages.editor.entries import read_date
from web.pages.editor.offer_views import list_rows, offer_view, stand_options
from web.source_names import source_name
from web.typed_texts import one_line
from web.use_cases.catalogue import care_list, drafts, editing
from web.use_cases.catalogue.care_list import Stand, Wanted
from web.use_cases.catalogue.publishing import Eyes
from web.use_cases.catalogue.waiting import waiting

WORDS, SOURCE, PROVIDER, STAND, PAGE = "q", "quelle", "anbieter", "stand", "seite"
LONGEST = 200


@blueprint.get("")
def start() -> Answer:
    """Where editors begin."""
    known = person()
    open_drafts = drafts.listed(services().engine)
    mine = sum(known is not None and each.created_by == known.actor for each in open_drafts)
    submitted = sum(each.state == "submitted" for each in open_drafts)
    return render_template(
        "pages/editor/start.html",
        mine=mine,
        waiting=submitted,
        intake=waiting(services().engine),
    )


@blueprint.get("/angebote")
def show_list() -> Answer:
    """The offers that fit the address."""
    wanted = _wanted()
    found = care_list.search(services().engine, shelf(), wanted, today=today())
    kept = {WORDS: wanted.words, SOURCE: wanted.source, PROVIDER: wanted.provider}
    query = urlencode({**kept, STAND: wanted.stand.value})
    return render_template(
        "pages/editor/list.html",
        wanted=wanted,
        found=found.found,
        rows=list_rows(found.found.items, today()),
        sources=tuple((each, source_name(each)) for each in found.sources),
        stands=stand_options(),
        page_base=f"{url_for('.show_list')}?{query}&{PAGE}=",
    )


@blueprint.post("/angebote")
def begin_offer() -> Answer:
    """Begin a draft of a new offer."""
    return to_draft(drafts.begin_new(services().engine, by=author()))


@blueprint.get("/angebote/<string:offer_id>")
def show_offer(offer_id: str) -> Answer:
    """One offer: how it stands, its history, and what can be done."""
    found = editing.find(services().engine, offer_id)
    if found is None:
        abort(404)
    return render_template("pages/editor/offer.html", view=offer_view(found), notice=notice())


@blueprint.post("/angebote/<string:offer_id>/bearbeiten")
def begin_draft(offer_id: str) -> Answer:
    """Open this person's draft of the offer."""
    draft_id = drafts.begin(services().engine, offer_id, by=author())
    return abort(404) if draft_id is None else to_draft(draft_id)


@blueprint.post("/angebote/<string:offer_id>/archivieren")
def archive(offer_id: str) -> Answer:
    """Take the offer out of the catalogue."""
    editing.archive(services().engine, offer_id, by=author())
    return to_offer(offer_id, "archiviert")


@blueprint.post("/angebote/<string:offer_id>/zurueckholen")
def unarchive(offer_id: str) -> Answer:
    """Bring an archived offer back."""
    editing.unarchive(services().engine, offer_id, by=author())
    return to_offer(offer_id, "zurueckgeholt")


@blueprint.post("/angebote/<string:offer_id>/beenden")
def end(offer_id: str) -> Answer:
    """Let the offer be over after a day; with four eyes as a draft that another one publishes."""
    day = _day(read_date(one_line(request.form.get("tag", ""))))
    if day is None:
        return to_offer(offer_id, "kein-datum")
    if eyes() is Eyes.FOUR:
        return _end_as_draft(offer_id, day)
    done = editing.end(
        services().engine,
        offer_id,
        day,
        base_version=number_sent(VERSION),
        today=today(),
        by=author(),
    )
    return _answer(offer_id, done.outcome, "beendet")


@blueprint.post("/angebote/<string:offer_id>/zurueck/<int:number>")
def restore(offer_id: str, number: int) -> Answer:
    """Publish an earlier version again; with four eyes as a draft that another one publishes."""
    engine = services().engine
    if eyes() is Eyes.FOUR:
        draft_id = drafts.begin_from(engine, offer_id, number, by=author())
        return abort(404) if draft_id is None else to_draft(draft_id)
    done = editing.restore(engine, offer_id, number, base_version=number_sent(VERSION), by=author())
    return _answer(offer_id, done.outcome, "zurueckgesetzt")


def _end_as_draft(offer_id: str, day: date) -> Response:
    engine = services().engine
    draft_id = drafts.begin(engine, offer_id, by=author())
    desk = drafts.load(engine, draft_id) if draft_id else None
    if desk is None or draft_id is None:
        abort(404)
    content = {**desk.draft.content, "valid_until": day.isoformat()}
    if day <= today():
        content["state"] = State.ENDED.value
    saved = drafts.save(engine, draft_id, content, revision=desk.draft.revision, by=author())
    return to_draft(saved.draft_id or draft_id, "gespeichert")


def _answer(offer_id: str, outcome: Edit, done: str) -> Response:
    if outcome is Edit.UNKNOWN:
        abort(404)
    return to_offer(offer_id, "neuere" if outcome is Edit.CONFLICT else done)


def _day(text: str) -> date | None:
    """The day, of a month or year its last; None for what is none."""
    try:
        return parse_partial_date(text).last
    except ValueError:
        return None


def _wanted() -> Wanted:
    stand = request.args.get(STAND, "")
    return Wanted(
        words=_text(WORDS),
        source=_text(SOURCE),
        provider=_text(PROVIDER),
        stand=Stand(stand) if stand in tuple(Stand) else Stand.PUBLISHED,
        page=request.args.get(PAGE, default=1, type=int),
    )


def _text(name: str) -> str:
    return one_line(request.args.get(name, ""))[:LONGEST]
