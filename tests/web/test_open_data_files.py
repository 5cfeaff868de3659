"""The catalogue as files: what is in them, and what a cache may keep."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.fixtures.apps import NOW, make_settings
from tests.fixtures.clocks import StoppedClock
from tests.web.open_data_world import AFTER, LICENCE, put
from web.app import create_app
from web.current import services_of

FILES = ("jsonl", "csv", "xlsx")
CACHED = (
    *(f"/offene-daten/angebote.{name}" for name in FILES),
    "/offene-daten/fristen.ics",
    "/offene-daten/aenderungen.atom",
)
EVERY = pytest.mark.parametrize("path", CACHED)


def offers_of(app: Flask) -> list[str]:
    return [each.id for each in services_of(app).snapshot.current().offers]


def test_json_lines_hold_every_offer_with_its_licence(app: Flask, client: FlaskClient) -> None:
    put(app, AFTER)
    answer = client.get("/offene-daten/angebote.jsonl")
    found = [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]
    assert [each["id"] for each in found] == offers_of(app)
    assert {each["id"]: each.get("license_info") for each in found}["messe-zuschuss"] == LICENCE
    assert answer.mimetype == "application/jsonl"


def test_tables_hold_every_offer(app: Flask, client: FlaskClient) -> None:
    table = client.get("/offene-daten/angebote.csv").get_data(as_text=True)
    rows = [*csv.DictReader(io.StringIO(table, newline=""))]
    sheet = load_workbook(io.BytesIO(client.get("/offene-daten/angebote.xlsx").data)).active
    assert sheet is not None
    assert [row["id"] for row in rows] == offers_of(app)
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == offers_of(app)


@pytest.mark.parametrize("name", FILES)
def test_files_are_saved_under_a_name(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/offene-daten/angebote.{name}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="angebotslotse.{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@EVERY
def test_answers_may_be_kept_and_read_from_any_page(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    assert answer.last_modified is not None


@EVERY
def test_who_has_it_already_gets_nothing_again(client: FlaskClient, path: str) -> None:
    known = client.get(path)
    by_tag = client.get(path, headers={"If-None-Match": known.headers["ETag"]})
    by_day = client.get(path, headers={"If-Modified-Since": known.headers["Last-Modified"]})
    for answer in (by_tag, by_day):
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == known.headers["ETag"]
        assert answer.headers["Cache-Control"] == "public, max-age=300"


@EVERY
def test_a_change_of_the_catalogue_is_fetched_again(
    app: Flask, client: FlaskClient, path: str
) -> None:
    known = client.get(path)
    put(app, AFTER, now=NOW + timedelta(minutes=1))
    answer = client.get(
        path,
        headers={
            "If-None-Match": known.headers["ETag"],
            "If-Modified-Since": known.headers["Last-Modified"],
        },
    )
    assert answer.status_code == 200
    assert answer.data != known.data


@EVERY
def test_only_the_head_can_be_asked_for(client: FlaskClient, path: str) -> None:
    head, whole = client.head(path), client.get(path)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_a_tag_belongs_to_one_address_and_one_language(client: FlaskClient) -> None:
    paths = (
        "/offene-daten/angebote.csv",
        "/offene-daten/angebote.jsonl",
        "/offene-daten/fristen.ics",
        "/offene-daten/fristen.ics?lang=en",
        "/offene-daten/fristen.ics?bedarf=export",
        "/offene-daten/aenderungen.atom",
    )
    tags = [client.get(path).headers["ETag"] for path in paths]
    english = client.get(paths[2], headers={"Accept-Language": "en"})
    tags.append(english.headers["ETag"])
    assert len(set(tags)) == len(tags)


def test_a_calendar_is_another_one_the_next_day(app: Flask, client: FlaskClient) -> None:
    settings = services_of(app).settings
    tomorrow = create_app(settings, clock=StoppedClock(NOW + timedelta(days=1))).test_client()
    for path, is_same in (
        ("/offene-daten/fristen.ics", False),
        ("/offene-daten/aenderungen.atom", True),
        ("/offene-daten/angebote.xlsx", True),
    ):
        tags = [each.get(path).headers["ETag"] for each in (client, tomorrow)]
        assert (tags[0] == tags[1]) is is_same, path


def test_one_address_may_not_fetch_without_end(app: Flask) -> None:
    url = services_of(app).settings.database_url
    limited = create_app(
        make_settings(url, download_rate="2 per minute"), clock=StoppedClock(NOW)
    ).test_client()
    answers = [limited.get(path) for path in CACHED[:3]]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) > 0
    assert limited.get("/offene-daten").status_code == 200
