"""The routes of the review queue: the list, and a decision of one click each."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.access import Access, declare
from web.current import author, catalogue, services, today
from web.pages.review import filters, words
from web.pages.review.cards import card_of, report_line
from web.typed_texts import one_line
from web.use_cases.catalogue import doubts, drafts, reports, reviewing
from web.use_cases.catalogue.review_queue import queue
from web.use_cases.catalogue.reviewing import Done
from web.use_cases.roles import Role

blueprint = Blueprint("review", __name__, url_prefix="/redaktion/pruefen")
declare(blueprint, Access.SIGNED_IN, Role.EDITOR, Role.ADMINISTRATOR)
VERSION, NOTE = "fassung", "notiz"


@blueprint.get("")
def show() -> str:
    """The offers that need a look, the most damage first."""
    wanted = filters.read_filters(request.args)
    found = queue(services().engine, catalogue(), wanted, today=today())
    return render_template(
        "pages/review/show.html",
        cards=tuple(card_of(case, today=today()) for case in found.cases.items),
        found=found.cases,
        missing=tuple(map(report_line, reports.of_missing(services().engine))),
        page_base=filters.page_base(wanted),
        kept=_kept(),
        names=filters,
        wanted=wanted,
        choices=filters.choices(wanted, found.sources),
        place_error=filters.place_error(wanted),
        notice=words.notice_of(request.args.get(filters.NOTICE, "")),
        longest_note=reports.LONGEST_NOTE,
    )


@blueprint.post("/<string:offer_id>/geprueft")
def check(offer_id: str) -> Response:
    """What stands is right today."""
    done = reviewing.check(services().engine, offer_id, version=_version(), by=author())
    return _back(_found(done), words.CHECKED)


@blueprint.post("/<string:offer_id>/geaendert")
def change(offer_id: str) -> Response:
    """What stands is no longer right: on to a draft of what is."""
    engine = services().engine
    done = reviewing.find_changed(engine, offer_id, version=_version(), by=author())
    if _found(done) is Done.CONFLICT:
        return _back(done, words.CONFLICT)
    return _to_draft(drafts.begin(engine, offer_id, by=author()))


@blueprint.post("/<string:offer_id>/beendet")
def end(offer_id: str) -> Response:
    """The offer is over from today on; with four eyes as a draft that another one publishes."""
    if services().settings.four_eyes:
        return _to_draft(reviewing.propose_end(services().engine, offer_id, by=author()))
    done = reviewing.end(services().engine, offer_id, version=_version(), by=author())
    return _back(_found(done), words.ENDED)


@blueprint.post("/hinweise/<int:report_id>/erledigt")
def close_report(report_id: int) -> Response:
    """A reader's report is dealt with."""
    note = one_line(request.form.get(NOTE, ""))
    is_closed = reports.close(services().engine, report_id, by=author(), note=note)
    return _back(Done.DONE if is_closed else Done.ALREADY, words.CLOSED)


@blueprint.post("/fragen/<int:doubt_id>/geklaert")
def settle_doubt(doubt_id: int) -> Response:
    """A question of an import is answered."""
    is_settled = doubts.settle(services().engine, doubt_id, by=author())
    return _back(Done.DONE if is_settled else Done.ALREADY, words.SETTLED)


def _version() -> int:
    """The version that the person looked at; 0 where the form does not say, which is none."""
    given = request.form.get(VERSION, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _to_draft(draft_id: str | None) -> Response:
    if draft_id is None:
        abort(404)
    return redirect(url_for("editor.show_draft", draft_id=draft_id), code=303)


def _found(done: Done) -> Done:
    if done is Done.UNKNOWN:
        abort(404)
    return done


def _kept() -> dict[str, str]:
    """The filters and the page of the address, to come back to."""
    wanted = filters.read_filters(request.args)
    page = {filters.PAGE: str(wanted.page)} if wanted.page > 1 else {}
    return {**filters.pairs_of(wanted), **page}


def _back(done: Done, code: str) -> Response:
    """To the queue as it was, with what became of it."""
    told = {filters.NOTICE: words.code_of(done, code)}
    return redirect(filters.address({**_kept(), **told}), code=303)
