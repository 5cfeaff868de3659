"""Texts under a licence without derivatives: whole and with their licence, or not at all."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient

from models.session import transaction
from offers import store
from offers.importers.fdb import read_row
from offers.reading import read_offer
from offers.schema import Offer
from tests.benchmarks.fdb_rows import row
from tests.fixtures.apps import NOW
from tests.fixtures.pages import Page, PageClient, text_of
from tests.web.result_world import METAL_WORKS, RETENTION, card_ids, cards, stored
from web.current import services_of
from web.offer_facts import LONGEST_ON_CARD
from web.use_cases.firms import marks

SHORT = "Sie erhalten Geld für Pressen und Öfen, die wenig Strom & Gas brauchen ? auch gebraucht."
LONG = " ".join(
    f"Satz {number} sagt, wofür das Land in der Runde {number} Geld gibt und wofür es keines gibt."
    for number in range(8)
)
TEXTS: Mapping[str, str] = {
    "description": " ".join(
        f"Absatz {number}: Gefördert werden Maschinen der Klasse {number}, wenn sie <neu> sind."
        for number in range(60)
    ),
    "legal_requirements": " ".join(
        f"Nachweis {number} legen Sie bitte als Kopie {number} dem Antrag bei."
        for number in range(20)
    ),
    "deadlines": "Jede Runde endet am letzten Freitag eines Quartals, nachmittags um drei Uhr.",
    "status_note": "Anträge werden nach ihrem Eingang und nicht nach ihrem Alphabet bearbeitet.",
    "keywords": "Pressenförderung Ofenzuschuss Wärmegeld Stromspargeld Maschinenhilfe Klimaöfen",
}
READABLE = re.compile(r"text/|json|atom\+xml|^application/xml")
LONGEST_CITATION = 50
"""Characters that a page may show of a text that it does not show whole."""


def programme(summary: str) -> Offer:
    """A programme of the Förderdatenbank that suits a metal works, with texts of every kind."""
    cells = row(
        1,
        title="Förderung sparsamer Pressen und Öfen",
        short_description=summary,
        funding_type='["zuschuss"]',
        eligible_applicants='["unternehmen"]',
        funding_area='["energieeffizienz_erneuerbare_energien", "umwelt_naturschutz"]',
        funding_location='["nordrhein_westfalen"]',
        applicant_sector='["unternehmen.produzierendes_gewerbe"]',
        unternehmensgroesse='["kleines_unternehmen", "mittleres_unternehmen"]',
        **TEXTS,
    )
    return read_offer(read_row(json.dumps(cells)))


@pytest.fixture(params=[SHORT, LONG], ids=["short", "long"])
def offer(request: pytest.FixtureRequest, app: Flask) -> Offer:
    """The programme in the catalogue, once with a short and once with a long summary."""
    made = programme(request.param)
    with transaction(services_of(app).engine) as session:
        store.upsert(session, [made], source_id="fdb", by="test", now=NOW)
    return made


@pytest.fixture
def token(app: Flask, offer: Offer) -> str:
    """The list of a company that remembers the programme."""
    made = stored(app, METAL_WORKS)
    marks.remember(services_of(app).engine, made, offer.id, now=NOW, retention=RETENTION)
    return made


def texts_of(offer: Offer) -> tuple[str, ...]:
    return (
        *(offer.summary, offer.description, offer.requires),
        *(offer.deadline_text, offer.status, offer.topic_text),
    )


def shown(body: str, content_type: str) -> str:
    """What a page or an answer says: no links, signs instead of entities, blanks as one."""
    if content_type == "application/json":
        body = json.dumps(json.loads(body), ensure_ascii=False)
    body = re.sub(r"</?a\b[^>]*>", "", body)
    return " ".join(re.sub(r"\\u([0-9a-f]{4})", _sign, html.unescape(body)).split())


def _sign(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def addresses(app: Flask, token: str, offer: Offer) -> Iterator[str]:
    """Every page and answer that can be asked for with a token or an offer."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        known = {"token": token, "offer_id": offer.id, "lang": "de", **(rule.defaults or {})}
        if "GET" in (rule.methods or ()) and rule.arguments <= known.keys():
            yield adapter.build(rule.endpoint, {name: known[name] for name in rule.arguments})
    yield "/angebote?q=sparsame+Pressen"
    yield "/api/v1/offers?q=sparsame+Pressen"


