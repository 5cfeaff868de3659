"""Three firms fill in the questionnaire as people do; what leads their lists, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import expect

from matcher.eligibility import Verdict
from matcher.wording import verdict_label
from offers.bundled import load_bundled
from offers.schema import Offer
from offers.schema.words import AudienceWord
from tests.browser.companies import begin, fill_care_service, fill_founder, fill_metal_works
from tests.browser.conftest import NewTab
from tests.browser.hands import Keyboard
from tests.browser.pages import OfferCard, ResultPage
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

GOOD = 5
FIRMS = {
    AudienceWord.COMPANY,
    AudienceWord.FOUNDER,
    AudienceWord.FREELANCER,
    AudienceWord.NONPROFIT,
    AudienceWord.HOUSING,
}
ELSEWHERE = {
    "indie-region-informieren",
    "indie-region-coachen",
    "indie-region-vernetzen",
    "indie-region-transfer",
}
"""Dortmund, Bochum, Hagen, Hamm and Kreis Unna: neither Witten nor Herne."""


def test_metal_works_in_witten_find_energy_and_climate_support(visitor: Visitor) -> None:
    result = fill_metal_works(visitor)
    visitor.sees_heading(re.compile(r"^\d+ Angebote für .* in Witten$"))
    assert_leads(result, {"bafa-eew-transformationsplan", "efa-ecocockpit"})
    assert_each_names(result, "Grüne, klimaneutrale Produktion")
    assert "Gemacht für Ihre Branche: Verarbeitendes Gewerbe." in result.best[0].reasons
    assert "Vor Beginn beantragen" in result.card("bafa-eew-transformationsplan").text
    expect(result.whom_to_ask()).to_contain_text("Witten")
    shown = ids_of_the_whole_list(result)
    assert {"bafa-eew", "efa-ressourceneffizienzberatung", "greentech-ruhr"} <= set(shown)
    assert_nothing_for_others(shown, ELSEWHERE)
    expect(result.show_what_does_not_fit()).to_contain_text("In|Die RegionWestfalen: Coachen")


def test_care_service_in_herne_finds_staff_abroad_in_english_without_javascript(
    new_tab: NewTab,
) -> None:
    visitor = Visitor(new_tab(java_script_enabled=False), "en")
    result = fill_care_service(visitor)
    visitor.sees_heading(re.compile(r"^\d+ offers for .* in Herne$"))
    assert_leads(
        result, {"ba-zav-fachkraefte-ausland", "make-it-in-germany-unternehmen", "fai-nrw"}
    )
    assert_each_names(result, "International skilled workers")
    assert result.best[0].reasons[1].startswith("The offer is also about ")
    assert "Visum" in result.best[0].reasons[1]
    assert_nothing_for_others(ids_of_the_whole_list(result), ELSEWHERE)


def test_founder_in_bochum_finds_laboratories_by_keyboard_alone(new_tab: NewTab) -> None:
    tab = new_tab()
    visitor = Visitor(tab, hands=Keyboard(tab))
    result = fill_founder(visitor)
    visitor.sees_heading(re.compile(r"^\d+ Angebote für .* in Bochum$"))
    assert result.ids[:2] == ["start4chem-labs", "chemstars-nrw"]
    assert_leads(result, {"start4chem-labs", "chemstars-nrw"})
    assert_each_names(result, "Gründung")
    said = [reason for card in result.best for reason in card.reasons]
    assert "Gemacht für Gründerinnen und Gründer." in said
    result.card("start4chem-labs").remember()
    result.card("start4chem-labs").is_remembered()
    assert_nothing_for_others(ids_of_the_whole_list(result), set())


def test_the_first_tab_stop_leads_past_the_header(new_tab: NewTab) -> None:
    tab = new_tab()
    visitor = Visitor(tab, hands=Keyboard(tab))
    begin(visitor)
    tab.keyboard.press("Tab")
    skip = tab.get_by_role("link", name="Zum Inhalt springen")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    tab.keyboard.press("Enter")
    expect(visitor.main).to_be_focused()


def assert_leads(result: ResultPage, expected: Iterable[str]) -> None:
    """The expected offers are among the first five; five of the first page fit beyond doubt."""
    assert set(expected) <= set(result.ids[:GOOD])
    fits = verdict_label(Verdict.ELIGIBLE, result.visitor.language)
    assert sum(fits in card.text for card in result.best) >= GOOD


def assert_each_names(result: ResultPage, need: str) -> None:
    """The first five each say which need they serve."""
    assert [card.id for card in result.best[:GOOD] if not _names(card, need)] == []


def assert_nothing_for_others(shown: Iterable[str], elsewhere: set[str]) -> None:
    """No offer for municipalities and the like, none of another region."""
    for_others = {offer.id for offer in load_bundled() if _is_for_others(offer)}
    assert for_others, "the catalogue has offers that are not for firms"
    assert not (for_others | elsewhere) & set(shown)


def ids_of_the_whole_list(result: ResultPage) -> list[str]:
    """All offers shown as usable, the general ones too."""
    visitor = result.visitor
    visitor.open(f"/ergebnis/{result.token}?anzahl=100&allgemein=1")
    return ResultPage(visitor).all_ids


def _names(card: OfferCard, need: str) -> bool:
    return any(need in reason for reason in card.reasons)


def _is_for_others(offer: Offer) -> bool:
    return bool(offer.audience) and not FIRMS & set(offer.audience)
