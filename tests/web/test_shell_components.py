"""The macros that pages are built from."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from flask import Flask, render_template_string

from tests.fixtures.pages import text_of
from web import formats, language
from web.cards import Contact, OfferCard, OpenPoint

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import html5lib

CARD = OfferCard(
    id="angebot-1",
    href="/angebote/eins",
    title="Beratung <Energie>",
    provider="Kammer",
    kinds=("Beratung",),
    verdict_label="passt",
    verdict_kind="success",
    summary="Ein Satz.",
    amount="bis 5.000 Euro",
    deadline="30. September 2026",
    before_start=True,
    reasons=("Ihr Betrieb liegt in Witten.",),
    open_points=(OpenPoint("Offen ist die Größe.", "Wie viele?", "/fragebogen/x"),),
    warnings=("Bitte fragen Sie nach.",),
    contact=Contact("Kim Muster", "0234 / 1", "k@example.org", "https://www.example.org/a"),
    checked_note="Noch nicht redaktionell geprüft.",
)


@pytest.fixture
def app() -> Iterator[Flask]:
    """An app that only renders."""
    made = Flask("web")
    language.init_app(made)
    formats.init_app(made)
    with made.test_request_context("/?lang=de"):
        yield made


def rendered(template: str, **values: object) -> Element:
    """The fragment that a template makes, parsed strictly."""
    html = render_template_string(template, **values)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    fragment = parser.parseFragment(html)
    assert not parser.errors, f"{parser.errors}: {html}"
    assert isinstance(fragment, Element)
    return fragment


def by_id(fragment: Element, name: str) -> Element:
    """The only element with the id."""
    found = [element for element in fragment.iter() if element.get("id") == name]
    assert len(found) == 1, name
    return found[0]


def field(macro: str, call: str) -> Element:
    """What one call of a field macro makes."""
    return rendered(
        f"{{% from 'components/{macro}' import {call.split('(')[0]} %}}{{{{ {call} }}}}"
    )


FIELDS = [
    ("input.html", "text_input('x', 'Ort', hint='Hilfe', error='Fehlt.')"),
    ("input.html", "number_input('x', 'Personen', hint='Hilfe', error='Fehlt.', suffix='Euro')"),
    ("textarea.html", "textarea('x', 'Worte', hint='Hilfe', error='Fehlt.')"),
    ("select.html", "select('x', 'Form', [('a', 'A')], hint='Hilfe', error='Fehlt.')"),
]


@pytest.mark.parametrize(("macro", "call"), FIELDS)
def test_a_field_is_labelled_and_described_by_hint_and_error(
    app: Flask, macro: str, call: str
) -> None:
    fragment = field(macro, call)
    element = by_id(fragment, "x")

    assert element.get("aria-describedby") == "x-hint x-error"
    assert element.get("aria-invalid") == "true"
    assert text_of(by_id(fragment, "x-error")) == "Fehler: Fehlt."
    assert [label.get("for") for label in fragment.iter("label")] == ["x"]


GROUPS = [
    ("radios.html", "radios('x', 'Frage', [('a', 'A', 'mehr'), ('b', 'B')], value='b', {})"),
    ("checkboxes.html", "checkboxes('x', 'Frage', [('a', 'A'), ('b', 'B')], values=['b'], {})"),
]


@pytest.mark.parametrize(("macro", "call"), GROUPS)
def test_a_group_has_a_legend_and_its_first_choice_has_the_plain_id(
    app: Flask, macro: str, call: str
) -> None:
    fragment = field(macro, call.format("error='Fehlt.', unknown_label='Weiß ich nicht'"))
    inputs = list(fragment.iter("input"))

    assert [text_of(item) for item in fragment.iter("legend")] == ["Frage"]
    assert [item.get("id") for item in inputs] == ["x", "x-2", "x-unknown"]
    assert [item.get("value") for item in inputs if item.get("checked") is not None] == ["b"]
    assert by_id(fragment, "x-group").get("aria-describedby") == "x-group-error"


@pytest.mark.parametrize(("macro", "call"), GROUPS)
def test_a_legend_can_be_the_heading_of_the_page(app: Flask, macro: str, call: str) -> None:
    fragment = field(macro, call.format("legend_kind='h1'"))
    assert [text_of(item) for item in fragment.iter("h1")] == ["Frage"]


def test_the_error_summary_counts_and_links_to_each_field(app: Flask) -> None:
    fragment = field("error_summary.html", "error_summary([('a', 'Eins.'), ('b', 'Zwei.')])")

    assert [link.get("href") for link in fragment.iter("a")] == ["#a", "#b"]
    assert text_of(by_id(fragment, "error-summary-title")) == "Bitte prüfen Sie 2 Angaben"
    assert by_id(fragment, "error-summary").get("tabindex") == "-1"
    assert text_of(field("error_summary.html", "error_summary([])")) == ""


def test_what_people_typed_is_shown_as_text(app: Flask) -> None:
    evil = '"><script>alert(1)</script>'
    template = (
        "{% from 'components/input.html' import text_input %}"
        "{% from 'components/textarea.html' import textarea %}"
        "{{ text_input('a', 'A', value=evil, error=evil) }}{{ textarea('b', 'B', value=evil) }}"
    )
    fragment = rendered(template, evil=evil)

    assert by_id(fragment, "a").get("value") == evil
    assert (by_id(fragment, "b").text or "").strip() == evil
    assert not list(fragment.iter("script"))


def test_a_leading_line_break_of_a_text_is_kept(app: Flask) -> None:
    template = (
        "{% from 'components/textarea.html' import textarea %}{{ textarea('b', 'B', value=v) }}"
    )
    assert by_id(rendered(template, v="\nzweite Zeile"), "b").text == "\nzweite Zeile"


@pytest.mark.parametrize(
    ("page", "pages", "expected"),
    [
        (1, 1, []),
        (1, 2, ["?p=2", "?p=2"]),
        (5, 9, ["?p=4", "?p=1", "?p=3", "?p=4", "?p=6", "?p=7", "?p=9", "?p=6"]),
    ],
)
def test_pages_can_be_turned(app: Flask, page: int, pages: int, expected: list[str]) -> None:
    fragment = field("pagination.html", f"pagination({page}, {pages}, '?p=')")
    assert [link.get("href") for link in fragment.iter("a")] == expected


def test_a_summary_says_where_nothing_was_given(app: Flask) -> None:
    rows = "[('Ort', 'Witten', '/a'), ('Themen', ('a', 'b')), ('Umsatz', None), ('Mitglied', [])]"
    fragment = field("summary_list.html", f"summary_list({rows})")

    values = [text_of(item) for item in fragment.iter("dd")]
    assert values == ["Witten", "Ändern: Ort", "ab", "Keine Angabe", "Keine Angabe"]


def test_a_card_shows_all_that_it_is_given(app: Flask) -> None:
    fragment = rendered(
        "{% from 'components/offer_card.html' import offer_card %}{{ offer_card(card) }}", card=CARD
    )
    text = text_of(fragment)

    for words in (CARD.title, CARD.provider, CARD.summary, CARD.amount, CARD.deadline):
        assert words in text
    for words in ("Vor Beginn beantragen", "Ihr Betrieb liegt in Witten.", "Wie viele?"):
        assert words in text
    targets = [link.get("href") for link in fragment.iter("a")]
    assert targets == [
        "/angebote/eins",
        "/fragebogen/x",
        "tel:02341",
        "mailto:k@example.org",
        "https://www.example.org/a",
    ]


def test_a_card_with_little_shows_no_empty_parts(app: Flask) -> None:
    card = OfferCard(id="a", href="/x", title="Titel", provider="Kammer")
    template = "{% from 'components/offer_card.html' import offer_card %}{{ offer_card(card) }}"
    fragment = rendered(template, card=card)

    assert text_of(fragment) == "Titel Anbieter: Kammer"
    assert not list(fragment.iter("dl"))


def test_a_card_marks_words_in_another_language(app: Flask) -> None:
    card = OfferCard(id="a", href="/x", title="Title", provider="Chamber", language="en")
    template = "{% from 'components/offer_card.html' import offer_card %}{{ offer_card(card) }}"
    assert by_id(rendered(template, card=card), "a-title").get("lang") == "en"
