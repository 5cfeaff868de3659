"""Offers moved, left out, added and commented, one form each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.current import author, catalogue, services
from web.desk import desk
from web.errors import Problem
from web.file_frame import file_list, no_such_file
from web.pages.dossier.blueprint import blueprint
from web.pages.dossier.matter import best_of, matter_of
from web.pages.dossier.routes import (
    ANCHOR,
    COMMENT,
    PREFACE,
    Typed,
    comment_field,
    dossier_page,
    kept_page,
)
from web.typed_texts import many_lines
from web.use_cases.dossiers import plan as plans
from web.use_cases.dossiers.plan import LONGEST_COMMENT, LONGEST_PREFACE, Edited, Move, Plan
from web.use_cases.files import judging
from web.use_cases.files.parts import Refused

OFFER, DEED, VERSION = "angebot", "tat", "fassung"
Deed = Callable[[Plan], Plan]
Answer = Response | tuple[str, int]
_DEEDS: Mapping[str, Callable[[Plan, str], Plan]] = {
    "hoch": lambda plan, offer_id: plan.moved(offer_id, Move.UP),
    "runter": lambda plan, offer_id: plan.moved(offer_id, Move.DOWN),
    "weg": Plan.without,
    "dazu": Plan.with_offer,
}
_ADD = "dazu"
_LANDS_ON_LIST = frozenset({"weg"})


@blueprint.post("/angebot")
def arrange(public_id: str) -> Response:
    """Move an offer, leave it out, or take it in."""
    offer_id, deed = request.form.get(OFFER, ""), request.form.get(DEED, "")
    if deed not in _DEEDS or (deed == _ADD and catalogue().offer(offer_id) is None):
        raise Problem(404, detail=gettext("There is no such offer."))
    full = []

    def change(plan: Plan) -> Plan:
        full.append(deed == _ADD and plan.is_full and offer_id not in plan.offer_ids)
        return _DEEDS[deed](plan, offer_id)

    outcome = _change(public_id, change)
    if outcome is Edited.CONFLICT:
        return _back(public_id, "konflikt")
    if any(full):
        return _back(public_id, "voll")
    anchor = "angebote" if deed in _LANDS_ON_LIST else f"{ANCHOR}{offer_id}"
    return redirect(url_for(".show", public_id=public_id, _anchor=anchor), code=303)


@blueprint.post("/kommentar")
def set_comment(public_id: str) -> Answer:
    """Say something about an offer."""
    offer_id, text = request.form.get(OFFER, ""), many_lines(request.form.get(COMMENT, ""))

    def comment(plan: Plan) -> Plan:
        if offer_id not in plan.offer_ids:  # The best offers of the list are others meanwhile.
            raise Refused(Edited.CONFLICT)
        return plan.commented(offer_id, text)

    return _store_text(
        public_id,
        comment_field(offer_id),
        text,
        LONGEST_COMMENT,
        deed=comment,
        anchor=f"{ANCHOR}{offer_id}",
    )


@blueprint.post("/vorwort")
def set_preface(public_id: str) -> Answer:
    """Say something first."""
    text = many_lines(request.form.get(PREFACE, ""))
    return _store_text(
        public_id,
        PREFACE,
        text,
        LONGEST_PREFACE,
        deed=lambda plan: plan.prefaced(text),
        anchor="vorwort",
    )


def _store_text(
    public_id: str, field: str, text: str, longest: int, *, deed: Deed, anchor: str
) -> Answer:
    """Keep a text; one that is too long, or comes after another change, stays in its field."""
    if len(text) > longest:
        error = gettext("Please write at most %(number)s characters.", number=longest)
        typed = Typed({field: text}, {field: error})
        return dossier_page(matter_of(public_id), None, typed), 422
    if _change(public_id, deed) is Edited.CONFLICT:
        return kept_page(matter_of(public_id), Typed({field: text}))
    return redirect(
        url_for(".show", public_id=public_id, hinweis="gespeichert", _anchor=anchor), code=303
    )


def _change(public_id: str, deed: Deed) -> Edited:
    engine, own = services().engine, desk()
    standings = judging.of_file(engine, own, public_id)
    outcome = plans.change(
        engine,
        own,
        public_id,
        deed,
        seen_version=request.form.get(VERSION, default=-1, type=int),
        best=best_of(file_list(public_id), standings),
        by=author(),
    )
    if outcome is Edited.GONE:
        no_such_file()
    return outcome


def _back(public_id: str, code: str) -> Response:
    return redirect(url_for(".show", public_id=public_id, hinweis=code), code=303)
