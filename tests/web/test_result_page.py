"""What frames the list: how much of it is shown at once, and until when it is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.web.result_world import METAL_WORKS, RETENTION, card_ids, stored
from web.current import services_of
from web.pages.result.views import FIRST_CARDS
from web.use_cases.firms import profiles

if TYPE_CHECKING:
    from flask import Flask

    from tests.fixtures.pages import PageClient


def test_list_and_questionnaire_name_the_same_last_day(app: Flask, page: PageClient) -> None:
    token = stored(app, METAL_WORKS)
    half_past_midnight = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    profiles.finish(services_of(app).engine, token, half_past_midnight, retention=RETENTION)

    for path in (f"/ergebnis/{token}", f"/fragebogen/{token}/pruefen"):
        assert "22. Mai 2027" in page.get(path).text


def test_each_wish_for_more_adds_as_many_cards_as_the_page_began_with(
    app: Flask, page: PageClient
) -> None:
    token = stored(app, {})
    shown = page.get(f"/ergebnis/{token}")

    more = shown.links()[f"{FIRST_CARDS} weitere Angebote anzeigen"]

    assert len(card_ids(shown)) == FIRST_CARDS
    assert len(card_ids(page.get(more.partition("#")[0]))) == 2 * FIRST_CARDS
