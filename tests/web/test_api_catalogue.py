"""GET /offers, /offers/<id>, /needs and /regions: the catalogue and its words as data."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import BaseModel

from offers.schema import parse_offer
from offers.taxonomy.needs import NEED_KEYS
from web.api.v1.answers import NeedList, OfferAnswer, OfferList, RegionList
from web.current import services_of


def get(client: FlaskClient, path: str, shape: type[BaseModel]) -> dict[str, Any]:
    """The answer, held against its published shape."""
    response = client.get(f"/api/v1{path}")
    assert response.status_code == 200, response.get_data(as_text=True)
    shape.model_validate_json(response.get_data(), strict=True)
    return dict(response.json or {})


def test_all_offers_can_be_walked_through_page_by_page(app: Flask, client: FlaskClient) -> None:
    first = get(client, "/offers?per_page=100", OfferList)
    pages = [first] + [
        get(client, f"/offers?per_page=100&page={n}", OfferList)
        for n in range(2, first["pages"] + 1)
    ]
    found = [offer["id"] for page in pages for offer in page["offers"]]
    assert sorted(found) == [offer.id for offer in services_of(app).snapshot.current().offers]


def test_words_and_filters_narrow_the_list(client: FlaskClient) -> None:
    answer = get(
        client, "/offers?q=energieberatng&kind=grant,advice&region=Bohcum&state=open", OfferList
    )
    assert answer["offers"][0]["id"] == "bafa-energieberatung-nichtwohngebaeude"
    assert answer["place"]["name"] == "Bochum"
    assert [note["code"] for note in answer["place"]["notes"]] == ["municipality_guessed"]


def test_a_provider_is_asked_for_by_its_name(client: FlaskClient) -> None:
    answer = get(client, "/offers?provider=NRW.BANK", OfferList)
    assert {offer["provider"] for offer in answer["offers"]} == {"NRW.BANK"}


def test_a_provider_is_found_by_words_of_its_name(client: FlaskClient) -> None:
    answer = get(client, "/offers?provider=nrw+bank&per_page=100", OfferList)
    assert {offer["provider"] for offer in answer["offers"]} >= {"NRW.BANK"}


def test_the_target_group_is_a_filter(client: FlaskClient) -> None:
    answer = get(client, "/offers?audience=founder,freelancer&per_page=100", OfferList)
    assert answer["offers"]
    assert all({"founder", "freelancer"} & {*each["audience"]} for each in answer["offers"])
    assert client.get("/api/v1/offers?audience=nobody").status_code == 422


def test_an_offer_comes_in_the_interchange_format(app: Flask, client: FlaskClient) -> None:
    catalogue = services_of(app).snapshot.current()
    for offer in catalogue.offers[::10]:
        answer = get(client, f"/offers/{offer.id}", OfferAnswer)
        assert parse_offer(answer["offer"]) == offer
        assert answer["catalogue_version"] == catalogue.version


def test_an_ended_offer_says_why_it_is_closed(client: FlaskClient) -> None:
    ended = get(client, "/offers?state=ended", OfferList)["offers"][0]
    answer = get(client, f"/offers/{ended['id']}?lang=en", OfferAnswer)
    assert answer["state"] == "ended"
    assert answer["state_reason"]["code"].startswith("closed.")


def test_links_between_answers_lead_on(client: FlaskClient) -> None:
    href = get(client, "/offers", OfferList)["offers"][0]["href"]
    assert client.get(href).status_code == 200


def test_needs_are_the_closed_list_of_the_format(client: FlaskClient) -> None:
    answer = get(client, "/needs", NeedList)
    assert [need["key"] for need in answer["needs"]] == list(NEED_KEYS)
    assert all(need["label"]["de"] and need["label"]["en"] for need in answer["needs"])


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Bochum", "Bochum"),
        ("Boch", "Bochum"),
        ("Bohcum", "Bochum"),
        ("44787", "Bochum"),
        ("DEA", "Nordrhein-Westfalen"),
        ("NRW", "Nordrhein-Westfalen"),
        ("Ennepe", "Ennepe-Ruhr-Kreis"),
    ],
)
def test_regions_are_found_as_people_type_them(client: FlaskClient, query: str, name: str) -> None:
    names = [region["name"] for region in get(client, f"/regions?q={query}", RegionList)["regions"]]
    assert name in names


def test_a_region_that_nobody_knows_is_an_empty_list(client: FlaskClient) -> None:
    assert get(client, "/regions?q=qqqxxxyyyzzz", RegionList) == {"regions": []}
