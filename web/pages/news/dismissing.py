"""'Not interested', from a mail: a page with one button, and one that undoes it."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from offers.schema import Offer
from web.current import catalogue, now, retention, services
from web.errors import Problem
from web.pages.news.blueprint import blueprint, gone, see
from web.use_cases.firms import marks, profiles

_PATH = "/<string:token>/angebot/<string:offer_id>"
BACK = "zurueckgenommen"


@blueprint.get(f"{_PATH}/nicht-interessant")
def ask_to_dismiss(token: str, offer_id: str) -> str:
    """The offer and the button; once it is hidden, the button that shows it again."""
    stored = profiles.load(services().engine, token, now())
    if stored is None:
        gone()
    return render_template(
        "pages/news/dismiss.html",
        token=token,
        offer=_offer(offer_id),
        is_hidden=offer_id in stored.dismissed,
        is_back=request.args.get("hinweis") == BACK and offer_id not in stored.dismissed,
    )


@blueprint.post(f"{_PATH}/nicht-interessant")
def dismiss(token: str, offer_id: str) -> Response:
    """Never tell of this offer again."""
    _offer(offer_id)
    if not marks.dismiss(services().engine, token, offer_id, now=now(), retention=retention()):
        gone()
    return see("news.ask_to_dismiss", token=token, offer_id=offer_id)


@blueprint.post(f"{_PATH}/wieder-anzeigen")
def restore(token: str, offer_id: str) -> Response:
    """Tell of it again, and show it in the list."""
    _offer(offer_id)
    if not marks.restore(services().engine, token, offer_id, now=now(), retention=retention()):
        gone()
    return see("news.ask_to_dismiss", token=token, offer_id=offer_id, hinweis=BACK)


def _offer(offer_id: str) -> Offer:
    found = catalogue().offer(offer_id)
    if found is None:
        detail = gettext("This offer is not in the catalogue any more. No message will name it.")
        raise Problem(404, detail=detail)
    return found
