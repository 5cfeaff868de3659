"""Marks: remember, compare, hide and show again; each is a form that works without scripts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine

from tests.fixtures.apps import NOW
from tests.fixtures.pages import text_of
from tests.web.result_world import (
    CARE_SERVICE,
    RETENTION,
    card_ids,
    list_of,
    marks_of,
    stored,
)
from web.tokens import new_token
from web.use_cases.firms import marks, profiles

if TYPE_CHECKING:
    from flask import Flask

    from tests.fixtures.pages import Page, PageClient

FIRST = "fai-nrw"


def mark(page: PageClient, token: str, action: str, offer_id: str = FIRST, **data: str) -> Page:
    """The page after pressing a button of an offer in the list."""
    values = {**data, "csrf_token": page.token(f"/ergebnis/{token}")}
    return page.post(f"/ergebnis/{token}/angebot/{offer_id}/{action}", values)


def test_a_remembered_offer_can_be_compared_and_forgotten(app: Flask, page: PageClient) -> None:
    token = stored(app, CARE_SERVICE)

    shown = mark(page, token, "merken")
    assert marks_of(app, token) == ((FIRST,), ())
    assert shown.links()["Gemerktes Angebot ansehen"] == f"/ergebnis/{token}/vergleich"
    comparison = page.get(f"/ergebnis/{token}/vergleich")
    rows = [text_of(row) for row in comparison.all("th", scope="row")]
    assert rows[2:8] == [
        "Art",
        "Leistung",
        "Nächste Frist",
        "Vor Beginn?",
        "Noch offen",
        "Kontakt",
    ]

    emptied = mark(page, token, "vergessen", zurueck="vergleich")
    assert "Sie haben sich noch kein Angebot gemerkt" in emptied.text
    assert marks_of(app, token) == ((), ())


def test_several_offers_are_compared_in_the_order_of_remembering(
    app: Flask, page: PageClient
) -> None:
    token = stored(app, CARE_SERVICE)
    wanted = [match.offer.id for match in list_of(app, token).fitting[:3]][::-1]
    for offer_id in wanted:
        mark(page, token, "merken", offer_id)

    heads = page.get(f"/ergebnis/{token}/vergleich").all("th", scope="col")

    offers = {match.offer.id: match.offer.title for match in list_of(app, token).fitting}
    assert [text_of(head) for head in heads] == [offers[offer_id] for offer_id in wanted]


def test_a_hidden_offer_leaves_the_list_and_comes_back(app: Flask, page: PageClient) -> None:
    token = stored(app, CARE_SERVICE)
    before = card_ids(page.get(f"/ergebnis/{token}"))
    mark(page, token, "merken")

    hidden = mark(page, token, "ausblenden")
    assert FIRST not in card_ids(hidden)
    assert "Dieses Angebot ist jetzt ausgeblendet." in hidden.text
    assert marks_of(app, token) == ((), (FIRST,))

    restored = mark(page, token, "einblenden")
    assert card_ids(restored) == before
    assert marks_of(app, token) == ((), ())


def test_a_mark_leads_back_to_where_it_was_set(app: Flask, page: PageClient) -> None:
    token = stored(app, CARE_SERVICE)
    csrf_token = page.token(f"/ergebnis/{token}")
    targets = {
        "angebot": f"/ergebnis/{token}/angebot/{FIRST}",
        "vergleich": f"/ergebnis/{token}/vergleich",
        "liste": f"/ergebnis/{token}?anzahl=20#angebot-{FIRST}",
        "https://example.org": f"/ergebnis/{token}?anzahl=20#angebot-{FIRST}",
    }
    for back, expected in targets.items():
        values = {"zurueck": back, "anzahl": "20", "csrf_token": csrf_token}
        answer = page.client.post(f"/ergebnis/{token}/angebot/{FIRST}/merken", data=values)
        assert (answer.status_code, answer.location) == (303, expected)


def test_a_mark_without_the_form_token_is_refused(app: Flask, page: PageClient) -> None:
    token = stored(app, CARE_SERVICE)

    answer = page.client.post(f"/ergebnis/{token}/angebot/{FIRST}/merken")

    assert answer.status_code == 400
    assert marks_of(app, token) == ((), ())


@pytest.mark.parametrize("action", ["merken", "vergessen", "ausblenden", "einblenden"])
def test_unknown_offers_and_answers_cannot_be_marked(
    app: Flask, page: PageClient, action: str
) -> None:
    token = stored(app, CARE_SERVICE)
    values = {"csrf_token": page.token(f"/ergebnis/{token}")}
    for path in (f"{token}/angebot/gibt-es-nicht", f"{new_token()}/angebot/{FIRST}"):
        answer = page.client.post(f"/ergebnis/{path}/{action}", data=values)
        assert answer.status_code == 404


def test_a_mark_keeps_the_answers_longer_and_reading_does_not(engine: Engine) -> None:
    token = profiles.start(engine, "de", NOW, retention=RETENTION)
    later = NOW + timedelta(days=10)
    assert marks.remember(engine, token, FIRST, now=later, retention=RETENTION)

    found = profiles.load(engine, token, later)

    assert found is not None
    assert found.expires_utc == later + timedelta(days=30)


def test_marks_survive_one_another(engine: Engine) -> None:
    token = profiles.start(engine, "de", NOW, retention=RETENTION)
    for offer_id in ("a", "b", "a"):
        marks.remember(engine, token, offer_id, now=NOW, retention=RETENTION)
    marks.dismiss(engine, token, "b", now=NOW, retention=RETENTION)
    marks.dismiss(engine, token, "c", now=NOW, retention=RETENTION)
    marks.remember(engine, token, "c", now=NOW, retention=RETENTION)

    found = profiles.load(engine, token, NOW)

    assert found is not None
    assert (found.remembered, found.dismissed) == (("a", "c"), ("b",))


def test_the_oldest_marks_go_where_there_are_too_many(engine: Engine) -> None:
    token = profiles.start(engine, "de", NOW, retention=RETENTION)
    marks.remember(engine, token, "first", now=NOW, retention=RETENTION)
    for number in range(marks.MOST_MARKS):
        marks.remember(engine, token, f"offer-{number}", now=NOW, retention=RETENTION)

    found = profiles.load(engine, token, NOW)

    assert found is not None
    assert len(found.remembered) == marks.MOST_MARKS
    assert "first" not in found.remembered
