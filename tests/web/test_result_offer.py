"""One offer for one company: every condition with its state, and points that add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matcher.features import FEATURES
from matcher.ranking import match_one
from matcher.scorers import ReadableScorer
from tests.fixtures.pages import text_of
from tests.web.result_world import METAL_WORKS, NOTHING_FITS, TODAY, list_of, stored
from web.current import services_of
from web.match_page.points import _FEATURES

if TYPE_CHECKING:
    from flask import Flask

    from tests.fixtures.pages import Page, PageClient


def offer_page(page: PageClient, token: str, offer_id: str) -> Page:
    """The page of an offer in a list."""
    return page.get(f"/ergebnis/{token}/angebot/{offer_id}")


def number(text: str) -> float:
    """'−4,0' as a number."""
    return float(text.replace("−", "-").replace(".", "").replace(",", "."))


def test_every_feature_has_words_on_the_page() -> None:
    assert {feature.name for feature in FEATURES} <= set(_FEATURES)


def test_every_condition_is_listed_with_its_state(app: Flask, page: PageClient) -> None:
    token = stored(app, METAL_WORKS)
    held = services_of(app)
    profile = list_of(app, token).answers.profile
    catalogue = held.snapshot.current()

    shown = offer_page(page, token, "umweltinnovationsprogramm")
    found = match_one(
        profile, catalogue, ReadableScorer(), "umweltinnovationsprogramm", today=TODAY
    )

    assert found is not None
    lines = shown.all("li", class_="al-condition")
    assert len(lines) == len(found.conditions)
    assert any("(erfüllt)" in text_of(line) for line in lines)
    assert any("(offen)" in text_of(line) for line in lines)


def test_the_points_add_up(app: Flask, page: PageClient) -> None:
    token = stored(app, METAL_WORKS)

    for match in list_of(app, token).fitting[:4]:
        table = offer_page(page, token, match.offer.id).one("table", class_="al-score")
        *parts, total = [number(text_of(cell)) for cell in table.iter("td")]
        assert round(sum(parts), 1) == total
        assert total == pytest.approx(match.score, abs=0.3)


def test_an_offer_that_does_not_fit_says_what_excludes_it(app: Flask, page: PageClient) -> None:
    token = stored(app, NOTHING_FITS)
    excluded = list_of(app, token).excluded[0]

    shown = offer_page(page, token, excluded.offer.id)

    assert shown.h1 == excluded.offer.title
    assert "(nicht erfüllt)" in shown.text
    assert "Es hat keinen Platz in der Liste" in shown.text


def test_each_offer_of_the_catalogue_has_a_page(app: Flask, page: PageClient) -> None:
    token = stored(app, METAL_WORKS)

    for offer in services_of(app).snapshot.current().offers:
        assert offer_page(page, token, offer.id).h1 == offer.title


def test_an_unknown_offer_is_not_found(app: Flask, page: PageClient) -> None:
    token = stored(app, METAL_WORKS)

    assert page.get(f"/ergebnis/{token}/angebot/gibt-es-nicht", status=404).status == 404
