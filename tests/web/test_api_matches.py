"""POST /api/v1/matches: what comes back, and what never does."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from matcher.output import ranking_record
from matcher.profile import parse_profile
from matcher.ranking import match
from models.session import reading
from offers.taxonomy.needs import NEED_KEYS
from web.api.v1.answers import MatchAnswer
from web.api.v1.profile_schema import EXAMPLE
from web.current import services_of

PATH = "/api/v1/matches"
TODAY = datetime(2026, 11, 22, tzinfo=UTC).date()


def ask(client: FlaskClient, body: object, query: str = "", **headers: str) -> dict[str, Any]:
    """The answer to a profile, held against its published shape."""
    response = client.post(f"{PATH}{query}", json=body, headers=headers)
    assert response.status_code == 200, response.get_data(as_text=True)
    MatchAnswer.model_validate_json(response.get_data(), strict=True)
    return dict(response.json or {})


def test_the_answer_is_the_command_lines_record_with_more_to_show(
    app: Flask, client: FlaskClient
) -> None:
    profile = parse_profile({"id": "x", **EXAMPLE})
    held = services_of(app)
    catalogue, scorer = held.snapshot.current(), held.ranking.current().scorer
    expected = ranking_record(
        "x", match(profile, catalogue, scorer, today=TODAY, limit=10), language="de"
    )
    answer = ask(client, {"id": "x", **EXAMPLE})
    for entry, wanted in zip(answer["matches"], expected["matches"], strict=True):
        assert {key: entry[key] for key in wanted} == wanted
        assert entry["title"]
        assert entry["provider"]
    assert (answer["profile"], answer["warnings"]) == ("x", expected["warnings"])
    assert (answer["catalogue_version"], answer["today"]) == (catalogue.version, "2026-11-22")


def test_an_empty_profile_gets_offers_too(client: FlaskClient) -> None:
    answer = ask(client, {})
    assert answer["profile"] is None
    assert len(answer["matches"]) == 10
    assert answer["total"] > 10


@pytest.mark.parametrize(("limit", "length"), [("1", 1), ("3", 3), ("25", 25)])
def test_the_limit_is_kept(client: FlaskClient, limit: str, length: int) -> None:
    assert len(ask(client, {}, f"?limit={limit}")["matches"]) == length


def test_all_adds_what_cannot_be_used_with_the_reason_and_without_a_rank(
    app: Flask, client: FlaskClient
) -> None:
    answer = ask(client, dict(EXAMPLE), "?limit=2&all=true")
    ranks = [entry["rank"] for entry in answer["matches"]]
    assert ranks[:3] == [1, 2, None]
    assert len(ranks) == 2 + len(services_of(app).snapshot.current().offers) - answer["total"]
    assert all(entry["reasons"] for entry in answer["matches"])


@pytest.mark.parametrize(
    ("query", "headers", "language"),
    [
        ("", {}, "de"),
        ("?lang=en", {}, "en"),
        ("", {"Accept-Language": "en-GB,en;q=0.9"}, "en"),
        ("", {"Accept-Language": "fr"}, "de"),
        ("?lang=de", {"Accept-Language": "en"}, "de"),
        ("", {"Cookie": "sprache=en"}, "de"),
    ],
)
def test_sentences_are_in_the_language_asked_for(
    client: FlaskClient, query: str, headers: dict[str, str], language: str
) -> None:
    texts = [
        warning["text"]
        for entry in ask(client, dict(EXAMPLE), query, **headers)["matches"]
        for warning in entry["warnings"]
        if warning["code"] == "warning.not_verified"
    ]
    starts = {"de": "Die Angaben", "en": "The facts"}
    assert texts
    assert all(text.startswith(starts[language]) for text in texts)


def test_the_day_of_the_profile_counts(client: FlaskClient) -> None:
    assert ask(client, {"today": "2030-01-01"})["today"] == "2030-01-01"


def test_odd_places_are_warned_of(client: FlaskClient) -> None:
    answer = ask(client, {"postal_code": "44787", "municipality": "München"})
    assert [warning["code"] for warning in answer["warnings"]] == ["place_contradiction"]


def test_nothing_of_a_profile_is_stored_or_logged(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    engine = services_of(app).engine
    tables = sorted(inspect(engine).get_table_names())

    def rows() -> dict[str, int]:
        with reading(engine) as session:
            count = "SELECT count(*) FROM {}"
            connection = session.connection()
            return {t: connection.exec_driver_sql(count.format(t)).scalar_one() for t in tables}

    before = rows()
    with caplog.at_level(logging.DEBUG):
        ask(client, {**EXAMPLE, "id": "geheime-kennung", "need_text": "unser Geheimnis Xyzzy"})
        client.post(PATH, json={"need_text": "Xyzzy", "employees": "geheim-Xyzzy"})
    assert rows() == before
    assert "Xyzzy" not in caplog.text
    assert "geheime-kennung" not in caplog.text


def test_the_api_needs_no_token_and_sets_no_cookie(client: FlaskClient) -> None:
    response = client.post(PATH, json={})
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


def test_every_page_may_ask_and_is_told_so_beforehand(client: FlaskClient) -> None:
    asked = client.options(
        PATH, headers={"Origin": "https://x.example", "Access-Control-Request-Method": "POST"}
    )
    for response in (asked, client.post(PATH, json={}), client.post(PATH, data="x")):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in asked.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Origin" not in client.get("/").headers


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "postal_code": st.from_regex(r"\A[0-9]{5}\Z"),
    "municipality": st.text(max_size=60),
    "wz": st.sampled_from(["C", "25", "25.62", "68.2"]),
    "employees": st.integers(0, 10**6),
    "turnover_eur": st.integers(0, 10**12),
    "founded": st.integers(1800, 2035),
    "legal_form": st.sampled_from(["GmbH", "e.K.", "Freiberuflich", "gGmbH", "Xyz"]),
    "needs": st.lists(st.sampled_from(NEED_KEYS), max_size=5),
    "need_text": st.text(max_size=300),
    "facts": st.dictionaries(
        st.sampled_from(["project_started", "x"]),
        st.one_of(st.booleans(), st.integers(-(10**9), 10**9), st.text(max_size=20)),
        max_size=2,
    ),
}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.fixed_dictionaries({}, optional=VALUES))
def test_any_sound_profile_is_answered_in_shape(
    client: FlaskClient, profile: dict[str, Any]
) -> None:
    answer = ask(client, json.loads(json.dumps(profile)), "?limit=5")
    ranks = [entry["rank"] for entry in answer["matches"]]
    assert ranks == list(range(1, len(ranks) + 1))
