"""The pages about the open data: overview, quality, history of an offer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import Flask

from models.person import Role
from models.session import transaction
from offers import store
from offers.errors import InputError, RefusedRow
from tests.fixtures.apps import NOW
from tests.fixtures.pages import Page, PageClient, text_of
from tests.fixtures.people import make_person, signed_in_client
from tests.web.open_data_world import AFTER, BEFORE, LICENCE, put, put_with_past
from web.current import services_of
from web.pages.open_data import overview

HISTORY = "/angebote/messe-zuschuss/verlauf"
QUALITY = "/offene-daten/guete"
SVG = "{http://www.w3.org/2000/svg}"


def steps(page: Page) -> list[str]:
    """The versions on the page, newest first."""
    (listed,) = page.all("ul", class_="al-history")
    return [text_of(each) for each in listed if each.tag == "li"]


def rows(page: Page) -> Mapping[str, tuple[str, ...]]:
    """The figures of all tables by the head of their row."""
    return {
        text_of(row[0]): tuple(text_of(cell) for cell in row[1:])
        for row in page.all("tr")
        if row[0].get("scope") == "row"
    }


def archive(app: Flask, *offer_ids: str) -> None:
    with transaction(services_of(app).engine) as session:
        for offer_id in offer_ids:
            store.archive(session, offer_id, now=NOW)


def test_everybody_sees_what_changed_when_and_from_which_source(
    app: Flask, page: PageClient
) -> None:
    put_with_past(app)
    newest, first = steps(page.get(HISTORY))
    assert newest.startswith("22. November 2026, 11:00 Uhr Fassung 2 · Quelle: jsonl")
    assert "Frist geändert: bisher 30. September 2026, jetzt 31. Dezember 2026." in newest
    assert "Außerdem: Beschreibung geändert." in newest
    assert "Neu im Verzeichnis." in first


def test_texts_under_a_licence_are_not_quoted(app: Flask, page: PageClient) -> None:
    put_with_past(app)
    assert "Wortlaut" not in page.get(HISTORY).text


@pytest.mark.parametrize(
    ("role", "sees_who"), [(Role.EDITOR, True), (Role.ADMINISTRATOR, True), (Role.ADVISOR, False)]
)
def test_only_editors_see_who_wrote_a_version(app: Flask, role: Role, sees_who: bool) -> None:
    author = make_person(
        services_of(app).engine, name="Chris Muster", email="chris.muster@example.org"
    )
    put(app, BEFORE, by=f"person:{author.public_id}")
    reader = make_person(services_of(app).engine, role)
    assert ("Von: Chris Muster" in signed_in_client(app, reader).get(HISTORY).text) is sees_who


def test_editors_read_in_words_who_is_no_person(app: Flask) -> None:
    put(app, BEFORE, by="job:import-fdb")
    editor = make_person(services_of(app).engine, Role.EDITOR)
    assert "Von: Automatische Aufgabe import-fdb" in signed_in_client(app, editor).get(HISTORY).text


def test_nobody_else_sees_who_wrote_a_version(app: Flask, page: PageClient) -> None:
    author = make_person(services_of(app).engine, name="Chris Muster")
    put(app, BEFORE, by=f"person:{author.public_id}")
    found = page.get(HISTORY).text
    assert "Chris Muster" not in found
    assert author.public_id not in found


def test_the_history_of_what_is_no_longer_listed_is_for_editors(
    app: Flask, page: PageClient
) -> None:
    put_with_past(app)
    archive(app, "messe-zuschuss")
    editor = signed_in_client(app, make_person(services_of(app).engine, Role.EDITOR))
    page.get(HISTORY, status=404)
    assert "steht nicht mehr im Verzeichnis" in editor.get(HISTORY).text
    page.get("/angebote/gibt-es-nicht/verlauf", status=404)
    editor.get("/angebote/gibt-es-nicht/verlauf", status=404)


def test_an_offer_leads_to_its_history(app: Flask, page: PageClient) -> None:
    put_with_past(app)
    links = page.get("/angebote/messe-zuschuss").links()
    assert links["Was sich hier geändert hat"] == HISTORY


def test_the_list_leads_to_feeds_with_the_same_filters(page: PageClient) -> None:
    links = page.get("/angebote?bedarf=export&ort=Witten&art=grant").links()
    assert links["Diese Fristen im Kalender abonnieren"] == (
        "/offene-daten?bedarf=export&art=grant&ort=Witten#abonnieren"
    )


def test_the_overview_offers_files_and_feeds(page: PageClient) -> None:
    found = page.get("/offene-daten")
    for name in ("jsonl", "csv", "xlsx"):
        assert found.links()[f"angebotslotse.{name}"] == f"/offene-daten/angebote.{name}"
    assert found.links()["Im Kalenderprogramm abonnieren"].startswith("webcal://localhost/")
    assert "license_info" in found.text


def test_addresses_of_feeds_carry_topic_place_and_language(page: PageClient) -> None:
    found = page.get("/offene-daten?bedarf=export&ort=Witten&art=grant&lang=en")
    query = "?bedarf=export&art=grant&ort=Witten&lang=en"
    assert found.links()["Open: Deadlines as a calendar"] == f"/offene-daten/fristen.ics{query}"
    assert f"http://localhost/offene-daten/aenderungen.atom{query}" in found.text
    assert found.one("input", name="art").get("value") == "grant"


def test_an_unknown_place_is_an_error_at_its_field(page: PageClient) -> None:
    found = page.get("/offene-daten?ort=Wittn+an+der+Ruhr")
    assert found.title.startswith("Fehler:")
    assert "Im Kalenderprogramm abonnieren" not in found.links()


def test_a_licence_line_for_each_offer_fills_no_page(app: Flask, page: PageClient) -> None:
    many = [
        {**BEFORE, "id": f"messe-{number}", "license_info": f"Messe {number}, {LICENCE}"}
        for number in range(overview.MOST_LICENCES + 5)
    ]
    put(app, *many)

    found = page.get("/offene-daten").text

    assert found.count(LICENCE) == overview.MOST_LICENCES
    assert "5 weitere sind nicht gezeigt." in found


def test_licences_that_occur_are_named(app: Flask, page: PageClient) -> None:
    put(app, AFTER)
    assert f"{LICENCE} (ein Angebot)" in page.get("/offene-daten").text


def test_figures_are_counted_with_their_share(app: Flask, page: PageClient) -> None:
    catalogue = services_of(app).snapshot.current().offers
    checked = sum(each.verified_on is not None for each in catalogue)
    put(app, {**AFTER, "verified_on": "2026-11-01"})
    found = rows(page.get(QUALITY))
    assert found["Redaktionell geprüft"][0] == str(checked + 1)
    assert found["jsonl"] == ("1", "1 %")
    assert found["Offen"][0].isdigit()


def test_every_figure_has_a_bar_of_its_length_that_is_not_read_aloud(page: PageClient) -> None:
    found = page.get(QUALITY)
    bars = found.all(f"{SVG}svg", class_="al-bar")
    assert len(bars) > 20
    assert {bar.get("aria-hidden") for bar in bars} == {"true"}
    widths = [rect.get("width", "") for rect in found.all(f"{SVG}rect", class_="al-bar__part")]
    assert all(0 <= float(width.removesuffix("%")) <= 100 for width in widths)
    assert "100.0%" in widths


def test_rows_that_wait_for_a_person_are_counted(app: Flask, page: PageClient) -> None:
    assert "Keine Zeile einer Quelle wartet" in page.get(QUALITY).text
    refused = [
        RefusedRow(line, f"r{line}", f"zeile {line}", (InputError("missing", "title"),))
        for line in (1, 2)
    ]
    with transaction(services_of(app).engine) as session:
        store.quarantine(session, refused, source_id="fdb", format="fdb", now=NOW)
    assert rows(page.get(QUALITY))["Förderdatenbank des Bundes"] == ("2",)


def test_figures_are_those_of_the_newest_catalogue(app: Flask, page: PageClient) -> None:
    before = page.get(QUALITY).text
    put(app, AFTER, now=NOW + timedelta(minutes=1))
    assert page.get(QUALITY).text != before


@pytest.mark.parametrize("path", ["/offene-daten", QUALITY])
def test_an_empty_catalogue_has_pages_too(app: Flask, page: PageClient, path: str) -> None:
    archive(app, *(offer.id for offer in services_of(app).snapshot.current().offers))
    found = page.get(path)
    assert "0 Angebote" in found.text
    assert found.all(f"{SVG}svg", class_="al-bar") == []
    for file in ("angebote.csv", "angebote.jsonl", "angebote.xlsx", "fristen.ics"):
        assert page.client.get(f"/offene-daten/{file}").status_code == 200
