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
from web.pages.aid.views import award_view, room_views
from web.use_cases.files import aid
from web.use_cases.files.aid import Award, Edited

Answer = str | Response | tuple[str, int]
_NOTICES: Mapping[str, LazyString] = {
    "beihilfe": lazy_gettext("The aid is saved."),
    "beihilfe-geloescht": lazy_gettext("The aid is taken out of the ledger."),
}
_LONGEST_PREFILLED = 20
STAND = "stand"
"""Where a form keeps what it showed."""


@blueprint.get("")
def show(public_id: str) -> str:
    """The ledger, the sums and what is free."""
    frame = file_frame(public_id)
    awards = aid.of_file(services().engine, desk(), public_id)
    return render_template(
        "pages/aid/show.html",
        frame=frame,
        awards=[award_view(each, today()) for each in awards],
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
    """Keep a correction; who did not see what stands there now is shown it.

    What was typed for an award that was taken out meanwhile can be kept as a new one.
    """
    engine, before = services().engine, request.form.get(STAND, "")
    award = aid.find(engine, desk(), public_id, award_id)
    kept_offer = award.grant.offer_id if award else ""
    sent = read_award(request.form, today=today(), kept_offer=kept_offer)
    if award is not None and sent.grant is None:
        return _form(public_id, sent, award, stand=before), 422
    if sent.grant is not None:
        edited = aid.change(
            engine, desk(), public_id, award_id, sent.grant, before=before, by=author()
        )
        if edited is Edited.DONE:
            return redirect(url_for(".show", public_id=public_id, hinweis="beihilfe"), code=303)
        award = aid.find(engine, desk(), public_id, award_id)
    return _form(public_id, sent, award, is_conflict=True), 409


@blueprint.get("/<string:award_id>/loeschen")
def ask_to_delete_award(public_id: str, award_id: str) -> str:
    """The question whether to take an award out."""
    return _question(public_id, _award(public_id, award_id))


@blueprint.post("/<string:award_id>/loeschen")
def delete_award(public_id: str, award_id: str) -> Answer:
    """Take an award out of the ledger, as it was shown with the question."""
    before = request.form.get(STAND, "")
    edited = aid.remove(services().engine, desk(), public_id, award_id, before=before, by=author())
    if edited is Edited.CONFLICT:
        return _question(public_id, _award(public_id, award_id), was_changed=True), 409
    if edited is Edited.GONE:
        _no_such_award()
    return redirect(url_for(".show", public_id=public_id, hinweis="beihilfe-geloescht"), code=303)


def _award(public_id: str, award_id: str) -> Award:
    award = aid.find(services().engine, desk(), public_id, award_id)
    if award is None:
        _no_such_award()
    return award


def _no_such_award() -> NoReturn:
    raise Problem(404, detail=gettext("There is no such aid in the ledger, or it was taken out."))


def _question(public_id: str, award: Award, *, was_changed: bool = False) -> str:
    return render_template(
        "pages/aid/delete.html",
        frame=file_frame(public_id),
        award=award_view(award, today()),
        stand=award.stand,
        was_changed=was_changed,
    )


def _form(
    public_id: str,
    sent: AwardInput,
    award: Award | None = None,
    *,
    stand: str = "",
    is_conflict: bool = False,
) -> str:
    return render_template(
        "pages/aid/award.html",
        frame=file_frame(public_id),
        sent=sent,
        award=award_view(award, today()) if award else None,
        stand=stand or (award.stand if award else ""),
        is_conflict=is_conflict,
        regulations=regulation_options(),
        titles=offer_titles(),
    )