def test_no_page_shortens_a_text_or_shows_one_without_its_licence(
    app: Flask, client: FlaskClient, token: str, offer: Offer
) -> None:
    wrong, seen = list[str](), 0
    for address in addresses(app, token, offer):
        answer = client.get(address)
        if answer.status_code != 200 or not READABLE.search(answer.mimetype):
            continue
        said = shown(answer.get_data(as_text=True), answer.mimetype)
        for text in texts_of(offer):
            pieces = [text[at : at + LONGEST_CITATION] for at in range(0, len(text) - 49, 17)]
            if not any(piece in said for piece in pieces):
                continue
            seen += 1
            if text not in said:
                wrong.append(f"{address} shows a part of: {text[:40]}")
            if offer.license_info not in said:
                wrong.append(f"{address} shows without its licence: {text[:40]}")

    assert wrong == []
    assert seen > 10, "the programme was on no page"


def test_its_own_page_shows_every_text_whole_with_the_licence_as_links(
    page: PageClient, offer: Offer
) -> None:
    found = page.get(f"/angebote/{offer.id}")

    for text in (offer.summary, offer.description, offer.requires, offer.deadline_text):
        assert text in found.text
    line = found.one("p", class_="al-license")
    assert text_of(line) == offer.license_info
    assert [link.get("href") for link in line.iter("a")] == [
        "https://creativecommons.org/licenses/by-nd/4.0/deed.de",
        offer.url,
    ]


def test_its_page_sends_search_engines_our_facts_only(page: PageClient, offer: Offer) -> None:
    body = page.get(f"/angebote/{offer.id}").response.get_data(as_text=True)
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', body)[0])

    assert "description" not in data
    assert data["name"] == offer.title
    assert f'<meta name="description" content="{offer.provider}">' in body


def test_a_card_of_the_list_shows_the_summary_whole_or_not_at_all(
    page: PageClient, offer: Offer
) -> None:
    (card,) = [
        each
        for each in page.get("/angebote?q=sparsame+Pressen").all("article", class_="al-offer")
        if each.get("id") == f"angebot-{offer.id}"
    ]

    assert_fair(text_of(card), offer)


def test_a_card_of_a_companys_list_does_so_too(page: PageClient, token: str, offer: Offer) -> None:
    found = page.get(f"/ergebnis/{token}")
    by_id = dict(zip(card_ids(found), cards(found), strict=True))

    assert_fair(text_of(by_id[offer.id]), offer)


def assert_fair(card: str, offer: Offer) -> None:
    assert (offer.summary in card) == (len(offer.summary) <= LONGEST_ON_CARD)
    assert offer.summary[:30] in card or len(offer.summary) > LONGEST_ON_CARD
    assert offer.summary[:30] not in card or offer.summary in card
    assert offer.description[:30] not in card
    assert offer.license_info in card


def test_the_page_for_the_company_shows_the_summary_however_long(
    page: PageClient, token: str, offer: Offer
) -> None:
    found = page.get(f"/ergebnis/{token}/angebot/{offer.id}")

    assert offer.summary in found.text
    assert text_of(found.one("p", class_="al-license")) == offer.license_info


def test_the_comparison_names_the_licence(page: PageClient, token: str, offer: Offer) -> None:
    found = page.get(f"/ergebnis/{token}/vergleich")

    assert offer.title in found.text
    assert offer.license_info in found.text


def test_answers_for_programs_carry_the_licence_with_the_texts(
    client: FlaskClient, offer: Offer
) -> None:
    (item,) = [
        each
        for each in client.get("/api/v1/offers?q=sparsame+Pressen").json["offers"]
        if each["id"] == offer.id
    ]
    whole = client.get(f"/api/v1/offers/{offer.id}").json["offer"]
    matched = client.post("/api/v1/matches?limit=50", json=METAL_WORKS).json["matches"]

    assert (item["summary"], item["license_info"]) == (offer.summary, offer.license_info)
    assert (whole["description"], whole["license_info"]) == (offer.description, offer.license_info)
    assert offer.license_info in [each["license_info"] for each in matched]


def test_texts_without_a_licence_line_have_none_on_their_pages(page: PageClient) -> None:
    found: Page = page.get("/angebote/bafa-eew")

    assert found.all("p", class_="al-license") == []
