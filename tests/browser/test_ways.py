"""Ways through the service: back, change, unknown, next question, marks, errors, report, search."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import expect

from matcher.eligibility import Verdict
from matcher.wording import verdict_label
from tests.browser import world
from tests.browser.companies import begin
from tests.browser.conftest import NewTab, OpenList, Speaker
from tests.browser.pages import CataloguePage, ComparisonPage, ReportPage, ResultPage
from tests.browser.questionnaire import (
    ActivityStep,
    CheckStep,
    ConcernStep,
    KindsStep,
    PlaceStep,
    ProjectStep,
    Question,
    SectorStep,
    SizeStep,
)
from tests.browser.visitor import Visitor
from tests.fixtures.apps import NOW

pytestmark = pytest.mark.browser


def test_back_loses_nothing(visitor: Visitor) -> None:
    place = begin(visitor)
    place.fill(postal_code="58452", founded="1987")
    place.go_on()
    size = SizeStep(visitor)
    size.fill(employees="38", turnover="6 Mio")
    size.go_on()
    ActivityStep(visitor).go_back()
    size = SizeStep(visitor)
    size.has("Employees, counted as full-time", "38")
    size.has("Annual turnover", "6.000.000")
    size.go_back()
    place = PlaceStep(visitor)
    place.has("Postal code", "58452")
    place.has("Year founded", "1987")


def test_the_browsers_own_back_button_loses_nothing_either(visitor: Visitor) -> None:
    begin(visitor).fill(postal_code="58452")
    PlaceStep(visitor).go_on()
    SizeStep(visitor)
    visitor.tab.go_back()
    PlaceStep(visitor).has("Postal code", "58452")


def test_who_knows_nothing_still_gets_a_list(visitor: Visitor) -> None:
    place = begin(visitor)
    place.knows_nothing()
    place.go_on()
    size = SizeStep(visitor)
    size.does_not_know(SizeStep.group)
    size.go_on()
    ActivityStep(visitor).go_on()
    SectorStep(visitor).go_on()
    ConcernStep(visitor).go_on()
    project = ProjectStep(visitor)
    project.does_not_know_whether_it_has_begun()
    project.go_on()
    KindsStep(visitor).go_on()
    check = CheckStep(visitor)
    expect(check.answer("Kammer")).to_have_text("Weiß ich nicht")
    check.show_list()
    result = ResultPage(visitor)
    assert len(result.ids) == 10
    expect(result.next_question).to_be_visible()


def test_a_changed_answer_changes_the_list(visitor: Visitor, open_list: OpenList) -> None:
    result = open_list("metal_works")
    before = result.ids
    result.change("What you need help with")
    concern = ConcernStep(visitor)
    concern.tick("apprenticeship")
    concern.go_on()
    project = ProjectStep(visitor)
    project.puts_first("apprenticeship")
    project.go_on()
    after = ResultPage(visitor).ids
    assert after != before
    assert "kammern-nrw-ausbildungsberatung" in after[:3]


def test_an_answer_to_the_next_question_settles_offers(
    visitor: Visitor, open_list: OpenList
) -> None:
    result = open_list("care_service")
    expect(result.next_question).to_contain_text(re.compile(r"Noch \d+ Fragen klären \d+ Angebote"))
    unclear, fitting = _verdicts(visitor, result.token)
    visitor.open(f"/ergebnis/{result.token}")
    ResultPage(visitor).answer_next_question()
    question = Question(visitor)
    assert question.text == "Haben Sie mit dem Vorhaben schon begonnen?"
    question.reply("No")
    still_unclear, now_fitting = _verdicts(visitor, result.token)
    assert now_fitting > fitting
    assert still_unclear < unclear


def test_a_question_that_nobody_can_answer_is_not_asked_again(
    visitor: Visitor, open_list: OpenList
) -> None:
    open_list("care_service").answer_next_question()
    asked = set()
    while visitor.button("Antwort speichern").is_visible():
        question = Question(visitor)
        assert question.text not in asked
        asked.add(question.text)
        question.does_not_know()
    expect(ResultPage(visitor).next_question).to_have_count(0)


def test_two_offers_are_remembered_compared_and_one_forgotten(
    visitor: Visitor, open_list: OpenList
) -> None:
    result = open_list("metal_works")
    first, second = (card.id for card in result.best[:2])
    titles = [card.title for card in result.best[:2]]
    result.card(first).remember()
    result.card(first).is_remembered()
    result.card(second).remember()
    result.card(second).is_remembered()
    result.compare()
    comparison = ComparisonPage(visitor)
    expect(comparison.columns).to_have_text(titles)
    comparison.remove(titles[0])
    expect(comparison.columns).to_have_text(titles[1:])


def test_a_hidden_offer_leaves_the_list_and_can_come_back(
    visitor: Visitor, open_list: OpenList
) -> None:
    result = open_list("metal_works")
    hidden = result.best[0].id
    result.card(hidden).hide()
    expect(visitor.main).to_contain_text("Dieses Angebot ist jetzt ausgeblendet")
    expect(result.card(hidden).root).to_have_count(0)
    visitor.main.get_by_role("button", name=re.compile("^Rückgängig")).click()
    expect(result.card(hidden).root).to_be_visible()


def test_what_does_not_fit_is_listed_with_its_reason(open_list: OpenList) -> None:
    section = open_list("metal_works").show_what_does_not_fit()
    entry = section.get_by_role("listitem").filter(has_text="In|Die RegionWestfalen: Coachen")
    expect(entry).to_contain_text("Ihr Standort Witten liegt nicht darin")


def test_an_unknown_postal_code_is_said_at_the_field_and_above_with_a_link(
    visitor: Visitor,
) -> None:
    place = begin(visitor)
    place.fill(postal_code="00000")
    place.go_on()
    expect(visitor.tab).to_have_title(re.compile("^Fehler: "))
    summary = visitor.main.get_by_role("alert")
    expect(summary).to_be_focused()
    field = visitor.field("Postleitzahl")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("Postleitzahl 00000 kennen wir nicht"))
    summary.get_by_role("link", name=re.compile("00000")).click()
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()


@pytest.mark.parametrize("path", ["/ergebnis/unbekannt", "/fragebogen/unbekannt/ort"])
def test_an_unknown_address_says_so_and_leads_on(visitor: Visitor, path: str) -> None:
    visitor.open(path)
    visitor.sees_heading("Seite nicht gefunden")
    visitor.follow("Zur Startseite")
    visitor.sees_heading("Welche Unterstützung passt zu Ihrem Unternehmen?")


def test_answers_past_their_date_are_gone(visitor: Visitor, live_app: Flask) -> None:
    token = world.finished(live_app, "metal_works", at=NOW - timedelta(days=181))
    visitor.open(f"/ergebnis/{token}")
    visitor.sees_heading("Seite nicht gefunden")
    expect(visitor.main).to_contain_text("löschen wir nach 180 Tagen")


def test_deleted_answers_are_gone(visitor: Visitor, open_list: OpenList) -> None:
    result = open_list("metal_works")
    address = visitor.tab.url
    visitor.open(f"/daten/{result.token}")
    visitor.follow("Meine Daten löschen")
    visitor.press("Endgültig löschen")
    visitor.sees_heading("Ihre Daten sind gelöscht")
    visitor.open(address)
    visitor.sees_heading("Seite nicht gefunden")


def test_a_link_continues_on_another_device(visitor: Visitor, new_tab: NewTab) -> None:
    begin(visitor).fill(postal_code="44801")
    PlaceStep(visitor).go_on()
    SizeStep(visitor)
    visitor.follow("Später oder auf einem anderen Gerät weitermachen")
    link = visitor.main.locator(".al-address a").inner_text()
    other = Visitor(new_tab())
    other.open(link)
    size = SizeStep(other)
    size.go_back()
    PlaceStep(other).has("Postal code", "44801")


def test_a_report_reaches_the_operator(visitor: Visitor, live_app: Flask) -> None:
    CataloguePage(visitor).open().search("ecocockpit")
    CataloguePage(visitor).open_offer("ecocockpit: CO2-Bilanz für Unternehmen")
    visitor.follow("Angabe falsch?")
    ReportPage(visitor).send(about="Kontakt oder Link", message="Der Link führt ins Leere.")
    visitor.sees_heading("Danke für Ihre Nachricht")
    printed = live_app.test_cli_runner().invoke(args=["reports", "list"])
    assert printed.exit_code == 0
    assert "efa-ecocockpit" in printed.output
    assert "Der Link führt ins Leere." in printed.output


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Energieberatnug", "Energieberatung"),
        ("Fachkraefteverfahren", "Fachkräfteverfahren"),
        ("Gerätenutzung", "Gerätesharing"),
        ("Auslandsmesse", "Auslandsmesse"),
    ],
)
def test_the_search_forgives_typos_and_understands_compounds(
    visitor: Visitor, words: str, expected: str
) -> None:
    catalogue = CataloguePage(visitor).open()
    catalogue.search(words)
    visitor.sees_address(re.compile(r"[?&]q="))
    assert any(expected in title for title in catalogue.titles[:3]), catalogue.titles


def test_a_filter_stands_in_the_address_and_can_be_taken_away(visitor: Visitor) -> None:
    catalogue = CataloguePage(visitor).open()
    visitor.field("Thema").select_option("export")
    visitor.press("Suchen")
    visitor.sees_address(re.compile("bedarf=export"))
    fewer = catalogue.total
    visitor.follow("Alle Filter entfernen")
    visitor.sees_address(re.compile("/angebote$"))
    assert 0 < fewer < catalogue.total


def test_printed_the_list_has_offers_and_no_navigation(
    speaker: Speaker, tokens: Mapping[str, str]
) -> None:
    visitor = speaker("de")
    visitor.open(f"/ergebnis/{tokens['metal_works']}")
    visitor.tab.emulate_media(media="print")
    for navigation in visitor.tab.get_by_role("navigation").all():
        expect(navigation).to_be_hidden()
    expect(visitor.main.get_by_role("button").filter(visible=True)).to_have_count(0)
    expect(visitor.heading).to_be_visible()
    for card in ResultPage(visitor).best:
        expect(card.root).to_be_visible()
    visitor.tab.emulate_media(media="screen")


def _verdicts(visitor: Visitor, token: str) -> tuple[int, int]:
    """How many offers of the list are unclear, and how many fit."""
    visitor.open(f"/ergebnis/{token}?anzahl=100")
    texts = visitor.main.locator("article").all_inner_texts()
    labels = [verdict_label(verdict, "de") for verdict in (Verdict.UNCLEAR, Verdict.ELIGIBLE)]
    unclear, fitting = (sum(label in text for text in texts) for label in labels)
    return unclear, fitting
