"""What every answer of the service has in common."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pythonjsonlogger.json import JsonFormatter

from tests.fixtures.apps import running_app
from tests.fixtures.pages import PageClient
from web.access import by_token, public
from web.errors import FieldError, Problem
from web.logs import PrivateJsonFormatter
from web.security import HEADERS
from web.tokens import is_token, new_token, token_hash

SECRET_WORD = "Geheimnis-der-Firma"


@pytest.fixture
def app(app: Flask) -> Flask:
    """The service with a few views that misbehave."""
    views = {
        "/probe/fehler": public(_fail),
        "/probe/<string:token>": by_token(lambda token: "ok"),
        "/probe/formular": public(lambda: "ok"),
        "/probe/offen": lambda: "ok",
        "/api/probe": public(_refuse),
    }
    for number, (rule, view) in enumerate(views.items()):
        app.add_url_rule(rule, f"probe{number}", view, methods=["GET", "POST"])
    return app


def _refuse() -> str:
    wrong = FieldError("employees", "wrong_type", "must be a whole number")
    raise Problem(422, code="invalid", errors=(wrong,))


def _fail() -> str:
    raise RuntimeError(SECRET_WORD)


@pytest.mark.parametrize("path", ["/", "/health", "/gibt-es-nicht", "/impressum"])
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers

    assert {name: headers.get(name) for name in HEADERS} == dict(HEADERS)


def test_the_api_differs_only_in_that_other_sites_may_read_it(client: FlaskClient) -> None:
    headers = client.get("/api/v1/gibt-es-nicht").headers
    different = {name for name in HEADERS if headers.get(name) != HEADERS[name]}

    assert different <= {"Cross-Origin-Resource-Policy"}


def test_the_content_policy_allows_nothing_inline_and_nothing_foreign() -> None:
    policy = HEADERS["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_behind_https_cookies_are_secure_and_browsers_stay_with_https(
    filled_template: Path, tmp_path: Path
) -> None:
    with running_app(filled_template, tmp_path / "x.sqlite3", https=True) as app:
        response = app.test_client().get("/", base_url="https://localhost")

    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert app.config["SESSION_COOKIE_SECURE"] is True
    assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-")


def test_an_unknown_address_is_a_helpful_page(page: PageClient) -> None:
    found = page.get("/gibt-es-nicht", status=404)

    assert found.h1 == "Seite nicht gefunden"
    assert found.response.headers["X-Request-ID"] in found.text


def test_the_error_page_speaks_english_too(page: PageClient) -> None:
    assert page.get("/gibt-es-nicht?lang=en", status=404).h1 == "Page not found"


def test_programs_get_errors_as_problem_json(client: FlaskClient) -> None:
    response = client.get("/api/v1/gibt-es-nicht")

    assert response.content_type == "application/problem+json"
    assert response.get_json() == {
        "type": "about:blank",
        "title": "Seite nicht gefunden",
        "status": 404,
        "detail": "Unter dieser Adresse gibt es nichts, oder es ist nicht mehr da.",
        "request_id": response.headers["X-Request-ID"],
    }


def test_a_refusal_names_every_field_that_is_wrong(client: FlaskClient) -> None:
    response = client.get("/api/probe")

    assert response.status_code == 422
    assert response.get_json()["code"] == "invalid"
    assert response.get_json()["errors"] == [
        {"field": "employees", "code": "wrong_type", "detail": "must be a whole number"}
    ]


def test_behind_a_proxy_each_reader_has_a_budget_of_their_own(
    filled_template: Path, tmp_path: Path
) -> None:
    settings = {"form_rate": "1 per minute", "trusted_proxies": 1}
    with running_app(filled_template, tmp_path / "x.sqlite3", **settings) as app:
        app.add_url_rule("/probe", "probe", public(lambda: "ok"), methods=["POST"])
        client = app.test_client()
        addresses = ("10.0.0.1", "10.0.0.2", "10.0.0.1")
        answers = [
            client.post("/probe", headers={"X-Forwarded-For": address}).status_code
            for address in addresses
        ]

    assert answers == [400, 400, 429]


def test_who_prefers_json_gets_json_on_pages_as_well(client: FlaskClient) -> None:
    wanted = client.get("/gibt-es-nicht", headers={"Accept": "application/json"})
    browser = client.get("/gibt-es-nicht", headers={"Accept": "text/html,*/*;q=0.8"})

    assert wanted.content_type == "application/problem+json"
    assert browser.mimetype == "text/html"


def test_a_fault_of_ours_shows_nothing_from_inside(page: PageClient) -> None:
    found = page.get("/probe/fehler", status=500)

    assert SECRET_WORD not in found.response.get_data(as_text=True)
    assert "Traceback" not in found.text


def test_a_wrong_method_is_refused_and_says_which_are_right(client: FlaskClient) -> None:
    response = client.delete("/")

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_request_that_is_too_large_is_refused(client: FlaskClient) -> None:
    response = client.post("/probe/formular", data={"text": "x" * 300_000})

    assert response.status_code == 413


def test_a_form_without_its_token_is_refused_with_words_that_help(client: FlaskClient) -> None:
    response = client.post("/probe/formular", data={"text": "x"})

    assert response.status_code == 400
    assert "Das Formular ist abgelaufen" in response.get_data(as_text=True)


def test_a_route_without_an_access_rule_is_closed(client: FlaskClient) -> None:
    assert client.get("/probe/offen").status_code == 403


def test_a_page_behind_a_token_is_never_kept_nor_indexed(client: FlaskClient) -> None:
    headers = client.get(f"/probe/{new_token()}").headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("token", ["x", "a" * 42, "a" * 44, "a" * 42 + "%20", "%00" * 43])
def test_a_malformed_token_is_like_an_unknown_one(client: FlaskClient, token: str) -> None:
    assert client.get(f"/probe/{token}").status_code == 404


def test_tokens_are_long_different_and_only_their_hash_is_kept() -> None:
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert all(is_token(token) for token in tokens)
    assert all(token not in token_hash(token) for token in tokens)


def test_a_request_id_from_outside_counts_only_behind_a_proxy(
    client: FlaskClient, filled_template: Path, tmp_path: Path
) -> None:
    given = {"X-Request-ID": "from-the-proxy-1"}
    direct = client.get("/health", headers=given).headers["X-Request-ID"]
    with running_app(filled_template, tmp_path / "x.sqlite3", trusted_proxies=1) as app:
        proxied = app.test_client().get("/health", headers=given).headers["X-Request-ID"]

    assert direct != "from-the-proxy-1"
    assert proxied == "from-the-proxy-1"


def test_logs_name_the_route_and_never_the_secret_or_what_was_asked(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    token = new_token()
    with caplog.at_level(logging.INFO):
        client.get(f"/probe/{token}?frage={SECRET_WORD}")
        client.get(f"/probe/fehler?frage={SECRET_WORD}")

    lines = _as_written(caplog.records)
    assert "/probe/<string:token>" in [line.get("route") for line in lines]
    assert all(token not in json.dumps(line) for line in lines)
    assert all(SECRET_WORD not in json.dumps(line) for line in lines)


def test_a_logged_fault_names_its_kind_and_places_but_not_its_text(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/probe/fehler")

    [fault] = [line for line in _as_written(caplog.records) if line["message"] == "request failed"]
    assert str(fault["exc_info"]).startswith("RuntimeError at ")
    assert "_fail" in str(fault["exc_info"])


def _as_written(records: list[logging.LogRecord]) -> list[dict[str, object]]:
    formatter: JsonFormatter = PrivateJsonFormatter("%(message)s %(name)s")
    return [json.loads(formatter.format(record)) for record in records]


def test_forms_are_counted_and_too_many_are_refused(filled_template: Path, tmp_path: Path) -> None:
    limits = {"form_rate": "2 per minute", "api_rate": "1 per minute"}
    with running_app(filled_template, tmp_path / "x.sqlite3", **limits) as app:
        app.add_url_rule("/probe", "probe", public(lambda: "ok"), methods=["POST"])
        client = app.test_client()
        sent = [client.post("/probe").status_code for _ in range(3)]
        read = [client.get("/").status_code for _ in range(5)]
        welcome = client.get("/api/v1/openapi.json")
        asked = [welcome.status_code, client.get("/api/v1/openapi.json").status_code]
        refused = client.post("/probe")

    assert sent == [400, 400, 429]
    assert read == [200] * 5
    assert asked == [200, 429]
    assert int(refused.headers["Retry-After"]) > 0
    assert "Retry-After" not in welcome.headers


def test_pages_are_shown_although_the_error_page_itself_is_broken(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(app.jinja_env.globals, "current_language")
    app.jinja_env.cache.clear()  # type: ignore[union-attr]

    response = app.test_client().get("/gibt-es-nicht")

    assert response.status_code == 404
    assert "<h1>Seite nicht gefunden</h1>" in response.get_data(as_text=True)
