"""'Angabe falsch?': from the form to the operator's inbox."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.pages import PageClient
from web.current import services_of
from web.use_cases.catalogue import reports

OFFER = "bafa-eew"
PATH = f"/angebote/{OFFER}/angabe-falsch"
GOOD = {"feld": "amount", "nachricht": "Der Satz beträgt 45 Prozent.", "email": "", "webseite": ""}


def inbox(app: Flask) -> tuple[reports.Report, ...]:
    """What the operator finds."""
    return reports.open_reports(services_of(app).engine)


def test_a_report_reaches_the_inbox_and_is_confirmed(app: Flask, page: PageClient) -> None:
    shown = page.post(PATH, GOOD)
    assert shown.h1 == "Danke für Ihre Nachricht"
    kept = inbox(app)[0]
    assert (kept.offer_id, kept.field, kept.message, kept.contact) == (
        OFFER,
        "amount",
        "Der Satz beträgt 45 Prozent.",
        None,
    )


def test_the_address_is_kept_only_where_one_is_given(app: Flask, page: PageClient) -> None:
    page.post(PATH, {**GOOD, "email": " wer@example.org "})
    assert inbox(app)[0].contact == "wer@example.org"


def test_the_operator_lists_reports_on_the_command_line(app: Flask, page: PageClient) -> None:
    page.post(PATH, GOOD)
    listed = app.test_cli_runner().invoke(args=["reports", "list"])
    assert "Der Satz beträgt 45 Prozent." in listed.output


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"feld": ""}, "feld"),
        ({"feld": "nope"}, "feld"),
        ({"nachricht": "  "}, "nachricht"),
        ({"nachricht": "\x00\x07"}, "nachricht"),
        ({"nachricht": "x" * 3001}, "nachricht"),
        ({"email": "keine Adresse"}, "email"),
        ({"email": "a@b"}, "email"),
        ({"email": "a" * 320 + "@example.org"}, "email"),
    ],
)
def test_a_bad_field_is_named_and_what_was_typed_stays(
    app: Flask, page: PageClient, change: dict[str, str], field: str
) -> None:
    shown = page.post(PATH, {**GOOD, **change}, status=422)
    assert shown.title.startswith("Fehler:")
    summary = shown.one("div", id="error-summary")
    assert [link.get("href") for link in summary.iter("a")] == [f"#{field}"]
    assert inbox(app) == ()


def test_html_emoji_and_sql_arrive_as_they_were_written(app: Flask, page: PageClient) -> None:
    message = "<b>fett</b> 😀 '; DROP TABLE offer_report; --\nzweite Zeile"
    page.post(PATH, {**GOOD, "nachricht": message})
    assert inbox(app)[0].message == message


def test_a_program_that_fills_the_hidden_field_is_thanked_and_dropped(
    app: Flask, page: PageClient
) -> None:
    shown = page.post(PATH, {**GOOD, "webseite": "https://spam.example"})
    assert shown.h1 == "Danke für Ihre Nachricht"
    assert inbox(app) == ()


def test_a_form_without_its_token_is_refused(app: Flask, client: FlaskClient) -> None:
    assert client.post(PATH, data=GOOD).status_code == 400
    assert inbox(app) == ()


def test_a_report_on_an_unknown_offer_is_a_404(page: PageClient) -> None:
    token = page.token(PATH)
    page.post("/angebote/nope/angabe-falsch", {**GOOD, "csrf_token": token}, status=404)
