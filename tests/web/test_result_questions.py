"""The questions that the list announces: those that the questionnaire can ask, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from matcher.questions import askable
from models.session import transaction
from offers import store
from offers.schema import Offer, parse_offer
from tests.fixtures.apps import NOW, running_app
from tests.fixtures.pages import text_of
from tests.web.result_world import list_of, stored
from web.current import services_of

if TYPE_CHECKING:
    from flask import Flask

    from tests.fixtures.pages import PageClient

WELL = {"fact": {"name": "has_own_well", "equals": True}}
STARTED = {"fact": {"name": "project_started", "equals": False}}
IHK = {"chamber": ["IHK"]}
TOURISM = {"postal_code": "10115", "needs": ["tourism_marketing"]}


def offer(offer_id: str, condition: object) -> Offer:
    """An offer for tourism with one condition."""
    raw = {"id": offer_id, "title": offer_id.title(), "provider": "Stadt", "conditions": condition}
    return parse_offer(raw | {"needs": ["tourism_marketing"], "territory": ["DE"]})


def put(app: Flask, *offers: Offer) -> None:
    """Bring offers into the catalogue, as an import does."""
    with transaction(services_of(app).engine) as session:
        store.upsert(session, offers, source_id="x", by="test", now=NOW)


@pytest.fixture
def app(sqlite_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The service with an empty catalogue."""
    with running_app(sqlite_template, tmp_path / "app.sqlite3") as made:
        yield made


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("chamber", True),
        ("municipality", True),
        ("facts.project_started", True),
        ("facts.has_own_well", False),
        ("facts.", False),
    ],
)
def test_only_a_registered_fact_can_be_asked_for(field: str, expected: bool) -> None:
    assert askable(field) is expected


def test_a_question_that_nobody_can_be_asked_is_not_announced(app: Flask, page: PageClient) -> None:
    put(app, offer("brunnen", WELL), offer("beides", {"all": [WELL, IHK]}))
    token = stored(app, TOURISM)

    shown = page.get(f"/ergebnis/{token}")

    assert len(list_of(app, token).fitting) == 2
    assert list_of(app, token).questions == ()
    assert not shown.all("section", class_="al-question")
    assert not [link for link in shown.all("a") if not link.get("href")]


def test_it_does_not_count_among_the_questions_that_can_be_asked(
    app: Flask, page: PageClient
) -> None:
    put(app, offer("beides", {"all": [WELL, IHK]}), offer("beginn", STARTED))
    token = stored(app, TOURISM)

    box = page.get(f"/ergebnis/{token}").one("section", class_="al-question")

    assert "Noch eine Frage klärt ein Angebot" in text_of(box)
    assert [each.field for each in list_of(app, token).questions] == ["facts.project_started"]


def test_the_questions_end_where_only_such_a_question_is_left(app: Flask, page: PageClient) -> None:
    put(app, offer("brunnen", WELL), offer("beginn", STARTED))
    token = stored(app, TOURISM)
    path = f"/fragebogen/{token}/frage/facts.project_started"

    after = page.post(path, {"answer": "no"})

    assert after.response.request.path == f"/ergebnis/{token}"
