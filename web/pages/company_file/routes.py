"""The overview of a file, and one offer of its list."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext

from web.current import catalogue, now, scorer, services, today
from web.desk import desk
from web.errors import Problem
from web.file_frame import file_frame, file_list
from web.mail.to_firms import can_mail
from web.match_page import match_page
from web.pages.company_file.addresses import links_of
from web.pages.company_file.beside import beside
from web.pages.company_file.blueprint import FILE, blueprint
from web.pages.company_file.notices import effect_of_answer
from web.pages.company_file.room import room_of
from web.pages.company_file.views import FIRST_CARDS, MOST_CARDS, file_page
from web.use_cases.files import aid, company, contacting, judging

LONGEST_FIGURE = 4


@blueprint.get(FILE)
def show(public_id: str) -> str:
    """Who the firm is, what it needs, what is open, what fits and why, what does not."""
    found = file_list(public_id)
    engine, at = services().engine, desk()
    standings = judging.of_file(engine, at, public_id)
    headroom = aid.headroom_of(engine, at, public_id, today())
    count = _count(request.args.get("anzahl", ""))
    return render_template(
        "pages/company_file/show.html",
        frame=found.frame,
        page=file_page(
            found,
            standings,
            headroom,
            organisation_id=at.organisation_id,
            count=count,
            today=today(),
        ),
        beside=beside(public_id),
        headroom=headroom,
        news=contacting.news_of(engine, found.frame.company_id),
        can_mail=can_mail(),
        notice=effect_of_answer(request.args),
        mailed=request.args.get("hinweis", ""),
        count=count,
        batch=FIRST_CARDS,
    )


@blueprint.get(f"{FILE}/angebot/<string:offer_id>")
def offer(public_id: str, offer_id: str) -> str:
    """One offer as it stands for this firm: conditions, points, opinions, room for such aid."""
    frame = file_frame(public_id)
    engine, at = services().engine, desk()
    found = company.offer_in_file(
        engine, at, public_id, offer_id, catalogue(), scorer=scorer(), today=today(), now=now()
    )
    if found is None:
        raise Problem(404, detail=gettext("This offer is not in the catalogue any more."))
    return render_template(
        "pages/company_file/offer.html",
        frame=frame,
        page=match_page(found.match, links_of(public_id), today=today()),
        standing=judging.of_file(engine, at, public_id).get(offer_id),
        room=room_of(found.match.offer, aid.headroom_of(engine, at, public_id, today())),
    )


def _count(text: str) -> int:
    """How many cards the address asks for, from ten to a hundred; nonsense counts as ten."""
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_FIGURE):
        return FIRST_CARDS
    return min(max(int(text), FIRST_CARDS), MOST_CARDS)
