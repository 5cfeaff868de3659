"""What is in the database before the browser comes: companies and staff, names to secrets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from tests.browser import (
    asked_firms,
    desk,
    dossiers,
    editors,
    file_logs,
    firms_to_count,
    judged_files,
    listed_firms,
    news,
    staff,
)
from tests.fixtures.apps import NOW
from web.current import services_of
from web.use_cases.firms import judgements, marks, profiles
from web.use_cases.firms.opinions import Opinion
from web.use_cases.firms.profiles import Change
from web.use_cases.firms.stored_answers import Retention

if TYPE_CHECKING:
    from flask import Flask

RETENTION = Retention(unfinished_days=30, finished_days=180)
COMPANIES: Mapping[str, Mapping[str, object]] = {
    "metal_works": {
        "postal_code": "58452",
        "founded": 1987,
        "sector_text": "Dreherei",
        "wz": "25.62",
        "employees": 38,
        "turnover_eur": 6_000_000,
        "needs": ["green_production", "energy_efficiency"],
        "need_text": "Wir wollen den Ofen tauschen und Strom vom Dach nutzen.",
        "preferred_kinds": ["grant", "advice"],
    },
    "care_service": {
        "postal_code": "44623",
        "wz": "88.10",
        "employees": 60,
        "needs": ["foreign_skilled_workers", "skilled_workers"],
    },
    "nothing_fits": {
        "postal_code": "10115",
        "wz": "01.1",
        "employees": 0,
        "founded": 2027,
        "needs": ["tourism_marketing"],
    },
    "somewhere": {"postal_code": "32455"},
    "nothing_said": {},
}
REMEMBERED = ("ba-zav-fachkraefte-ausland", "make-it-in-germany-unternehmen")
HIDDEN = ("fai-nrw",)
JUDGED = "make-it-in-germany-unternehmen"


def settle(app: Flask) -> Mapping[str, str]:
    """Store all companies and the staff; the care service has marked some offers."""
    engine = services_of(app).engine
    tokens = {name: finished(app, name) for name in COMPANIES}
    care = tokens["care_service"]
    for offer_id in REMEMBERED:
        marks.remember(engine, care, offer_id, now=NOW, retention=RETENTION)
    for offer_id in HIDDEN:
        marks.dismiss(engine, care, offer_id, now=NOW, retention=RETENTION)
    firms_to_count.settle(app)
    judgements.record(engine, care, JUDGED, Opinion.ALREADY_USED, now=NOW, retention=RETENTION)
    return {
        **tokens,
        **staff.settle(app),
        **editors.settle(app),
        **news.settle(app),
        **asked_firms.settle(app),
        **file_logs.settle(app),
        **dossiers.settle(app),
        **desk.settle(app),
        **judged_files.settle(app),
        **listed_firms.settle(app),
    }


def finished(app: Flask, name: str, *, at: datetime = NOW) -> str:
    """The token of fresh answers of one of the companies, given at a moment."""
    engine = services_of(app).engine
    token = profiles.start(engine, "de", at, retention=RETENTION)
    profiles.answer(engine, token, Change(COMPANIES[name]), at, retention=RETENTION)
    profiles.finish(engine, token, at, retention=RETENTION)
    return token
