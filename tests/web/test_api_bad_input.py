"""What the API refuses: always a problem in shape, the field named, never a traceback."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from web.api.v1.answers import ProblemOut

PATH = "/api/v1/matches"
JSON = "application/json"

BODIES: tuple[tuple[str, bytes, str | None, int, str], ...] = (
    ("nothing at all", b"", None, 415, "unsupported_media_type"),
    ("an empty body", b"", JSON, 400, "invalid_json"),
    ("not JSON", b"{name: 1", JSON, 400, "invalid_json"),
    ("XML", b"<profile/>", "text/xml", 415, "unsupported_media_type"),
    ("a form", b"employees=5", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
    ("null", b"null", JSON, 422, "not_an_object"),
    ("a list", b"[]", JSON, 422, "not_an_object"),
    ("a text", b'"x"', JSON, 422, "not_an_object"),
    ("a number", b"5", JSON, 422, "not_an_object"),
    ("not UTF-8", b'{"id": "\xff\xfe"}', JSON, 400, "invalid_json"),
    ("a raw control character", b'{"id": "\x00"}', JSON, 400, "invalid_json"),
    ("half a surrogate pair", b'{"id": "\\ud800"}', JSON, 400, "invalid_unicode"),
    ("half a pair as a name", b'{"\\uDFFF": 1}', JSON, 400, "invalid_unicode"),
    ("deep lists", b"[" * 100_000, JSON, 400, "too_deep"),
    ("deep objects", b'{"facts":' * 20_000, JSON, 400, "too_deep"),
    ("a number of 5,000 digits", b'{"employees":' + b"9" * 5_000 + b"}", JSON, 400, "invalid_json"),
)


def refusal(response: Any, status: int) -> dict[str, Any]:
    """The problem, held against its published shape."""
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.content_type == "application/problem+json"
    ProblemOut.model_validate_json(response.get_data())
    assert "Traceback" not in response.get_data(as_text=True)
    found = dict(json.loads(response.get_data()))
    assert found["status"] == status
    return found


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [case[1:] for case in BODIES],
    ids=[case[0] for case in BODIES],
)
def test_a_body_that_is_no_profile_is_refused(
    client: FlaskClient, body: bytes, content_type: str | None, status: int, code: str
) -> None:
    response = client.post(PATH, data=body, content_type=content_type)
    assert refusal(response, status)["code"] == code


def test_a_body_of_two_megabytes_is_too_large(client: FlaskClient) -> None:
    body = json.dumps({"need_text": "x" * 2_000_000})
    refusal(client.post(PATH, data=body, content_type=JSON), 413)


FIELDS: tuple[tuple[object, list[tuple[str, str]]], ...] = (
    ({"employees": "5"}, [("employees", "wrong_type")]),
    ({"employees": 5.5}, [("employees", "wrong_type")]),
    ({"employees": True}, [("employees", "wrong_type")]),
    ({"employees": -1}, [("employees", "out_of_range")]),
    ({"employees": 10**300}, [("employees", "out_of_range")]),
    ({"employees": float("nan")}, [("employees", "wrong_type")]),
    ({"employees": float("inf")}, [("employees", "wrong_type")]),
    ({"founded": 99_999}, [("founded", "out_of_range")]),
    ({"postal_code": 44787}, [("postal_code", "wrong_type")]),
    ({"postal_code": "4478"}, [("postal_code", "wrong_form")]),
    ({"municipality": {"name": "Bochum"}}, [("municipality", "wrong_type")]),
    ({"municipality": "x" * 10_000}, [("municipality", "too_long")]),
    ({"need_text": "x" * 10_001}, [("need_text", "too_long")]),
    ({"needs": "export"}, [("needs", "wrong_type")]),
    ({"needs": ["nope", "export", 3]}, [("needs.0", "unknown_word"), ("needs.2", "wrong_type")]),
    ({"preferred_kinds": ["nope"]}, [("preferred_kinds.0", "unknown_word")]),
    ({"facts": [1]}, [("facts", "wrong_type")]),
    ({"facts": {"a": {"b": {}}}}, [("facts.a", "wrong_type")]),
    ({"facts": {"a": float("nan")}}, [("facts.a", "not_a_finite_number")]),
    ({"today": "22.11.2026"}, [("today", "not_a_day")]),
    ({"today": "1899-12-31"}, [("today", "not_a_day")]),
    ({"id": ""}, [("id", "empty")]),
    ({"id": 5}, [("id", "wrong_type")]),
    ({"nope": 1}, [("nope", "unknown_key")]),
    ({"<b>": 1, "😀": 2}, [("<b>", "unknown_key"), ("😀", "unknown_key")]),
    ({"employees": None, "wz": "?"}, [("wz", "wrong_form")]),
)


def test_every_bad_field_is_named_with_code_and_sentence(client: FlaskClient) -> None:
    for body, expected in FIELDS:
        found = refusal(client.post(PATH, data=json.dumps(body), content_type=JSON), 422)
        assert found["code"] == "invalid_input"
        errors = [(error["field"], error["code"]) for error in found["errors"]]
        assert sorted(errors) == sorted(expected), body
        assert all(error["detail"].endswith((".", "?")) for error in found["errors"]), found


@pytest.mark.parametrize(
    ("headers", "query", "sentence"),
    [
        ({}, "", "Dieses Feld gibt es nicht."),
        ({"Accept-Language": "en"}, "", "There is no such field."),
        ({"Accept-Language": "de"}, "?lang=en", "There is no such field."),
    ],
)
def test_sentences_are_in_the_language_asked_for(
    client: FlaskClient, headers: dict[str, str], query: str, sentence: str
) -> None:
    found = refusal(client.post(f"{PATH}{query}", json={"nope": 1}, headers=headers), 422)
    assert found["errors"][0]["detail"] == sentence


ODD_BUT_SOUND: tuple[object, ...] = (
    {"need_text": "x" * 10_000},
    {"need_text": "😀 <script>alert(1)</script> '; DROP TABLE offer; --"},
    {"need_text": "a\u0000b\u0007"},
    {"municipality": "Atlantis", "postal_code": "00000"},
    {"employees": 0, "turnover_eur": 10**13},
    {"employees": None, "needs": [], "facts": {}},
    {"facts": {"nobody knows it": 1e9, "a": "b"}},
    {"founded": 2199},
)


def test_odd_but_sound_profiles_are_answered(client: FlaskClient) -> None:
    for body in ODD_BUT_SOUND:
        assert client.post(PATH, json=body).status_code == 200, body


QUERIES: tuple[tuple[str, list[tuple[str, str]]], ...] = (
    ("matches?limit=0", [("limit", "out_of_range")]),
    ("matches?limit=101", [("limit", "out_of_range")]),
    ("matches?limit=ten", [("limit", "wrong_type")]),
    ("matches?limit=1e3", [("limit", "wrong_type")]),
    ("matches?all=maybe", [("all", "wrong_type")]),
    ("matches?lang=fr", [("lang", "unknown_word")]),
    ("matches?nope=1", [("nope", "unknown_key")]),
    ("offers?kind=nope", [("kind", "unknown_word")]),
    ("offers?need=export,nope", [("need", "unknown_word")]),
    ("offers?state=gone", [("state", "unknown_word")]),
    ("offers?page=0", [("page", "out_of_range")]),
    ("offers?page=99999999999999999999", [("page", "wrong_type")]),
    ("offers?per_page=1000", [("per_page", "out_of_range")]),
    ("offers?region=Atlantis-Xyzzy", [("region", "municipality_unknown")]),
    ("offers?region=99999", [("region", "postal_code_unknown")]),
    ("offers?q=" + "x" * 301, [("q", "too_long")]),
    ("regions", [("q", "missing")]),
    ("regions?q=", [("q", "empty")]),
    ("regions?q=Bochum&limit=51", [("limit", "out_of_range")]),
)


def test_bad_queries_are_refused_field_by_field(client: FlaskClient) -> None:
    for query, expected in QUERIES:
        call = client.post if query.startswith("matches") else client.get
        options = {"json": {}} if query.startswith("matches") else {}
        found = refusal(call(f"/api/v1/{query}", **options), 422)
        errors = [(error["field"], error["code"]) for error in found["errors"]]
        assert errors == expected, query


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/offers/gibt-es-nicht", 404),
        ("GET", "/api/v1/offers/%00", 404),
        ("GET", "/api/v1/nope", 404),
        ("GET", "/api/v2/offers", 404),
        ("GET", "/api/v1/matches", 405),
        ("DELETE", "/api/v1/offers", 405),
    ],
)
def test_what_is_not_there_is_a_problem_too(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    refusal(client.open(path, method=method), status)
