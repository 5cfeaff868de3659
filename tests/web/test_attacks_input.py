"""Inputs that mean harm: refused in a few words, and nothing is kept of them."""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from offers.text import compounds, tokenising, vectors
from offers.text.vectors import TextIndex
from tests.fixtures.apps import running_app
from web.current import services_of
from web.use_cases.organisations import whom_to_ask

HEADER = b"id,name,kind,territories\n"
MATCHES = "/api/v1/matches?lang=de"
SMALL_ANSWER = 20_000


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("needs", [0] * 80_000),
        ("needs", [""] * 60_000),
        ("preferred_kinds", ["grant"] * 20_000),
        ("facts", {str(number): [] for number in range(20_000)}),
    ],
)
def test_an_endless_list_is_refused_as_a_whole(
    client: FlaskClient, field: str, value: object
) -> None:
    answer = client.post(MATCHES, json={field: value})

    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["errors"] == [
        {
            "field": field,
            "code": "too_many",
            "detail": "Bitte geben Sie hier höchstens 1000 Werte an.",
        }
    ]


def test_thousands_of_bad_fields_are_answered_with_the_first_hundred(client: FlaskClient) -> None:
    answer = client.post(MATCHES, json={f"unknown{number}": 1 for number in range(10_000)})

    assert answer.status_code == 422
    assert answer.json is not None
    assert len(answer.json["errors"]) == 100
    assert len(answer.data) < SMALL_ANSWER


@pytest.mark.parametrize("query", ["lang=null", "lang=xx&lang=de", "format=xml"])
def test_a_parameter_of_one_offer_that_means_nothing_is_refused(
    client: FlaskClient, query: str
) -> None:
    assert client.get("/api/v1/offers/bafa-eew").status_code == 200
    assert client.get(f"/api/v1/offers/bafa-eew?{query}").status_code == 422


@pytest.mark.parametrize("number", ["9" * 400, "-1e300", "1e14"])
def test_a_number_beyond_all_bounds_is_refused_in_german_words(
    client: FlaskClient, number: str
) -> None:
    body = f'{{"facts": {{"project_started": {number}}}}}'
    answer = client.post(MATCHES, data=body, content_type="application/json")

    assert answer.status_code == 422
    assert answer.json is not None
    detail = answer.json["errors"][0]["detail"]
    assert "geht hier nicht" in detail
    assert "number" not in detail


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (b"a,x\x00y,chamber,DEA\n", "list.csv, line 2: holds control characters; remove them"),
        (b"a,x\x1b[2Jy,chamber,DEA\n", "list.csv, line 2: holds control characters; remove them"),
        (
            b"a," + b"x" * 200_000 + b",chamber,DEA\n",
            "list.csv, line 2, field name: is longer than 300 characters",
        ),
    ],
    ids=["null byte", "escape sequence", "endless cell"],
)
def test_a_list_of_organisations_that_no_database_takes_ends_in_a_sentence(
    app: Flask, tmp_path: Path, row: bytes, sentence: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(HEADER + row)
    engine = services_of(app).engine
    before = whom_to_ask.all_organisations(engine)

    result = app.test_cli_runner().invoke(args=["import-organisations", str(path)])

    assert result.exit_code == 1
    assert sentence in result.output
    assert "Nothing was stored." in result.output
    assert whom_to_ask.all_organisations(engine) == before


def test_words_that_nobody_ever_wrote_do_not_fill_the_memory() -> None:
    letters = random.Random(2)
    index = TextIndex.fit(["Energie und Beratung", "Maschinen und Werkzeuge"])

    for _ in range(60):
        words = ("".join(letters.choices(string.ascii_lowercase, k=58)) for _ in range(100))
        index.similarity(" ".join(words))

    grams = vectors._word_grams.cache_info()
    assert grams.currsize <= 4096
    for remembered in (tokenising.word_tokens, tokenising.stem, compounds.parts):
        assert (remembered.cache_info().maxsize or 0) <= 16_384


def test_a_database_without_tables_is_told_as_not_available_and_never_as_our_inside(
    tmp_path: Path,
) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    with running_app(empty, tmp_path / "x.sqlite3") as app:
        page = app.test_client().get("/angebote")
        data = app.test_client().get("/api/v1/offers")

    assert (page.status_code, data.status_code) == (503, 503)
    assert "Der Dienst ist gerade nicht erreichbar" in page.text
    for answer in (page, data):
        assert "sqlite" not in answer.text.lower()
        assert "no such table" not in answer.text


def test_a_file_that_is_no_database_is_told_as_not_available(tmp_path: Path) -> None:
    garbage = tmp_path / "garbage"
    garbage.write_text("no database " * 100, encoding="utf-8")
    with running_app(garbage, tmp_path / "x.sqlite3") as app:
        assert app.test_client().get("/angebote").status_code == 503
        assert app.test_client().get("/health").status_code == 503
