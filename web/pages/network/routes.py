"""The organisations that serve places of one's territory, and the people there."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, abort, render_template, request, url_for

from offers.taxonomy.needs import NEED_KEYS
from web.access import Access, declare
from web.current import person, reach, services
from web.formats import listing
from web.offer_facts import said
from web.organisation_facts import territory_names, topic_options
from web.pages.network.cards import card_of
from web.typed_texts import one_line
from web.use_cases.people import network
from web.use_cases.people.network import Network

PLACE, TOPIC, PAGE = "ort", "thema", "seite"
LONGEST_PLACE = 120
blueprint = Blueprint("network", __name__)
declare(blueprint, Access.SIGNED_IN)


@blueprint.get("/netzwerk")
def show() -> str:
    """The list, or those for a place and a topic."""
    known, place = person(), one_line(request.args.get(PLACE, ""))[:LONGEST_PLACE]
    asked = request.args.get(TOPIC, "")
    topic = asked if asked in NEED_KEYS else ""
    page = request.args.get(PAGE, default=1, type=int)
    found = network.search(services().engine, reach(), place=place, topic=topic, page=page)
    assert known is not None
    return render_template(
        "pages/network/list.html",
        place=place,
        topic=topic,
        topics=topic_options(),
        territory=listing(territory_names(known.territories)),
        found=found.partners,
        cards=tuple(map(card_of, found.partners.items)),
        notes=said(found.place.notes),
        suggestions=_suggestions(found, topic),
        is_unknown_place=found.place.is_unknown,
        page_base=f"{_address(place, topic)}&{PAGE}=",
    )


@blueprint.get("/netzwerk/<string:organisation_id>")
def show_organisation(organisation_id: str) -> str:
    """One organisation with everybody there."""
    found = network.find(services().engine, reach(), organisation_id)
    if found is None:
        abort(404)
    return render_template("pages/network/show.html", card=card_of(found))


def _suggestions(found: Network, topic: str) -> tuple[tuple[str, str], ...]:
    """Places that may have been meant, with the address of their list."""
    names = [region.name for region in found.place.suggestions]
    return tuple((name, _address(name, topic)) for name in names)


def _address(place: str, topic: str) -> str:
    return f"{url_for('.show')}?{urlencode({PLACE: place, TOPIC: topic})}"
