"""The routes of the ledger: seen, added to, corrected, taken out of after a question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from flask import redirect, render_template, request, url_for
from flask_babel import LazyString, gettext, lazy_gettext
from werkzeug.wrappers import Response

from web.current import author, services, today
from web.desk import desk
from web.errors import Problem
from web.file_frame import file_frame, no_such_file
from web.offer_choice import offer_title, offer_titles
from web.pages.aid.award_form import (
    AMOUNT,
    OFFER,
    AwardInput,
    read_award,
    regulation_options,
    shown_award,
)
from web.pages.aid.blueprint import blueprint
from web.pages.aid.views import award_views, room_views
from web.use_cases.files import aid
from web.use_cases.files.aid import Award, Edited

Answer = str | Response | tuple[str, int]
_NOTICES: Mapping[str, LazyString] = {
    "beihilfe": lazy_gettext("The aid is saved."),
    "beihilfe-geloescht": lazy_gettext("The aid is taken out of the ledger."),
}
_LONGEST_PREFILLED = 20


@blueprint.get("")
def show(public_id: str) -> str:
    """The ledger, the sums and what is free."""
    frame = file_frame(public_id)
    awards = aid.of_file(services().engine, desk(), public_id)
    return render_template(
        "pages/aid/show.html",
        frame=frame,
        awards=award_views(awards, today()),
        rooms=room_views(awards, today()),
        today=today(),
        notice=str(_NOTICES.get(request.args.get("hinweis", ""), "")),
    )


@blueprint.get("/neu")
def ask_for_award(public_id: str) -> str:
    """The form for a new award; the address may name offer and amount."""
    offer_id = request.args.get(OFFER, "")
    title = offer_title(offer_id) if offer_id else ""
    amount = request.args.get(AMOUNT, "")[:_LONGEST_PREFILLED]
    return _form(public_id, AwardInput(offer=title if title != offer_id else "", amount=amount))


@blueprint.post("/neu")
def add_award(public_id: str) -> Answer:
    """Keep a new award."""
    sent = read_award(request.form, today=today())
    if sent.grant is None:
        return _form(public_id, sent), 422
    edited = aid.enter(services().engine, desk(), public_id, sent.grant, by=author())
    if edited is Edited.GONE:
        no_such_file()
    return redirect(url_for(".show", public_id=public_id, hinweis="beihilfe"), code=303)


@blueprint.get("/<string:award_id>")
def ask_to_change_award(public_id: str, award_id: str) -> str:
    """The form for an award that is in the ledger."""
    award = _award(public_id, award_id)
    return _form(public_id, shown_award(award.grant), award)


@blueprint.post("/<string:award_id>")
def change_award(public_id: str, award_id: str) -> Answer:
    """Keep a correction."""
    award = _award(public_id, award_id)
    sent = read_award(request.form, today=today(), kept_offer=award.grant.offer_id)
    if sent.grant is None:
        return _form(public_id, sent, award), 422
    edited = aid.change(services().engine, desk(), public_id, award_id, sent.grant, by=author())
    return _back(edited, public_id, "beihilfe")


@blueprint.get("/<string:award_id>/loeschen")
def ask_to_delete_award(public_id: str, award_id: str) -> str:
    """The question whether to take an award out."""
    views = award_views([_award(public_id, award_id)], today())
    return render_template("pages/aid/delete.html", frame=file_frame(public_id), award=views[0])


@blueprint.post("/<string:award_id>/loeschen")
def delete_award(public_id: str, award_id: str) -> Response:
    """Take an award out of the ledger."""
    edited = aid.remove(services().engine, desk(), public_id, award_id, by=author())
    return _back(edited, public_id, "beihilfe-geloescht")


def _award(public_id: str, award_id: str) -> Award:
    award = aid.find(services().engine, desk(), public_id, award_id)
    if award is None:
        _no_such_award()
    return award


def _no_such_award() -> NoReturn:
    raise Problem(404, detail=gettext("There is no such aid in the ledger, or it was taken out."))


def _back(edited: Edited, public_id: str, notice: str) -> Response:
    if edited is Edited.GONE:
        _no_such_award()
    return redirect(url_for(".show", public_id=public_id, hinweis=notice), code=303)


def _form(public_id: str, sent: AwardInput, award: Award | None = None) -> str:
    return render_template(
        "pages/aid/award.html",
        frame=file_frame(public_id),
        sent=sent,
        award=award,
        regulations=regulation_options(),
        titles=offer_titles(),
        today=today(),
    )
