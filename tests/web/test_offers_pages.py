"""The catalogue's pages: list, offer, and what they say where nothing fits."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import event

from models.session import transaction
from offers import store
from offers.schema import Offer, parse_offer
from tests.fixtures.pages import Page, PageClient, text_of
from web.current import services_of

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
EVERYTHING: dict[str, object] = {
    "id": "alles",
    "title": 'Alles </script><b>"fett" & mehr',
    "provider": "Anbieter <Eins>",
    "kinds": ["loan", "advice"],
    "summary": "Ein Satz mit 'Zeichen' <i>.",
    "description": "Erster Absatz.\n\nZweiter Absatz.",
    "audience": ["company"],
    "territory": ["DE", "Bochum"],
    "needs": ["export", "crisis"],
    "sectors": ["C"],
    "min_employees": 5,
    "max_employees": 249,
    "max_turnover_eur": 50_000_000,
    "valid_until": "2027-06-30",
    "deadlines": [
        {"date": "2026-03", "label": "Erste Runde"},
        {"date": "2027-01-31", "label": "Zweite Runde"},
    ],
    "conditions": {
        "all": [
            {"size": ["micro", "small"], "label": "Kleiner Betrieb", "quote": "Nur Kleine."},
            {"any": [{"legal_form": ["GmbH"]}, {"age_years": {"max": 5}}]},
            {"not": {"sector": ["A"]}},
            {"not": {"any": [{"employees": {"min": 500}}, {"fact": {"name": "x", "equals": 1}}]}},
            {"employees": {"min": 3}, "reading": "text", "confidence": 0.5},
        ]
    },
    "amount": {"max_eur": 25_000, "rate_percent": 40, "de_minimis": True},
    "before_start": True,
    "url": "https://www.example.org/angebot",
    "contact": {"name": "Frau Muster", "phone": "0234 1234", "email": "muster@example.org"},
    "source": {
        "document": "Richtlinie",
        "quote": "Gefördert wird.",
        "url": "https://example.org/r",
    },
    "as_of": "2023-05",
    "license_info": "CC BY 4.0",
}


def add(app: Flask, *offers: Offer) -> None:
    """Put offers into the catalogue of this test."""
    with transaction(services_of(app).engine) as session:
        store.upsert(session, offers, source_id="test", by="test", now=NOW)


@pytest.fixture
def everything(app: Flask, page: PageClient) -> Page:
    """The page of an offer that has every field."""
    add(app, parse_offer(EVERYTHING))
    return page.get("/angebote/alles")


def test_the_list_shows_twenty_offers_a_page_and_the_next_ones_on_the_next(
    page: PageClient,
) -> None:
    first, second = page.get("/angebote"), page.get("/angebote?seite=2")
    titles = [
        [text_of(h) for h in each.all("h3", class_="al-offer__title")] for each in (first, second)
    ]
    assert len(titles[0]) == 20
    assert set(titles[0]).isdisjoint(titles[1])
    assert first.links()["Nächste Seite"].endswith("?seite=2")


def test_a_form_sent_with_empty_fields_leads_to_a_short_address(page: PageClient) -> None:
    answer = page.get(
        "/angebote?q=&bedarf=&ort=Witten&anbieter=&sortierung=relevance", follow=False, status=302
    )
    assert answer.response.headers["Location"] == "/angebote?ort=Witten"


def test_set_filters_stand_as_chips_that_take_themselves_away(page: PageClient) -> None:
    shown = page.get("/angebote?q=energie&art=grant&ort=Wittn")
    chips = {text_of(link): link.get("href") for link in shown.all("a", class_="al-chip")}
    assert chips == {
        "Filter entfernen: „energie“": "/angebote?art=grant&ort=Wittn",
        "Filter entfernen: Zuschuss": "/angebote?q=energie&ort=Wittn",
        "Filter entfernen: Witten": "/angebote?q=energie&art=grant",
    }
    assert "„Wittn“ haben wir als Witten gelesen" in shown.text


def test_the_target_group_is_a_filter_with_counts_and_a_chip(page: PageClient) -> None:
    shown = page.get("/angebote?zielgruppe=founder")
    chips = {text_of(link): link.get("href") for link in shown.all("a", class_="al-chip")}
    assert chips == {"Filter entfernen: Gründerinnen und Gründer": "/angebote"}
    box = shown.one("input", value="founder")
    assert "checked" in box.attrib
    label = next(text_of(each) for each in shown.all("label") if each.get("for") == box.get("id"))
    heading = text_of(shown.one("h2", id="results"))
    assert label == f"Gründerinnen und Gründer ({heading.removesuffix(' Angebote')})"


def test_a_part_of_a_providers_name_is_enough(app: Flask, page: PageClient) -> None:
    add(
        app,
        parse_offer({"id": "p1", "title": "Eins", "provider": "Kammer Qqstadt"}),
        parse_offer({"id": "p2", "title": "Zwei", "provider": "Verein Qqstadt, Kammerbezirk"}),
        parse_offer({"id": "p3", "title": "Drei", "provider": "Verein Qqstadt"}),
    )
    shown = page.get("/angebote?anbieter=qqstadt+kammer")
    assert [text_of(h) for h in shown.all("h3", class_="al-offer__title")] == ["Eins", "Zwei"]
    assert shown.one("input", id="anbieter").get("value") == "qqstadt kammer"
    exact = page.get("/angebote?anbieter=Verein+Qqstadt")
    assert [text_of(h) for h in exact.all("h3", class_="al-offer__title")] == ["Drei"]


def test_thousands_of_providers_are_suggested_in_part(app: Flask, page: PageClient) -> None:
    add(
        app,
        *(
            parse_offer({"id": f"m-{n}", "title": "Vielzahl", "provider": f"Anbieter {n}"})
            for n in range(200)
        ),
    )
    shown = page.get("/angebote?q=Vielzahl")
    assert len(shown.one("datalist", id="anbieter-list").findall("option")) == 50


def test_a_land_is_one_step_away_with_its_count(page: PageClient) -> None:
    shown = page.get("/angebote?art=loan")
    links = {
        text_of(link): str(link.get("href"))
        for link in shown.all("a")
        if "ort=" in str(link.get("href"))
    }
    assert len(links) == 16
    words, href = next(each for each in links.items() if each[0].startswith("Nordrhein-Westfalen"))
    heading = text_of(page.get(href).one("h2", id="results"))
    assert words == f"Nordrhein-Westfalen ({heading.removesuffix(' Angebote')})"


def test_large_numbers_are_grouped(app: Flask, page: PageClient) -> None:
    many = (
        parse_offer({"id": f"g-{n}", "title": "Tausend", "provider": "Qqtausend"})
        for n in range(1001)
    )
    add(app, *many)
    heading = page.get("/angebote?anbieter=Qqtausend").one("h2", id="results")
    assert text_of(heading) == "1.001 Angebote"


def test_a_place_nobody_knows_is_an_error_at_the_field(page: PageClient) -> None:
    shown = page.get("/angebote?ort=Atlantis-Xyzzy")
    assert shown.title.startswith("Fehler:")
    assert shown.one("input", id="ort").get("aria-invalid") == "true"
    assert "Der Ort wurde bei der Suche nicht beachtet." in shown.text


def test_choices_carry_their_counts(page: PageClient) -> None:
    shown = page.get("/angebote?art=loan")
    boxes = [
        text_of(label) for label in shown.all("label") if label.get("for", "").startswith("art")
    ]
    loans = next(text for text in boxes if text.startswith("Darlehen"))
    heading = text_of(shown.one("h2", id="results"))
    assert heading == loans.removeprefix("Darlehen (").removesuffix(")") + " Angebote"


def test_an_empty_result_says_so_and_helps(page: PageClient) -> None:
    shown = page.get("/angebote?q=qqqxxxyyy")
    assert text_of(shown.one("h2", id="results")) == "Kein Angebot passt"
    assert shown.links()["Alle Angebote zeigen"] == "/angebote"
    assert shown.links()["Fragebogen starten"] == "/fragebogen"


@pytest.mark.parametrize(
    "query", ["", "q=energie&art=grant&ort=Bochum&zielgruppe=company&anbieter=bank", "seite=9"]
)
def test_a_list_asks_the_database_for_nothing_but_its_versions(
    app: Flask, page: PageClient, query: str
) -> None:
    page.get("/angebote")
    asked: list[str] = []

    @event.listens_for(services_of(app).engine, "before_cursor_execute")
    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    page.get(f"/angebote?{query}")
    reads = [statement for statement in asked if statement.startswith("SELECT")]
    assert len(reads) == 2, reads


STRANGE = (
    "seite=0",
    "seite=-1",
    "seite=abc",
    "seite=99999",
    "art=nope",
    "bedarf=nope&stand=nope",
    "q=" + "x" * 5000,
    "q=%00%01",
    "q=<script>",
    "ort=" + "9" * 300,
    "q=%ff%fe",
    "anbieter='--",
    "anbieter=" + "x" * 5000,
    "zielgruppe=nope&zielgruppe=founder&zielgruppe=",
    "sortierung=nope",
    "q=a&q=b",
)


def test_strange_addresses_show_a_list_all_the_same(page: PageClient) -> None:
    for query in STRANGE:
        assert page.get(f"/angebote?{query}").h1 == "Angebote", query


def test_the_list_speaks_english(page: PageClient) -> None:
    shown = page.get("/angebote?lang=en&q=energy")
    assert shown.h1 == "Offers"
    titles = shown.all("h3", class_="al-offer__title")
    assert titles
    assert {title.get("lang") for title in titles} == {"de"}


def test_offers_for_others_say_for_whom(app: Flask, page: PageClient) -> None:
    add(
        app,
        parse_offer(
            {"id": "k", "title": "Nur Kommunen qq", "provider": "P", "audience": ["municipality"]}
        ),
    )
    assert (
        "Nicht für Unternehmen. Für: Städte und Gemeinden."
        in page.get("/angebote?q=Kommunen qq").text
    )
    assert "Nicht für Unternehmen. Für: Städte und Gemeinden." in page.get("/angebote/k").text


WORDS = (
    "bis 25.000 Euro",
    "40\xa0% der Kosten",
    "Ja. Sie zählt zur Obergrenze",
    "5 bis 249 Personen",
    "bis 50.000.000 Euro",
    "Deutschland",
    "Verarbeitendes Gewerbe",
    "März 2026 (vorbei): Erste Runde",
    "31. Januar 2027: Zweite Runde",
    "Vor Beginn beantragen",
    "Kleiner Betrieb",
    "„Nur Kleine.“",
    "Eine dieser Bedingungen genügt:",
    "Rechtsform: GmbH",
    "Keine dieser Bedingungen:",
    "nicht sicher: Bitte fragen Sie beim Anbieter nach.",
    "Quelle: Richtlinie, Stand: Mai 2023",
    "Stand der Angaben: Mai 2023",
    "noch nicht redaktionell geprüft",
    "CC BY 4.0",
    "Frau Muster",
    "Zweiter Absatz.",
)


def test_the_page_of_an_offer_shows_everything(everything: Page) -> None:
    read = everything.text.replace("\xa0", " ")
    assert [words for words in WORDS if words.replace("\xa0", " ") not in read] == []


def test_the_page_of_an_offer_leads_on(everything: Page) -> None:
    links = everything.links()
    assert links["Passt das zu Ihrem Unternehmen?"] == "/fragebogen"
    assert (
        links["Zur Seite des Angebots: example.org (externe Seite)"]
        == "https://www.example.org/angebot"
    )
    assert links["Angabe falsch?"] == "/angebote/alles/angabe-falsch"
    assert everything.one("link", rel="canonical").get("href") == "http://localhost/angebote/alles"


def test_links_to_other_sites_do_not_hand_over_the_window(everything: Page) -> None:
    outward = [a for a in everything.all("a") if a.get("href", "").startswith("http")]
    assert outward
    assert all("noopener" in link.get("rel", "") for link in outward)


def test_conditions_are_a_nested_list(everything: Page) -> None:
    lists = everything.all("ul", class_="al-condition-list")
    assert [len(each.findall("li")) for each in lists] == [5, 2, 2]


def test_search_engines_get_the_offer_as_data_that_cannot_end_its_element(
    everything: Page,
) -> None:
    block = everything.one("script", type="application/ld+json")
    data = json.loads(block.text or "")
    assert "<" not in (block.text or "")
    assert data["@type"] == "FinancialProduct"
    assert data["name"] == EVERYTHING["title"]
    assert data["provider"]["name"] == "Anbieter <Eins>"
    assert [area["name"] for area in data["areaServed"]] == ["Deutschland", "Bochum"]
    assert data["audience"][0]["audienceType"] == "Unternehmen"


def test_an_english_page_marks_what_is_german(app: Flask, page: PageClient) -> None:
    add(app, parse_offer(EVERYTHING))
    shown = page.get("/angebote/alles?lang=en")
    assert "This offer is only available in German." in shown.text
    assert shown.one("h1").get("lang") == "de"
    assert "nur auf Deutsch" not in page.get("/angebote/alles?lang=de").text


def test_an_ended_offer_says_so(app: Flask, page: PageClient) -> None:
    add(app, parse_offer({"id": "z", "title": "Zu", "provider": "P", "valid_until": "2026-11-21"}))
    assert "Das Angebot galt bis 21. November 2026." in page.get("/angebote/z").text


@pytest.mark.parametrize(
    "path", ["/angebote/gibt-es-nicht", "/angebote/gibt-es-nicht/angabe-falsch"]
)
def test_an_unknown_offer_is_a_404_with_a_search(page: PageClient, path: str) -> None:
    shown = page.get(path, status=404)
    assert shown.one("form", role="search").get("action") == "/angebote"


def test_every_bundled_offer_has_a_sound_page(app: Flask, page: PageClient) -> None:
    for offer in services_of(app).snapshot.current().offers:
        assert page.get(f"/angebote/{offer.id}").h1 == " ".join(offer.title.split())
