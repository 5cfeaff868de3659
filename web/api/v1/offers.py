"""GET /offers and /offers/<id>: the catalogue as data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import Response, url_for
from flask_babel import gettext

from matcher.output import reason_record
from matcher.reason import Reason
from matcher.wording import sentence
from offers.errors import InputErrors
from offers.schema import AudienceWord, Kind, Offer, dump_offer
from offers.schema.records import parse_record
from web.api.v1.answers import OfferAnswer, OfferList
from web.api.v1.blueprint import blueprint, json_answer
from web.api.v1.document import example_call, refusals
from web.api.v1.examples import OFFER, OFFER_LIST
from web.api.v1.marking import N_
from web.api.v1.problems import input_problem
from web.api.v1.queries import (
    LanguageParameters,
    LanguageQuery,
    OfferParameters,
    OfferQuery,
    as_mapping,
)
from web.current import catalogue, shelf, today
from web.errors import FieldError, Problem
from web.language import current_language
from web.use_cases.catalogue.searching import Found, Search, search
from web.use_cases.catalogue.standing import Availability, cautions, standing
from web.use_cases.places import PlaceRead


@blueprint.get("/offers")
@blueprint.input(OfferQuery, location="query", arg_name="query")
@blueprint.output(OfferList, description=N_("One page of offers."), example=OFFER_LIST)
@blueprint.doc(
    summary=N_("Search the catalogue"),
    description=N_("All offers that fit the words and filters, also those for others than firms."),
    tags=["Catalogue"],
    operation_id="searchOffers",
    responses=refusals(422),
    extensions=example_call("/offers?q=energie&kind=grant&region=44787"),
)
def search_offers(query: OfferQuery) -> Response:
    """One page of the offers that fit."""
    try:
        asked = parse_record(OfferParameters, as_mapping(query))
    except InputErrors as errors:
        raise input_problem(errors) from None
    found = search(shelf(), _search(asked), today=today())
    if found.place.is_unknown:
        raise _unknown_place(found.place)
    return json_answer(_page(found, asked.per_page, today()))


@blueprint.get("/offers/<string:offer_id>")
@blueprint.input(LanguageQuery, location="query", arg_name="query")
@blueprint.output(OfferAnswer, description=N_("The offer."), example=OFFER)
@blueprint.doc(
    summary=N_("Read one offer"),
    description=N_("Everything that is known of it, and whether one can apply today."),
    tags=["Catalogue"],
    operation_id="readOffer",
    responses=refusals(404, 422),
    extensions=example_call("/offers/bafa-eew"),
)
def read_offer(offer_id: str, query: LanguageQuery) -> Response:
    """One offer in the interchange format, with its standing today."""
    _check_language(query)
    offer = catalogue().offer(offer_id)
    if offer is None:
        raise Problem(404, code="unknown_offer", detail=gettext("There is no such offer."))
    now = standing(offer, today())
    language = current_language()
    return json_answer(
        {
            "offer": dump_offer(offer),
            "state": str(now.availability),
            "state_reason": reason_record(now.reason, language) if now.reason else None,
            "warnings": _warnings(cautions(offer, today())),
            "catalogue_version": catalogue().version,
            "today": today().isoformat(),
        }
    )


def _check_language(query: LanguageQuery) -> None:
    try:
        parse_record(LanguageParameters, as_mapping(query))
    except InputErrors as errors:
        raise input_problem(errors) from None


def _search(asked: OfferParameters) -> Search:
    return Search(
        words=asked.q,
        needs=asked.need,
        kinds=tuple(map(Kind, asked.kind)),
        audiences=tuple(map(AudienceWord, asked.audience)),
        place=asked.region,
        provider=asked.provider,
        states=tuple(map(Availability, asked.state)),
        page=asked.page,
        per_page=asked.per_page,
    )


def _unknown_place(place: PlaceRead) -> Problem:
    code = place.notes[0].code if place.notes else "region_unknown"
    reason = place.notes[0] if place.notes else Reason(code, {"given": place.typed})
    error = FieldError("region", code, sentence(reason, current_language()))
    return Problem(422, code="invalid_input", errors=(error,))


def _page(found: Found, per_page: int, day: date) -> dict[str, Any]:
    return {
        "offers": [_item(offer, day) for offer in found.offers],
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "per_page": per_page,
        "place": _place(found.place),
        "catalogue_version": catalogue().version,
        "today": day.isoformat(),
    }


def _item(offer: Offer, day: date) -> dict[str, Any]:
    return {
        "id": offer.id,
        "title": offer.title,
        "provider": offer.provider,
        "language": offer.language,
        "summary": offer.summary,
        "license_info": offer.license_info,
        "kinds": [str(kind) for kind in offer.kinds],
        "needs": list(offer.needs),
        "audience": [str(word) for word in offer.audience],
        "state": str(standing(offer, day).availability),
        "url": offer.url,
        "href": url_for("api_v1.read_offer", offer_id=offer.id),
    }


def _place(place: PlaceRead) -> dict[str, Any] | None:
    if place.site is None:
        return None
    return {"name": place.name, "notes": _warnings(place.notes)}


def _warnings(reasons: Iterable[Reason]) -> list[dict[str, str]]:
    language = current_language()
    return [{"code": each.code, "text": sentence(each, language)} for each in reasons]
