"""What the result's tests share: stored answers of three companies and a look at their lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tests.fixtures.apps import NOW
from web.current import services_of
from web.use_cases.firms import profiles
from web.use_cases.firms.match import CompanyList, for_profile
from web.use_cases.firms.profiles import Change
from web.use_cases.firms.stored_answers import Retention

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from flask import Flask

    from tests.fixtures.pages import Page

RETENTION = Retention(unfinished_days=30, finished_days=180)
TODAY = NOW.date()

METAL_WORKS: Mapping[str, object] = {
    "postal_code": "58452",
    "wz": "25.62",
    "employees": 38,
    "turnover_eur": 6_000_000,
    "needs": ["green_production", "energy_efficiency"],
}
CARE_SERVICE: Mapping[str, object] = {
    "postal_code": "44623",
    "wz": "88.10",
    "employees": 60,
    "needs": ["foreign_skilled_workers", "skilled_workers"],
}
FOUNDER: Mapping[str, object] = {
    "postal_code": "44801",
    "wz": "20",
    "employees": 0,
    "founded": 2027,
    "needs": ["founding", "prototyping_equipment"],
}
NOTHING_FITS: Mapping[str, object] = {
    "postal_code": "10115",
    "wz": "01.1",
    "employees": 0,
    "founded": 2027,
    "needs": ["tourism_marketing"],
}


def stored(app: Flask, answers: Mapping[str, object]) -> str:
    """The token of finished answers."""
    engine = services_of(app).engine
    token = profiles.start(engine, "de", NOW, retention=RETENTION)
    answer(app, token, answers)
    profiles.finish(engine, token, NOW, retention=RETENTION)
    return token


def answer(app: Flask, token: str, values: Mapping[str, object]) -> None:
    """Change answers."""
    assert profiles.answer(services_of(app).engine, token, Change(values), NOW, retention=RETENTION)


def marks_of(app: Flask, token: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Remembered and dismissed offers."""
    found = profiles.load(services_of(app).engine, token, NOW)
    assert found is not None
    return found.remembered, found.dismissed


def list_of(app: Flask, token: str) -> CompanyList:
    """The list as the use case makes it."""
    held = services_of(app)
    scorer = held.ranking.current().scorer
    found = for_profile(
        held.engine, token, held.snapshot.current(), today=TODAY, now=NOW, scorer=scorer
    )
    assert found is not None
    return found


def cards(page: Page) -> list[Element]:
    """The cards of a page, in order."""
    return page.all("article", class_="al-offer")


def card_ids(page: Page) -> list[str]:
    """The offers of a page's cards, in order."""
    return [card.get("id", "").removeprefix("angebot-") for card in cards(page)]
