"""The pages around the service: start, legal pages, errors, header and footer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound

from offers.taxonomy.regions import ATTRIBUTIONS, Attribution
from tests.fixtures.apps import make_settings
from tests.fixtures.pages import Page, PageClient, text_of
from web.app import create_app
from web.current import services_of
from web.site import missing_of

PATHS = ("/", "/impressum", "/datenschutz", "/barrierefreiheit", "/datenquellen")
LANGUAGES = ("de", "en")
OPERATOR = {
    "operator_name": "Wirtschaftsförderung Musterstadt GmbH",
    "operator_street": "Musterstraße 1",
    "operator_place": "99999 Musterstadt",
    "operator_email": "info@example.org",
    "operator_phone": "0123 / 456-78",
    "operator_editor": "Kim Muster",
    "privacy_authority": "Aufsicht Musterland",
    "accessibility_ombuds": "Ombudsstelle Musterland",
}
STORED = {
    "de": "Ort Gründungsjahr Rechtsform Kammer Beschäftigte Umsatz Bilanzsumme Unternehmensgruppe "
    "Branche Themen einzelne Arten merken ausblenden Sprache „Weiß",
    "en": "place foundation legal chamber employees turnover balance group sector topics single "
    "kinds remember hide language “I",
}
"""A word for each thing that is stored of a company."""


@contextmanager
def reading(folder: Path, **changes: object) -> Iterator[PageClient]:
    """A reader of the service with these settings; no page of the shell needs the database."""
    app = create_app(make_settings(f"sqlite:///{folder / 'empty.sqlite3'}", **changes))
    yield PageClient(app.test_client())
    services_of(app).engine.dispose()


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[PageClient]:
    """A reader of a fully configured service."""
    with reading(tmp_path, home_region="Musterregion", **OPERATOR) as client:
        yield client


def has_route(app: Flask, address: str) -> bool:
    """Whether the app answers GET at this local address."""
    adapter = app.url_map.bind("localhost")
    try:
        adapter.match(urlsplit(address).path, method="GET")
    except (NotFound, MethodNotAllowed):
        return False
    return True


def loaded_by(page: Page) -> list[str]:
    """Addresses that the browser fetches by itself."""
    links = [link.get("href", "") for link in page.all("link")]
    tags = ("script", "img", "source", "iframe", "object", "embed")
    return links + [element.get("src", "") for tag in tags for element in page.all(tag)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_every_shell_page_is_a_valid_page_in_both_languages(
    reader: PageClient, path: str, language: str
) -> None:
    page = reader.get(f"{path}?lang={language}")

    assert page.one("html").get("lang") == language
    assert page.response.headers["Content-Language"] == language
    assert page.title.endswith("– Angebotslotse")


@pytest.mark.parametrize("path", PATHS)
def test_no_text_of_a_page_is_the_same_in_both_languages(reader: PageClient, path: str) -> None:
    headings = {
        language: [text_of(item) for tag in ("h1", "h2") for item in reader_page.all(tag)]
        for language in LANGUAGES
        for reader_page in [reader.get(f"{path}?lang={language}")]
    }

    same = set(headings["de"]) & set(headings["en"])
    assert same <= {"Links", "Software", "Cookies"}


@pytest.mark.parametrize("path", PATHS)
def test_a_page_loads_nothing_from_elsewhere_and_runs_no_inline_script(
    reader: PageClient, path: str
) -> None:
    page = reader.get(path)

    assert all(address.startswith("/") for address in loaded_by(page))
    assert not any(address.startswith("//") for address in loaded_by(page))
    assert not [script for script in page.all("script") if script.get("src") is None]
    assert not [
        name for element in page.document.iter() for name in element.attrib if name.startswith("on")
    ]


@pytest.mark.parametrize("path", PATHS)
def test_everything_that_a_page_loads_is_there(reader: PageClient, path: str) -> None:
    for address in loaded_by(reader.get(path)):
        with reader.client.get(address) as answer:
            assert answer.status_code == 200, address


@pytest.mark.parametrize("path", PATHS)
def test_every_local_link_leads_to_a_page(reader: PageClient, path: str) -> None:
    page = reader.get(path)
    local = {href for link in page.all("a") if (href := link.get("href", "")).startswith("/")}

    missing = {href for href in local if not has_route(reader.client.application, href)}
    assert not missing


def test_the_start_page_leads_to_questionnaire_and_offers(reader: PageClient) -> None:
    links = reader.get("/").links()

    assert links["Fragebogen starten"] == "/fragebogen"
    assert links["Alle Angebote ansehen"] == "/angebote"


@pytest.mark.parametrize(
    "promise",
    ["kostet nichts", "ohne Konto", "ohne persönliche Daten", "dauert etwa zwei Minuten"],
)
def test_the_start_page_says_what_it_takes(reader: PageClient, promise: str) -> None:
    assert promise in reader.get("/").text


def test_the_start_page_names_region_and_operator_of_the_settings(reader: PageClient) -> None:
    text = reader.get("/").text

    assert "Schwerpunkt: Musterregion" in text
    assert "Diesen Dienst betreibt: Wirtschaftsförderung Musterstadt GmbH." in text


def test_without_a_region_and_an_operator_the_start_page_names_none(tmp_path: Path) -> None:
    with reading(tmp_path) as reader:
        text = reader.get("/").text

    assert "Schwerpunkt" not in text
    assert "Diesen Dienst betreibt" not in text


def test_the_legal_notice_shows_what_the_law_wants(reader: PageClient) -> None:
    page = reader.get("/impressum")

    for name in ("operator_name", "operator_street", "operator_place", "operator_email"):
        assert OPERATOR[name] in page.text
    assert "§ 5 Digitale-Dienste-Gesetz" in page.text
    assert page.links()["0123 / 456-78"] == "tel:012345678"
    assert not page.all("div", class_="kern-alert--warning")


def test_a_service_without_operator_data_says_that_it_is_missing(tmp_path: Path) -> None:
    with reading(tmp_path) as reader:
        page = reader.get("/impressum")

    assert "Diese Seite ist noch nicht vollständig" in page.text
    assert "Diese Angabe fehlt noch" in page.text
    assert not [link for link in page.all("a") if link.get("href") in {"mailto:", "tel:"}]


def test_the_privacy_page_names_the_periods_of_the_settings(tmp_path: Path) -> None:
    with reading(tmp_path, unfinished_days=17, finished_days=91, log_days=5) as reader:
        text = reader.get("/datenschutz").text

    assert "17 Tage nach der letzten Änderung" in text
    assert "91 Tage nach der letzten Änderung" in text
    assert "5 Tage, ohne IP-Adressen" in text


@pytest.mark.parametrize(
    ("is_public", "basis"),
    [(True, "Artikel 6 Abs. 1 Buchst. e DSGVO"), (False, "Artikel 6 Abs. 1 Buchst. f DSGVO")],
)
def test_the_legal_basis_depends_on_who_runs_the_service(
    tmp_path: Path, is_public: bool, basis: str
) -> None:
    with reading(tmp_path, operator_is_public=is_public) as reader:
        assert basis in reader.get("/datenschutz").text


def test_only_a_public_body_names_the_ombuds_body(tmp_path: Path) -> None:
    with reading(tmp_path, **OPERATOR, operator_is_public=True) as reader:
        assert "Ombudsstelle Musterland" in reader.get("/barrierefreiheit").text
    with reading(tmp_path, **OPERATOR) as reader:
        assert "Ombudsstelle Musterland" not in reader.get("/barrierefreiheit").text


@pytest.mark.parametrize(
    ("language", "heading"), [("de", "Seite nicht gefunden"), ("en", "Page not found")]
)
def test_an_unknown_address_gets_a_helpful_page(
    reader: PageClient, language: str, heading: str
) -> None:
    page = reader.get(f"/gibt-es-nicht?lang={language}", status=404)

    assert page.h1 == heading
    assert page.response.headers["X-Request-ID"] in page.text
    assert "/fragebogen" in page.links().values()


def test_header_and_footer_can_be_skipped_and_are_named(reader: PageClient) -> None:
    page = reader.get("/")
    first = next(element for element in page.one("body").iter("a"))

    assert first.get("href") == "#content"
    assert page.one("main").get("id") == "content"
    names = [nav.get("aria-label") for nav in page.all("nav")]
    assert names == ["Hauptmenü", "Sprache", "Rechtliches"]


@pytest.mark.parametrize(("is_public", "missing"), [(True, ("accessibility_ombuds",)), (False, ())])
def test_the_ombuds_body_is_missed_only_where_the_page_names_it(
    is_public: bool, missing: tuple[str, ...]
) -> None:
    known = OPERATOR | {"accessibility_ombuds": None, "operator_is_public": is_public}

    assert missing_of(make_settings("sqlite://", **known)) == missing


@pytest.mark.parametrize(("language", "words"), STORED.items(), ids=STORED)
def test_the_privacy_page_names_everything_that_is_stored(
    reader: PageClient, language: str, words: str
) -> None:
    text = reader.get(f"/datenschutz?lang={language}").text

    assert [word for word in words.split() if word not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("source", ATTRIBUTIONS, ids=lambda source: source.name)
def test_the_page_of_data_sources_shows_what_a_licence_asks_for(
    reader: PageClient, source: Attribution, language: str
) -> None:
    page = reader.get(f"/datenquellen?lang={language}")

    assert page.links()[source.name] == source.url
    assert source.licence in page.text
    assert source.text in page.text
