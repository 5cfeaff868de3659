"""An editor at work: change an offer, build a condition, meet another version, publish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from models.session import transaction
from offers import store
from tests.browser.visitor import Visitor
from tests.browser.watch import Watch
from tests.fixtures.apps import NOW, running_app
from tests.fixtures.browser import TIMEOUT_MS, serving
from tests.fixtures.people import session_of
from tests.web.editor_world import editor, offer, published, put
from web.current import services_of
from web.use_cases.catalogue import pairs, reports

pytestmark = pytest.mark.browser

DRAFT = re.compile(r"/redaktion/entwuerfe/[\w-]+(\?|$)")


@pytest.fixture
def editing_app(filled_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The service with one offer more, and two editors."""
    with running_app(filled_template, tmp_path / "editing.sqlite3") as made:
        put(services_of(made).engine, offer())
        yield made


@pytest.fixture
def editors(browser: Browser, editing_app: Flask) -> Iterator[tuple[Visitor, Visitor]]:
    """Two editors who are signed in, in browsers without JavaScript."""
    with serving(editing_app) as address:
        watch = Watch(address)
        contexts = [
            browser.new_context(base_url=address, locale="de-DE", java_script_enabled=False)
            for _ in range(2)
        ]
        people = [editor(services_of(editing_app).engine, key) for key in ("ayla", "bert")]
        visitors = []
        for context, person in zip(contexts, people, strict=True):
            context.set_default_timeout(TIMEOUT_MS)
            visitors.append(Visitor(watch.over(context.new_page())))
            visitors[-1].sign_in_as(session_of(editing_app, person))
        yield visitors[0], visitors[1]
        for context in contexts:
            context.close()
        watch.report()


def test_two_editors_change_an_offer_meet_and_publish_without_javascript(
    editing_app: Flask, editors: tuple[Visitor, Visitor]
) -> None:
    ayla, bert = editors
    find_and_edit(ayla)
    ayla.write("Anbieter", "Wirtschaftsförderung Witten")
    ayla.write("Betrag, höchstens", "50.000")
    ayla.press("Speichern und zu den Bedingungen")
    add_condition(ayla)

    find_and_edit(bert)
    bert.write("Anbieter", "Stadt Witten, Amt 80")
    bert.press("Speichern und zur Vorschau")
    bert.press("Veröffentlichen")
    expect(bert.main.get_by_role("status")).to_contain_text("Das Angebot ist veröffentlicht.")

    ayla.follow("Zur Vorschau")
    expect(ayla.main).to_contain_text("bis 50.000 Euro")
    ayla.press("Veröffentlichen")
    ayla.sees_heading("Zwei Fassungen dieses Angebots")
    expect(ayla.main).to_contain_text("Bert Muster hat eine andere Fassung gespeichert")
    ayla.choose("Jetzt veröffentlicht", group="Anbieter")
    ayla.press("Speichern und veröffentlichen")

    ayla.sees_heading("Energie-Lotse")
    expect(ayla.main.get_by_role("status")).to_contain_text("Das Angebot ist veröffentlicht.")
    now = published(services_of(editing_app).engine)
    assert now.provider == "Stadt Witten, Amt 80"
    assert now.amount is not None
    assert now.amount.max_eur == 50_000
    ayla.follow("Öffentliche Seite ansehen")
    expect(ayla.main).to_contain_text("Sitz in Nordrhein-Westfalen")
    expect(ayla.main).to_contain_text("Nur Betriebe im Land.")


def find_and_edit(visitor: Visitor) -> None:
    """Search the offer, and open a draft of it."""
    visitor.open("/redaktion")
    visitor.follow("Angebote")
    visitor.write("Suchwörter oder Kennung", "energie-lotse")
    visitor.press("Suchen")
    visitor.follow("Energie-Lotse")
    visitor.press("Bearbeiten")
    visitor.sees_address(DRAFT)


def add_condition(visitor: Visitor) -> None:
    """The company must lie in the state, with the sentence that says so."""
    visitor.sees_heading("Bedingungen")
    expect(visitor.main).to_contain_text("Höchstens 249 Beschäftigte")
    visitor.follow("Bedingung hinzufügen")
    visitor.choose("Wo das Unternehmen sitzt")
    visitor.press("Weiter")
    visitor.write("Eines davon", "Nordrhein-Westfalen")
    visitor.write("Satz aus der Quelle", "Nur Betriebe im Land.")
    visitor.press("Bedingung hinzufügen")
    expect(visitor.main).to_contain_text("Sitz in Nordrhein-Westfalen")


def test_an_editor_checks_an_offer_corrects_it_and_merges_its_double(
    editing_app: Flask, editors: tuple[Visitor, Visitor]
) -> None:
    engine = services_of(editing_app).engine
    reports.report(
        engine, "energie-lotse", field="amount", message="Es ist umsonst.", contact=None, now=NOW
    )
    double = offer(id="zweiter-energie-lotse", provider="Kammer", before_start=True)
    with transaction(engine) as session:
        store.upsert(session, [double], source_id="kammer", by="import", now=NOW)
    assert pairs.look_for(engine, now=NOW, among=[double.id]) == 1
    ayla = editors[0]

    ayla.open("/redaktion")
    ayla.follow("Angebote prüfen")
    card = ayla.main.get_by_role("article", name="Energie-Lotse").filter(has_text="Es ist umsonst.")
    card.get_by_role("button", name=re.compile("^Geändert")).click()
    ayla.sees_address(DRAFT)
    ayla.write("Anbieter", "Stadt Witten, Wirtschaftsförderung")
    ayla.press("Speichern und zur Vorschau")
    ayla.press("Veröffentlichen")
    expect(ayla.main.get_by_role("status")).to_contain_text("Das Angebot ist veröffentlicht.")

    ayla.open("/redaktion")
    ayla.follow("Mögliche Doppelungen")
    ayla.follow("Energie-Lotse")
    ayla.sees_heading("Ist das dasselbe Angebot?")
    ayla.choose("Energie-Lotse (Stadt Witten, Wirtschaftsförderung)")
    ayla.press("Zusammenführen")
    expect(ayla.main.get_by_role("status")).to_contain_text("zusammengeführt")

    kept = published(engine)
    assert (kept.provider, kept.before_start) == ("Stadt Witten, Wirtschaftsförderung", True)
    ayla.open("/angebote/zweiter-energie-lotse")
    ayla.sees_address(re.compile(r"/angebote/energie-lotse$"))
