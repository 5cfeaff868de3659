"""The OpenAPI document and the page made from it: complete, true and translated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from matcher.profile import Profile, parse_profile
from tests.fixtures.pages import PageClient, text_of
from web.access import Access, access_of
from web.api.v1.profile_schema import EXAMPLE, FIELDS
from web.language import catalogue

PREFIX = "/api/v1"


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    """The document as anybody gets it."""
    return dict(client.get(f"{PREFIX}/openapi.json").json or {})


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def schema_of(document: dict[str, Any], media: dict[str, Any]) -> Draft202012Validator:
    """A validator for what a media type may hold."""
    return Draft202012Validator({**media["schema"], "components": document["components"]})


def test_the_document_is_valid_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    validate(document)


def test_every_route_of_the_api_is_in_the_document(app: Flask, document: dict[str, Any]) -> None:
    served = {
        rule.rule.replace("<string:offer_id>", "{offer_id}")
        for rule in app.url_map.iter_rules()
        if access_of(app, rule.endpoint) is Access.API and rule.endpoint != "openapi.spec"
    }
    assert served == set(document["paths"])


def test_every_operation_has_words_an_example_and_its_refusals(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        words = (operation[key] for key in ("summary", "description", "operationId"))
        assert all(words), path
        assert "429" in operation["responses"]
        assert all(
            each.get("description") for each in operation["parameters"] if each["in"] == "query"
        )


def test_examples_fit_their_schemas(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        answer = operation["responses"]["200"]["content"]["application/json"]
        assert list(schema_of(document, answer).iter_errors(answer["example"])) == [], path
    body = document["paths"]["/api/v1/matches"]["post"]["requestBody"]["content"]
    media = body["application/json"]
    assert list(schema_of(document, media).iter_errors(media["example"])) == []


def test_every_documented_call_answers_in_its_schema(
    client: FlaskClient, document: dict[str, Any]
) -> None:
    for path, method, operation in operations(document):
        options = {"json": dict(EXAMPLE)} if method == "post" else {}
        response = client.open(operation["x-example-call"], method=method, **options)
        assert response.status_code == 200, path
        media = operation["responses"]["200"]["content"]["application/json"]
        assert list(schema_of(document, media).iter_errors(response.json)) == [], path


def test_refusals_answer_in_their_schema(client: FlaskClient, document: dict[str, Any]) -> None:
    media = {"schema": {"$ref": "#/components/schemas/Problem"}}
    response = client.post(f"{PREFIX}/matches", json={"employees": "x", "nope": 1})
    assert list(schema_of(document, media).iter_errors(response.json)) == []


def test_the_body_shows_exactly_the_fields_of_a_profile(document: dict[str, Any]) -> None:
    shown = document["components"]["schemas"]["MatchRequest"]
    assert set(shown["properties"]) == set(Profile.model_fields) == set(FIELDS)
    assert "required" not in shown
    assert all(field["description"] for field in shown["properties"].values())


def test_the_example_of_the_body_is_a_profile() -> None:
    assert parse_profile({"id": "x", **EXAMPLE}).employees == 40


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_shows_every_operation_and_field(
    page: PageClient, document: dict[str, Any], language: str
) -> None:
    shown = page.get(f"/schnittstelle?lang={language}")
    for path, method, operation in operations(document):
        assert f"{method.upper()} {path}" in shown.text
        assert all(each["name"] in shown.text for each in operation["parameters"])
    assert all(field in shown.text for field in FIELDS)
    assert "curl 'http://localhost/api/v1/matches?limit=1'" in shown.text


def test_every_text_of_the_document_is_translated(document: dict[str, Any]) -> None:
    german = catalogue("de")
    texts = [document["info"]["description"]]
    for _, _, operation in operations(document):
        texts += [operation["summary"], operation["description"]]
        texts += [each["description"] for each in operation["responses"].values()]
        texts += [each["description"] for each in operation["parameters"] if "description" in each]
    for schema in document["components"]["schemas"].values():
        texts += [field.get("description", "") for field in schema.get("properties", {}).values()]
    known = getattr(german, "_catalog", {})
    assert sorted({text for text in texts if text and text not in known}) == []


def test_the_page_is_found_under_the_usual_address(page: PageClient) -> None:
    shown = page.get("/api/v1/docs")
    assert shown.response.request.path == "/schnittstelle"
    assert text_of(shown.one("h1")) == "Schnittstelle für Programme (API)"


def test_the_page_loads_no_script(page: PageClient) -> None:
    assert page.get("/schnittstelle").all("script") == []
