"""Judgements and applications of a file: seen, given, taken back."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.current import author, catalogue, services, shelf, today
from web.desk import desk
from web.file_frame import file_frame, no_such_file
from web.own_paths import own_path
from web.pages.outcomes import forms, views
from web.pages.outcomes.blueprint import blueprint
from web.pages.outcomes.forms import ApplicationForm, MissingForm
from web.typed_texts import one_line
from web.use_cases.catalogue.searching import Search, search
from web.use_cases.files import applications, judging, missing
from web.use_cases.files.applications import Noting
from web.use_cases.files.judging import Judging
from web.use_cases.files.rows import Edited

OFFER, SEARCH, NOTICE = "angebot", "suche", "stand"
FOUND = 10
LONGEST_SEARCH = 200
Answer = str | tuple[str, int]


@blueprint.get("/urteile")
def show(public_id: str) -> str:
    """All that was said and noted; one offer to change; the search for what is missing."""
    return _page(public_id, request.args.get(OFFER, ""))


@blueprint.post("/urteile/<string:offer_id>")
def judge(public_id: str, offer_id: str) -> Response:
    """What the pressed button says of an offer."""
    said = forms.said_of(request.form)
    if said is None:
        file_frame(public_id)
        abort(400)
    done = judging.judge(
        services().engine,
        desk(),
        public_id,
        offer_id,
        said,
        catalogue=catalogue(),
        today=today(),
        by=author(),
    )
    if done is Judging.UNKNOWN:
        abort(404)
    return _back(public_id, offer_id, is_gone=done is Judging.GONE)


@blueprint.post("/urteile/<string:offer_id>/zuruecknehmen")
def withdraw(public_id: str, offer_id: str) -> Response:
    """Take back what this advisor said of an offer."""
    done = judging.withdraw(services().engine, desk(), public_id, offer_id, by=author())
    return _back(public_id, offer_id, is_gone=done is Edited.GONE)


@blueprint.post("/antraege/<string:offer_id>")
def note_application(public_id: str, offer_id: str) -> Answer | Response:
    """How far the application for an offer came."""
    sent = forms.read_application(request.form, today())
    if sent.read is None:
        return _page(public_id, offer_id, application=sent), 422
    done = applications.note(
        services().engine,
        desk(),
        public_id,
        offer_id,
        sent.read,
        catalogue=catalogue(),
        today=today(),
        by=author(),
    )
    if done is Noting.UNKNOWN:
        abort(404)
    return _to_offer(public_id, offer_id, "antrag", is_gone=done is Noting.GONE)


@blueprint.post("/antraege/<string:offer_id>/entfernen")
def remove_application(public_id: str, offer_id: str) -> Response:
    """Nobody applied after all."""
    done = applications.withdraw(services().engine, desk(), public_id, offer_id, by=author())
    return _to_offer(public_id, offer_id, "antrag-entfernt", is_gone=done is Edited.GONE)


@blueprint.post("/fehlt")
def miss(public_id: str) -> Answer | Response:
    """Tell the editors of an offer that the catalogue lacks."""
    sent = forms.read_missing(request.form)
    if sent.errors:
        return _page(public_id, "", lacking=sent), 422
    told = missing.tell(services().engine, desk(), public_id, sent.title, sent.details, by=author())
    return _to_missing(public_id, told, "gemeldet", refused="schon-gemeldet")


@blueprint.post("/fehlt/zuruecknehmen")
def withdraw_missing(public_id: str) -> Response:
    """Take back that the catalogue lacks an offer."""
    title = one_line(request.form.get(forms.TITLE, ""))
    done = missing.take_back(services().engine, desk(), public_id, title, by=author())
    return _to_missing(public_id, done, "zurueckgenommen", refused="bearbeitet")


def _page(
    public_id: str,
    offer_id: str,
    *,
    application: ApplicationForm | None = None,
    lacking: MissingForm | None = None,
) -> str:
    frame = file_frame(public_id)
    standings = judging.of_file(services().engine, desk(), public_id)
    standing = standings.get(offer_id)
    is_known = standing is not None or offer_id in catalogue().position
    if offer_id and not is_known:
        abort(404)
    noted = standing.application if standing else None
    words = one_line(request.args.get(SEARCH, ""))[:LONGEST_SEARCH]
    wanted = Search(words=words, per_page=FOUND)
    return render_template(
        "pages/outcomes/show.html",
        frame=frame,
        lines=views.judged_lines(standings),
        standings=standings,
        chosen=views.judged_line(offer_id, standing) if offer_id else None,
        application=application or forms.form_of(noted),
        is_noted=noted is not None,
        ledger_href=views.ledger_link(public_id, offer_id, noted),
        states=views.state_options(),
        better=views.better_options(offer_id, standings),
        missing=lacking or MissingForm(),
        reported=views.reported_lines(missing.of_file(services().engine, desk(), public_id)),
        words=words,
        found=search(shelf(), wanted, today=today()).offers if words else (),
        notice=views.notice_of(request.args.get(NOTICE, "")),
        limits=forms,
    )


def _back(public_id: str, offer_id: str, *, is_gone: bool) -> Response:
    """To the page that the form stood on, at the offer."""
    if is_gone:
        no_such_file()
    page = url_for("outcomes.show", public_id=public_id)
    target = own_path(request.form.get(forms.BACK, "")) or page
    return redirect(f"{target.partition('#')[0]}#urteil-{offer_id}", code=303)


def _to_missing(public_id: str, done: Edited, notice: str, *, refused: str) -> Response:
    if done is Edited.GONE:
        no_such_file()
    code = refused if done is Edited.CONFLICT else notice
    return redirect(url_for("outcomes.show", public_id=public_id, stand=code), code=303)


def _to_offer(public_id: str, offer_id: str, notice: str, *, is_gone: bool) -> Response:
    if is_gone:
        no_such_file()
    target = url_for("outcomes.show", public_id=public_id, angebot=offer_id, stand=notice)
    return redirect(target, code=303)
