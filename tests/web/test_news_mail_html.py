"""The HTML of digest mails: valid, small, fetches nothing, and nothing that is said breaks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.digest.values import Digest
from models.session import transaction
from tests.fixtures.apps import NOW, running_app
from tests.fixtures.pages import parse, text_of
from tests.web.news_mail_world import (
    KINDS,
    LICENSE,
    MAIL,
    PUBLIC_URL,
    TODAY,
    digest,
    in_language,
    person,
    prepared,
    strange,
    written,
)
from web.current import services_of
from web.mail.digests.texts import LONGEST_SUBJECT
from web.use_cases.digests.prepared import FirmNews, Prepared
from web.use_cases.outbox import queueing

if TYPE_CHECKING:
    from flask import Flask

LARGEST = 100_000
"""Bytes; a large provider cuts what is longer than 102 kB."""
ENDPOINTS = {
    "account.show_news",
    "legal.imprint",
    "legal.privacy",
    "news.ask_to_dismiss",
    "news.ask_to_end",
    "news.show",
    "news_runs.show",
    "offers.show",
    "offers.show_list",
    "questionnaire.ask",
    "result.offer",
    "result.show",
}
NASTY = (
    "<script>alert(1)</script>",
    "</mj-text></mj-column><mj-raw><b>",
    "]]> <!-- --> <![CDATA[ <?xml ?>",
    "A & B &amp; C &nbsp; &unknown; &#0;",
    "\"quoted\" 'quoted' `quoted`",
    "{{ 7 * 7 }} {% raw %} %(name)s {name}",
    "🚀 👩‍🔧 Förderung ⚙️",
    "\u202egnuredröF\u202c \u200f\u2066x\u2069",
    "a\0b\x01c\x1bd\x7fe\x85f",
    "Zeile\r\nBcc: jemand@example.org\r\n\r\n-- \nText",
    "\ufffe \uffff \ufdd0 \U0010ffff \U0001fffe",
    "\ud800 halb",
    "x" * 10_000,
    "wort " * 2_000,
    "[[https://example.org]] javascript:alert(1)",
)


@pytest.fixture(scope="module")
def app(filled_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The service of an operator whose name is odd."""
    path = tmp_path_factory.mktemp("mails") / "mails.sqlite3"
    operator = {"operator_name": "Müller & Söhne <GmbH>", "operator_street": "</mj-text>"}
    with running_app(filled_template, path, **MAIL, **operator) as made:
        yield made


def about(text: str, **changes: object) -> Prepared:
    """News about an offer whose words are `text`."""
    return prepared(FirmNews(digest=Digest(items=(strange(text, **changes),)), since=TODAY))


def elements(html: str) -> list[Element]:
    """All elements of the document; fails on what is no HTML."""
    return list(parse(html).iter())


def shape(html: str) -> list[str]:
    """The elements by name: what texts cannot change."""
    return [str(each.tag) for each in elements(html) if isinstance(each.tag, str)]


def links(html: str) -> list[str]:
    """The addresses that one can follow."""
    return [each.get("href", "") for each in elements(html) if each.tag == "a"]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("purpose", KINDS)
def test_the_html_is_valid_and_says_its_language_and_title(
    app: Flask, purpose: str, language: str
) -> None:
    letter = written(app, in_language(KINDS[purpose](), language))
    document = parse(letter.html)

    title = document.find("head/title")
    assert document.get("lang") == language
    assert title is not None
    assert text_of(title) == letter.subject


@pytest.mark.parametrize("purpose", KINDS)
def test_headings_are_headings_one_above_all_and_none_left_out(app: Flask, purpose: str) -> None:
    names = shape(written(app, KINDS[purpose]()).html)
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize("purpose", KINDS)
def test_tables_are_there_for_layout_only(app: Flask, purpose: str) -> None:
    found = [each for each in elements(written(app, KINDS[purpose]()).html) if each.tag == "table"]

    assert found
    assert {each.get("role") for each in found} == {"presentation"}


