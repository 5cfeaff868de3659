"""Similar offers: variants that made room in the list are links under the best of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.session import transaction
from offers import store
from offers.schema import Offer
from tests.fixtures.apps import NOW, running_app
from tests.fixtures.pages import text_of
from tests.matcher.test_folding import ten_variants
from tests.web.result_world import card_ids, cards, list_of, stored
from web.current import services_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from tests.fixtures.pages import PageClient

WISH = {"postal_code": "58452", "needs": ["growth_investment"]}


def others() -> list[Offer]:
    """Twelve offers that fit as well and are no variants of anything."""
    words = "Agrar Bauwesen Chemie Druck Elektro Forst Glas Handel Imkerei Jagd Keramik Leder"
    base = ten_variants()[0].model_copy(update={"kinds": (), "territory": ("Deutschland",)})
    return [
        base.model_copy(update={"id": word.lower(), "title": word, "provider": f"Verband {word}"})
        for word in words.split()
    ]


@pytest.fixture
def app(sqlite_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The service with ten variants of a loan and twelve other offers."""
    with running_app(sqlite_template, tmp_path / "app.sqlite3") as made:
        with transaction(services_of(made).engine) as session:
            store.upsert(session, [*ten_variants(), *others()], source_id="x", by="test", now=NOW)
        yield made


def test_two_variants_are_cards_and_the_others_links_under_the_better(
    app: Flask, page: PageClient
) -> None:
    token = stored(app, WISH)
    shown = page.get(f"/ergebnis/{token}")

    variants = [each for each in card_ids(shown) if each.startswith("wachstumskredit")]
    best = next(card for card in cards(shown) if card.get("id") == f"angebot-{variants[0]}")
    assert len(variants) == 2
    links = list(next(best.iter("details")).iter("a"))
    assert "Ähnliche Angebote (8)" in text_of(best)
    assert len(links) == 8
    assert page.get(links[0].get("href", "")).h1 == text_of(links[0])
    assert len([card for card in cards(shown) if list(card.iter("details"))]) == 1


def test_the_links_speak_english_where_the_reader_does(app: Flask, page: PageClient) -> None:
    token = stored(app, WISH)
    assert "Similar offers (8)" in page.get(f"/ergebnis/{token}?lang=en").text


def test_folded_variants_stand_in_the_list_as_well(app: Flask) -> None:
    found = list_of(app, stored(app, WISH)).fitting
    assert len(found) == 22
    assert {each.offer.id for each in found} > {each.id for each in found[0].similar}


def test_the_interface_names_the_variants_of_a_match(app: Flask, client: FlaskClient) -> None:
    answer = client.post("/api/v1/matches?limit=10", json=WISH).get_json()
    similar = [entry["similar"] for entry in answer["matches"] if entry["similar"]]
    assert [len(ids) for ids in similar] == [8]
    assert not set(similar[0]) & {entry["offer"] for entry in answer["matches"]}
