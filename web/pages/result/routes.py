"""Routes of the result: reading never writes, marks are sent as forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NoReturn

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.access import Access, declare
from web.current import catalogue, now, retention, scorer, services, today
from web.errors import Problem
from web.match_page.cards import anchor
from web.pages.result.comparison import comparison_page
from web.pages.result.contacts import Asked, asked_of
from web.pages.result.detail import offer_page
from web.pages.result.judging import opinion_of_form
from web.pages.result.views import FIRST_CARDS, MOST_CARDS, Wish, list_page
from web.use_cases.digests import subscribing
from web.use_cases.firms import judgements, marks
from web.use_cases.firms.match import CompanyList, for_profile, offer_for_profile
from web.use_cases.requests import looking

blueprint = Blueprint("result", __name__, url_prefix="/ergebnis")
declare(blueprint, Access.BY_TOKEN)

Mark = Callable[..., bool]


@blueprint.get("/<string:token>")
def show(token: str) -> str:
    """The list: what fits, why, what is open, whom to ask, and what does not fit."""
    found = _list(token)
    page = list_page(found, token, _wish(), today=today())
    news = subscribing.standing(services().engine, token, now())
    return render_template("pages/result/show.html", page=page, news=news, asked=_asked(token))


@blueprint.get("/<string:token>/angebot/<string:offer_id>")
def offer(token: str, offer_id: str) -> str:
    """One offer for this company."""
    found = offer_for_profile(
        services().engine, token, offer_id, catalogue(), today=today(), now=now(), scorer=scorer()
    )
    if found is None:
        _gone()
    page = offer_page(found, token, today=today())
    return render_template("pages/result/offer.html", page=page, asked=_asked(token))


@blueprint.get("/<string:token>/vergleich")
def compare(token: str) -> str:
    """Remembered offers side by side."""
    found = _list(token)
    page = comparison_page(found, token, today=today())
    return render_template("pages/result/comparison.html", page=page)


@blueprint.post("/<string:token>/angebot/<string:offer_id>/merken")
def remember(token: str, offer_id: str) -> Response:
    """Keep an offer in mind."""
    return _marked(marks.remember, token, offer_id)


@blueprint.post("/<string:token>/angebot/<string:offer_id>/vergessen")
def forget(token: str, offer_id: str) -> Response:
    """Take it from the remembered ones."""
    return _marked(marks.forget, token, offer_id)


@blueprint.post("/<string:token>/angebot/<string:offer_id>/ausblenden")
def dismiss(token: str, offer_id: str) -> Response:
    """Hide an offer; the list then says so and offers to undo it."""
    _mark(marks.dismiss, token, offer_id)
    count = _count(request.form.get("anzahl"))
    target = url_for("result.show", token=token, anzahl=count, ausgeblendet=offer_id)
    return redirect(f"{target}#meldung", code=303)


@blueprint.post("/<string:token>/angebot/<string:offer_id>/einblenden")
def restore(token: str, offer_id: str) -> Response:
    """Show a hidden offer again."""
    return _marked(marks.restore, token, offer_id)


@blueprint.post("/<string:token>/angebot/<string:offer_id>/urteil")
def judge(token: str, offer_id: str) -> Response:
    """Keep whether an offer fits, and why not; said anew, it counts instead."""
    opinion = opinion_of_form(request.form)
    if opinion is None:
        raise Problem(400, detail=gettext("Please choose whether the offer fits."))
    _mark(partial(judgements.record, opinion=opinion), token, offer_id)
    return _to_judgement(token, offer_id)


@blueprint.post("/<string:token>/angebot/<string:offer_id>/urteil-zuruecknehmen")
def withdraw(token: str, offer_id: str) -> Response:
    """Forget whether it fits."""
    _mark(judgements.withdraw, token, offer_id)
    return _to_judgement(token, offer_id)


def _to_judgement(token: str, offer_id: str) -> Response:
    """The form on the offer's page, as it stands now."""
    target = url_for("result.offer", token=token, offer_id=offer_id)
    return redirect(f"{target}#urteil", code=303)


def _asked(token: str) -> Asked | None:
    """The request for advice that is open."""
    return asked_of(looking.open_request(services().engine, token, now()))


def _list(token: str) -> CompanyList:
    """The list of who holds the token; 404 where there is none."""
    found = for_profile(
        services().engine, token, catalogue(), today=today(), now=now(), scorer=scorer()
    )
    if found is None:
        _gone()
    return found


def _mark(mark: Mark, token: str, offer_id: str) -> None:
    """Set one mark; 404 where offer or answers do not exist."""
    if catalogue().offer(offer_id) is None:
        _gone()
    if not mark(services().engine, token, offer_id, now=now(), retention=retention()):
        _gone()


def _marked(mark: Mark, token: str, offer_id: str) -> Response:
    """Set one mark and go back to the page whose form was sent."""
    _mark(mark, token, offer_id)
    return redirect(_way_back(token, offer_id), code=303)


def _way_back(token: str, offer_id: str) -> str:
    """The page that the form names, of those there are; else the offer's place in the list."""
    match request.form.get("zurueck"):
        case "angebot":
            return url_for("result.offer", token=token, offer_id=offer_id)
        case "vergleich":
            return url_for("result.compare", token=token)
        case _:
            count = _count(request.form.get("anzahl"))
            general = "1" if request.form.get("allgemein") else None
            target = url_for("result.show", token=token, anzahl=count, allgemein=general)
            return f"{target}#{anchor(offer_id)}"


def _wish() -> Wish:
    """What the address asks for; nonsense in it counts as nothing."""
    return Wish(
        count=_count(request.args.get("anzahl")) or FIRST_CARDS,
        shows_general=request.args.get("allgemein") == "1",
        hidden=request.args.get("ausgeblendet", ""),
    )


def _count(text: str | None) -> int | None:
    """How many cards, from ten to a hundred; None for the usual number."""
    if not text or not text.isascii() or not text.isdigit() or len(text) > 4:
        return None
    count = min(max(int(text), FIRST_CARDS), MOST_CARDS)
    return None if count == FIRST_CARDS else count


def _gone() -> NoReturn:
    """The page that says why there is nothing."""
    raise Problem(
        404,
        detail=gettext(
            "There is no list at this address, or it has been deleted: answers that nobody "
            "changes any more are deleted after %(days)s days.",
            days=services().settings.finished_days,
        ),
    )
