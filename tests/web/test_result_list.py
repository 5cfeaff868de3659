"""The list: what fits first, with reasons, what is open, and what to do if nothing fits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.fixtures.apps import NOW
from tests.fixtures.pages import text_of
from tests.web.result_world import (
    CARE_SERVICE,
    FOUNDER,
    METAL_WORKS,
    NOTHING_FITS,
    RETENTION,
    answer,
    card_ids,
    cards,
    list_of,
    stored,
)
from web.current import services_of
from web.tokens import new_token
from web.use_cases.firms import profiles

if TYPE_CHECKING:
    from flask import Flask

    from tests.fixtures.pages import PageClient

COMPANIES = {
    "metal works in Witten": (METAL_WORKS, "Angebote für Ihr Unternehmen in Witten"),
    "care service in Herne": (CARE_SERVICE, "Angebote für Ihr Unternehmen in Herne"),
    "founder in Bochum": (FOUNDER, "Angebote für Ihre Gründung in Bochum"),
}


@pytest.mark.parametrize(("answers", "title"), COMPANIES.values(), ids=COMPANIES)
def test_each_company_gets_at_least_five_good_offers(
    app: Flask, page: PageClient, answers: Mapping[str, object], title: str
) -> None:
    token = stored(app, answers)
    shown = page.get(f"/ergebnis/{token}")
    found = list_of(app, token)

    needs = {*answers["needs"]}  # type: ignore[misc]
    assert shown.h1 == f"{len(found.fitting)} {title}"
    assert len(card_ids(shown)) == min(len(found.fitting), 10) >= 5
    for match in found.fitting[:5]:
        assert needs & set(match.offer.needs), match.offer.id
        assert any(reason.code == "fit.need" for reason in match.reasons), match.offer.id


@pytest.mark.parametrize(
    ("answers", "among_the_first"),
    [
        pytest.param(
            METAL_WORKS,
            {"efa-ressourceneffizienzberatung", "bafa-eew-transformationsplan"},
            id="metal works",
        ),
        pytest.param(CARE_SERVICE, {"fai-nrw", "make-it-in-germany-unternehmen"}, id="care"),
        pytest.param(FOUNDER, {"start4chem-labs", "chemstars-nrw", "rub-makerspace"}, id="founder"),
    ],
)
def test_what_leads_is_about_the_first_need(
    app: Flask, answers: Mapping[str, object], among_the_first: set[str]
) -> None:
    first = [match.offer for match in list_of(app, stored(app, answers)).fitting[:8]]

    assert among_the_first <= {offer.id for offer in first}


def test_a_card_says_why_how_much_and_what_is_open(app: Flask, page: PageClient) -> None:
    token = stored(app, METAL_WORKS)
    shown = page.get(f"/ergebnis/{token}?anzahl=100")
    card = next(each for each in cards(shown) if "bafa-eew-" in each.get("id", ""))
    text = text_of(card)

    assert "Warum es passt Passt zu Ihrem Anliegen: " in text
    assert "Vor Beginn beantragen" in text
    assert "Noch zu klären" in text
    assert "Die Angaben sind noch nicht redaktionell geprüft." in text
    links = [link.get("href", "") for link in card.iter("a")]
    assert f"/fragebogen/{token}/frage/facts.project_started" in links


def test_the_list_says_how_many_fit_and_how_many_are_open(app: Flask, page: PageClient) -> None:
    token = stored(app, METAL_WORKS)
    fitting = list_of(app, token).fitting
    fit = sum(match.verdict == "eligible" for match in fitting)

    text = page.get(f"/ergebnis/{token}").text

    assert f"{fit} passen nach Ihren Angaben. Bei {len(fitting) - fit} ist noch" in text


def test_the_answers_stand_above_the_list_with_links_to_change_them(
    app: Flask, page: PageClient
) -> None:
    token = stored(app, METAL_WORKS)
    shown = page.get(f"/ergebnis/{token}")

    assert "Unternehmen: 58452 Witten" in shown.text
    assert "Größe: 38 Beschäftigte, 6.000.000 Euro Umsatz" in shown.text
    assert "Was Sie suchen: keine Angabe" in shown.text
    assert shown.links()["Ändern: Unternehmen"] == f"/fragebogen/{token}/ort?danach=ergebnis"
    assert page.get(shown.links()["Ändern: Was Sie bewegt"]).status == 200


def test_a_changed_answer_changes_the_list(app: Flask, page: PageClient) -> None:
    token = stored(app, METAL_WORKS)
    before = card_ids(page.get(f"/ergebnis/{token}"))

    answer(app, token, {"needs": ["export"]})
    after = page.get(f"/ergebnis/{token}")

    assert not set(before) & set(card_ids(after))
    assert "Internationalisierung" in after.text


def test_an_answered_question_settles_the_offers_that_it_announced(
    app: Flask, page: PageClient
) -> None:
    token = stored(app, METAL_WORKS)
    question = list_of(app, token).questions[0]
    shown = page.get(f"/ergebnis/{token}")
    assert question.field == "facts.project_started"
    assert shown.links()["Frage beantworten"] == f"/fragebogen/{token}/frage/{question.field}"

    answer(app, token, {"facts.project_started": False})
    now_clear = {match.offer.id for match in list_of(app, token).fitting if match.rank}

    assert set(question.offers) <= now_clear
    assert all(each.field != question.field for each in list_of(app, token).questions)


def test_more_offers_are_a_link_away(app: Flask, page: PageClient) -> None:
    token = stored(app, METAL_WORKS)
    total = len(list_of(app, token).fitting)
    first = page.get(f"/ergebnis/{token}")
    more = next(href for text, href in first.links().items() if "weitere Angebote anzeigen" in text)

    second = page.get(more.partition("#")[0])

    assert card_ids(second)[:10] == card_ids(first)
    assert len(card_ids(second)) == min(20, total)


@pytest.mark.parametrize("count", ["0", "-3", "x", "²", "9" * 30, "10", "101", ""])
def test_a_senseless_number_of_offers_counts_as_none(
    app: Flask, page: PageClient, count: str
) -> None:
    token = stored(app, METAL_WORKS)

    assert len(card_ids(page.get(f"/ergebnis/{token}?anzahl={count}"))) >= 10


def test_offers_that_have_nothing_to_do_with_the_concern_wait_behind_a_link(
    app: Flask, page: PageClient
) -> None:
    token = stored(app, METAL_WORKS)
    general = [match.offer.id for match in list_of(app, token).general]
    shown = page.get(f"/ergebnis/{token}")
    assert not set(general) & set(card_ids(shown))
    assert f"Es gibt noch {len(general)} Angebote zu anderen Themen" in shown.text

    opened = page.get(shown.links()["Allgemeine Angebote anzeigen"].partition("#")[0])

    assert general[0] in card_ids(opened)


def test_what_does_not_fit_is_shown_with_its_reason(app: Flask, page: PageClient) -> None:
    token = stored(app, METAL_WORKS)
    found = list_of(app, token).excluded
    assert found
    assert all(match.rank is None for match in found)

    details = page.get(f"/ergebnis/{token}").one("details")

    for match in found:
        assert match.offer.title in text_of(details)


def test_steps_stand_in_the_order_of_a_consultation(app: Flask, page: PageClient) -> None:
    token = stored(app, {**METAL_WORKS, "postal_code": "44801"})

    steps = page.get(f"/ergebnis/{token}").one("ol", class_="al-result-steps")
    titles = [text_of(heading) for heading in steps.iter("h3")]

    order = ["Informieren", "Coachen", "Vernetzen", "Transfer"]
    assert len(titles) >= 2
    assert titles == [title for title in order if title in titles]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param(CARE_SERVICE, "Regionalagentur Mittleres Ruhrgebiet", id="by topic"),
        pytest.param(FOUNDER, "Bochum Wirtschaftsentwicklung", id="by place"),
        pytest.param(METAL_WORKS, "(Witten) oder bei Ihrem Kreis (Ennepe-Ruhr-Kreis)", id="kreis"),
        pytest.param({}, "Sagen Sie uns, wo Ihr Unternehmen sitzt", id="no place"),
    ],
)
def test_the_page_names_whom_to_ask(
    app: Flask, page: PageClient, answers: Mapping[str, object], expected: str
) -> None:
    shown = page.get(f"/ergebnis/{stored(app, answers)}")

    assert expected in text_of(shown.one("section", id="ansprechstellen"))


def test_if_nothing_fits_the_page_says_what_comes_close_and_what_to_change(
    app: Flask, page: PageClient
) -> None:
    token = stored(app, NOTHING_FITS)
    shown = page.get(f"/ergebnis/{token}")

    assert shown.h1 == "Noch kein Angebot für Ihr Anliegen"
    assert card_ids(shown) == []
    assert shown.one("details").get("open") is not None
    assert "liegt nicht darin" in text_of(shown.one("details"))
    assert shown.links()["Anliegen ändern"] == f"/fragebogen/{token}/anliegen?danach=ergebnis"


def test_without_any_answer_there_is_still_a_list(app: Flask, page: PageClient) -> None:
    shown = page.get(f"/ergebnis/{stored(app, {})}")

    assert len(card_ids(shown)) == 10
    assert "Sie haben noch nicht gesagt, was Sie bewegt" in shown.text


def test_contradicting_places_are_named(app: Flask, page: PageClient) -> None:
    token = stored(app, {**METAL_WORKS, "municipality": "Hagen"})

    assert "passen nicht zusammen" in page.get(f"/ergebnis/{token}").text


def test_own_words_are_shown_as_text(app: Flask, page: PageClient) -> None:
    token = stored(app, {"need_text": "<b>Strom</b> sparen & heizen " + "und " * 90})

    text = page.get(f"/ergebnis/{token}").text

    assert "Was Sie bewegt: „<b>Strom</b> sparen & heizen und und" in text
    assert "und …“ Ändern" in text


def test_the_page_speaks_english_and_marks_german_titles(app: Flask, page: PageClient) -> None:
    shown = page.get(f"/ergebnis/{stored(app, METAL_WORKS)}?lang=en")

    assert shown.h1.endswith("offers for your company in Witten")
    assert {heading.get("lang") for heading in shown.all("h3", class_="al-offer__title")} == {"de"}


def test_an_unknown_address_is_explained(page: PageClient) -> None:
    shown = page.get(f"/ergebnis/{new_token()}", status=404)

    assert "Unter dieser Adresse gibt es keine Liste" in shown.text
    assert page.get("/ergebnis/kurz", status=404).status == 404


def test_expired_answers_are_gone(app: Flask, page: PageClient) -> None:
    engine = services_of(app).engine
    long_ago = NOW - timedelta(days=31)
    token = profiles.start(engine, "de", long_ago, retention=RETENTION)

    for path in ("", "/vergleich", "/angebot/fai-nrw"):
        assert page.get(f"/ergebnis/{token}{path}", status=404).status == 404
