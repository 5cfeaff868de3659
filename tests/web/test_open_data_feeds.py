"""Calendar and feed of the service: which offers, in which words, under which ids."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from tests.fixtures.apps import NOW, make_settings
from tests.fixtures.clocks import StoppedClock
from tests.web.open_data_world import AFTER, LICENCE, put, put_with_past
from web.app import create_app
from web.current import services_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import feedparser

ICS, ATOM = "/offene-daten/fristen.ics", "/offene-daten/aenderungen.atom"


def events(client: FlaskClient, query: str = "", **headers: str) -> Mapping[str, Any]:
    """The events of the calendar by their summary."""
    answer = client.get(ICS + query, headers=headers)
    assert answer.content_type == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.data)
    return {str(each["SUMMARY"]): each for each in found.walk("VEVENT")}


def entries(client: FlaskClient, query: str = "", **headers: str) -> list[Any]:
    """The entries of the feed; fails where it is not one."""
    answer = client.get(ATOM + query, headers=headers)
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.data)
    assert not found.bozo
    return list(found.entries)


def test_the_calendar_shows_the_deadline_with_its_offer(app: Flask, client: FlaskClient) -> None:
    put_with_past(app)
    found = events(client)["Frist: Zuschuss für Messen"]
    assert found["DTSTART"].to_ical() == b"20261231"
    assert found.decoded("DTSTAMP") == NOW - timedelta(hours=1)
    assert found["SEQUENCE"] == 1
    assert found["URL"] == "http://localhost/angebote/messe-zuschuss"
    assert LICENCE in found["DESCRIPTION"]
    assert "Wortlaut" not in found["DESCRIPTION"]


@pytest.mark.parametrize(
    "change",
    [
        {"state": "ended"},
        {"state": "archive_only"},
        {"valid_until": "2026-11-21"},
        {"deadlines": [{"date": "2026-11-21"}]},
    ],
)
def test_what_is_over_is_not_in_the_calendar(
    app: Flask, client: FlaskClient, change: dict[str, Any]
) -> None:
    put(app, {**AFTER, **change})
    assert "Frist: Zuschuss für Messen" not in events(client)


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("?bedarf=export", True),
        ("?bedarf=export&bedarf=founding", True),
        ("?bedarf=founding", False),
        ("?bedarf=unsinn", True),
        ("?art=grant&bedarf=export", True),
        ("?art=loan", False),
        ("?ort=Bochum", True),
        ("?ort=44787", True),
        ("?ort=DEA", True),
        ("?ort=Dresden", False),
    ],
)
def test_both_feeds_are_narrowed_by_topic_kind_and_place(
    app: Flask, client: FlaskClient, query: str, is_there: bool
) -> None:
    put_with_past(app)
    assert ("Frist: Zuschuss für Messen" in events(client, query)) is is_there
    titles = [each.title for each in entries(client, query)]
    assert ("Zuschuss für Messen (Land)" in titles) is is_there


@pytest.mark.parametrize("path", [ICS, ATOM])
def test_a_place_that_nobody_knows_is_refused(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{path}?ort=Nirgendwohausen")
    assert answer.status_code == 422
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_feed_says_what_changed(app: Flask, client: FlaskClient) -> None:
    put_with_past(app)
    newest, first = entries(client)[:2]
    assert newest.summary.splitlines() == [
        "Frist geändert: bisher 30. September 2026, jetzt 31. Dezember 2026.",
        "Beschreibung geändert.",
    ]
    assert [tag.term for tag in newest.tags] == ["deadline.changed", "texts.changed"]
    assert newest.link == "http://localhost/angebote/messe-zuschuss/verlauf"
    assert newest.rights == LICENCE
    assert newest.updated == "2026-11-22T10:00:00Z"
    assert first.summary == "Neu im Verzeichnis."
    assert newest.id != first.id


def test_an_offer_that_left_the_place_is_told_there(app: Flask, client: FlaskClient) -> None:
    put(app, AFTER)
    put(app, {**AFTER, "territory": ["Dresden"]}, now=NOW + timedelta(minutes=1))
    found = entries(client, "?ort=Bochum&bedarf=export")[0]
    assert found.summary == "Gebiet geändert: bisher Bochum, jetzt Dresden."


@pytest.mark.parametrize(
    ("query", "accepted", "words"),
    [
        ("", "", "Neu im Verzeichnis."),
        ("", "en-GB,de;q=0.5", "New in the catalogue."),
        ("", "fr", "Neu im Verzeichnis."),
        ("?lang=en", "de", "New in the catalogue."),
        ("?lang=xx", "en", "New in the catalogue."),
    ],
)
def test_a_feed_speaks_the_language_asked_for(
    app: Flask, client: FlaskClient, query: str, accepted: str, words: str
) -> None:
    put(app, AFTER)
    headers = {"Accept-Language": accepted} if accepted else {}
    answer = client.get(ATOM + query, headers=headers)
    assert feedparser.parse(answer.data).entries[0].summary == words
    assert "Accept-Language" in answer.headers["Vary"]
    assert answer.headers["Content-Language"] == ("en" if words.startswith("New") else "de")


def test_ids_stay_whatever_the_language_and_filter(app: Flask, client: FlaskClient) -> None:
    put_with_past(app)
    queries = ("", "?lang=en", "?bedarf=export")
    assert len({entries(client, query)[0].id for query in queries}) == 1
    assert len({str(events(client, query)[title]["UID"]) for query, title in (
        ("", "Frist: Zuschuss für Messen"),
        ("?lang=en", "Deadline: Zuschuss für Messen"),
        ("?ort=Bochum", "Frist: Zuschuss für Messen"),
    )}) == 1  # fmt: skip


def test_addresses_are_those_that_the_operator_set(app: Flask) -> None:
    put_with_past(app)
    settings = make_settings(
        services_of(app).settings.database_url, public_url="https://angebote.example.org/"
    )
    client = create_app(settings, clock=StoppedClock(NOW)).test_client()
    found = entries(client)[0]
    assert found.id == "tag:angebote.example.org,2026:offer/messe-zuschuss/2"
    assert found.link == "https://angebote.example.org/angebote/messe-zuschuss/verlauf"
    url = events(client)["Frist: Zuschuss für Messen"]["URL"]
    assert url == "https://angebote.example.org/angebote/messe-zuschuss"
