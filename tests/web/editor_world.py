"""Editors, offers and drafts for the tests of the editors' pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import Engine

from models.person import Person, Role
from models.session import reading, transaction
from offers import store
from offers.schema import Offer, parse_offer
from tests.fixtures.apps import NOW
from tests.fixtures.pages import Page, PageClient, sent_by
from tests.fixtures.people import make_person, signed_in_client
from web.author import Author
from web.current import services_of

QUOTE = "Antragsberechtigt sind Unternehmen mit höchstens 249 Beschäftigten."
SMALL: Mapping[str, Any] = {"employees": {"max": 249}, "quote": QUOTE}
OFFER: Mapping[str, Any] = {
    "id": "energie-lotse",
    "title": "Energie-Lotse",
    "provider": "Stadt Witten",
    "summary": "Eine Fachkraft sucht mit Ihnen nach Strom, den Sie sparen können.",
    "kinds": ["advice"],
    "needs": ["energy_efficiency", "green_production"],
    "territory": ["Witten"],
    "source": {"document": "Richtlinie", "quote": "Die Beratung ist kostenlos."},
    "conditions": {"all": [SMALL]},
}
LICENSED = {**OFFER, "id": "foerder-text", "license_info": "CC BY-ND 4.0, Beispielamt"}
EDITORS = {"ayla": "Ayla Beispiel", "bert": "Bert Muster"}


def offer(**changes: object) -> Offer:
    """The offer with other fields."""
    return parse_offer({**OFFER, **changes})


def put(engine: Engine, *offers: Offer, now: datetime = NOW) -> None:
    """Import offers as a source that only adds."""
    with transaction(engine) as session:
        store.upsert(session, offers, source_id="amt.jsonl", by="import", now=now)


def editor(engine: Engine, key: str = "ayla") -> Person:
    """A person who edits."""
    return make_person(engine, Role.EDITOR, name=EDITORS[key], email=f"{key}@example.org")


def author_of(person: Person | str = "person:x", *, later: int = 0) -> Author:
    """The person as use cases are told, some minutes later."""
    now = NOW + timedelta(minutes=later)
    actor = person if isinstance(person, str) else f"person:{person.public_id}"
    return Author(actor=actor, now=now, kept_until_utc=now + timedelta(days=730))


def pages_of(app: Flask, key: str = "ayla") -> PageClient:
    """Pages as this editor gets them, with the offers of this module in the catalogue."""
    engine = services_of(app).engine
    with reading(engine) as session:
        is_there = store.is_known(session, str(OFFER["id"]))
    if not is_there:
        put(engine, offer(), parse_offer(LICENSED))
    return signed_in_client(app, editor(engine, key))


def begun(pages: PageClient, offer_id: str = "energie-lotse") -> str:
    """The address of a draft of an offer."""
    token = pages.token("/redaktion/angebote")
    shown = pages.post(f"/redaktion/angebote/{offer_id}/bearbeiten", {"csrf_token": token})
    return str(shown.response.request.path)


def begun_new(pages: PageClient) -> str:
    """The address of a draft of a new offer."""
    shown = pages.post("/redaktion/angebote", {})
    return str(shown.response.request.path)


def form_of(page: Page) -> dict[str, Any]:
    """What the form of a page that sends to itself would send if nobody touched it."""
    (form,) = (
        each
        for each in page.all("form")
        if each.get("action") is None and each.get("method") == "post"
    )
    return dict(sent_by(form))


def save(pages: PageClient, path: str, *, status: int = 200, **changes: object) -> Page:
    """The page after changing fields of a draft (underscores stand for hyphens) and saving."""
    values = {**form_of(pages.get(path)), **named(changes)}
    return pages.post(path, values, status=status)


def named(changes: Mapping[str, object]) -> Mapping[str, object]:
    """The names of fields, with hyphens."""
    return {name.replace("_", "-"): value for name, value in changes.items()}


def publish(pages: PageClient, path: str, *, revision: str = "") -> Page:
    """The page after pressing 'publish' on the preview."""
    shown = pages.get(f"{path}/vorschau")
    values: dict[str, object] = {**shown.form_values(f"{path}/veroeffentlichen")}
    if revision:
        values["revision"] = revision
    return pages.post(f"{path}/veroeffentlichen", values)


def published(engine: Engine, offer_id: str = "energie-lotse") -> Offer:
    """What stands."""
    with reading(engine) as session:
        found = store.state_of(session, offer_id)
    assert found is not None
    return found.offer


def count_versions(engine: Engine, offer_id: str = "energie-lotse") -> int:
    """How many versions there are."""
    with reading(engine) as session:
        return len(store.history(session, offer_id))