@pytest.mark.parametrize("purpose", KINDS)
def test_a_mail_fetches_nothing(app: Flask, purpose: str) -> None:
    html = written(app, KINDS[purpose]()).html

    unwanted = {
        "img",
        "link",
        "script",
        "iframe",
        "object",
        "video",
        "audio",
        "form",
        "base",
        "svg",
    }
    assert unwanted.isdisjoint(shape(html))
    assert not re.search(r"url\(|@import|src=|background=\"|srcset", html, re.IGNORECASE)


@pytest.mark.parametrize("purpose", KINDS)
def test_every_link_leads_to_a_page_of_ours_or_to_the_source_of_licensed_words(
    app: Flask, purpose: str
) -> None:
    router = app.url_map.bind("angebote.example.org", url_scheme="https")

    for href in links(written(app, KINDS[purpose]()).html):
        if href in LICENSE:
            continue
        assert href.startswith(f"{PUBLIC_URL}/"), href
        endpoint, values = router.match(urlsplit(href).path)
        assert endpoint in ENDPOINTS
        assert set(values) <= {"token", "offer_id", "field"}
        assert not urlsplit(href).query


@pytest.mark.parametrize("purpose", KINDS)
def test_text_and_html_have_the_same_links(app: Flask, purpose: str) -> None:
    letter = written(app, KINDS[purpose]())

    assert set(links(letter.html)) == set(re.findall(r"https://\S+", letter.text))


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_no_words_of_a_source_break_a_mail(app: Flask, words: str) -> None:
    plain = written(app, about("Titel", license_info="Lizenz"))
    letter = written(app, about(words, license_info="Lizenz"))

    # Where words are too long to be shown their paragraph is missing; nothing is ever added.
    assert set(shape(letter.html)) == set(shape(plain.html))
    assert len(shape(letter.html)) <= len(shape(plain.html))
    assert len(letter.subject) <= LONGEST_SUBJECT
    assert set(links(letter.html)) == set(links(plain.html))


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_every_letter_can_be_stored(app: Flask, words: str) -> None:
    mail = about(words)
    named = prepared(mail.content, **{**person("advisor"), "name": words})

    for cause, letter in enumerate((written(app, mail), written(app, named))):
        with transaction(services_of(app).engine) as session:
            kept = replace(letter, cause=f"{words[:9]!r}:{cause}", company_id=None, person_id=None)
            assert queueing.queue(session, kept, now=NOW)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(min_size=1, max_size=60).filter(lambda text: any(map(str.isalnum, text))))
def test_whatever_a_title_says_it_stands_there_as_text(app: Flask, title: str) -> None:
    letter = written(app, about(f"Titel {title}"))

    assert shape(letter.html) == shape(written(app, about("Titel")).html)
    assert "\n* Titel" in letter.text


def test_nothing_turns_the_direction_of_what_follows(app: Flask) -> None:
    letter = written(app, about("\u202eabc\u2067 Titel"))

    assert not re.search("[\u202a-\u202e\u2066-\u2069]", letter.text + letter.html + letter.subject)


def test_seven_long_offers_are_small_enough_to_be_shown_whole(app: Flask) -> None:
    long = ("Förderung " * 29)[:290]
    items = tuple(strange(long, license_info="Lizenz " * 250, id=f"o-{n}") for n in range(7))
    letter = written(app, prepared(FirmNews(digest=digest(*items, more=3), since=TODAY)))

    assert letter.html.count("<h3") == 7
    assert len(letter.html.encode()) < LARGEST


@pytest.mark.parametrize("purpose", KINDS)
def test_dark_mode_is_declared_and_all_colours_have_a_dark_side(app: Flask, purpose: str) -> None:
    html = written(app, KINDS[purpose]()).html

    assert '<meta name="color-scheme" content="light dark"' in html
    assert "@media (prefers-color-scheme: dark)" in html


def test_titles_in_another_language_say_so(app: Flask) -> None:
    html = written(app, KINDS["news_first"]()).html
    headings = [each for each in elements(html) if each.tag == "h3"]

    assert [each.get("lang") for each in headings] == [None, None, None, "en"]
