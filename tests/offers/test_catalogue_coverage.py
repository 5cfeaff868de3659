"""Whom the bundled catalogue serves: verdicts of typical firms, and enough for each need."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.catalogue import Catalogue, compile_catalogue
from matcher.profile import Profile, parse_profile
from matcher.ranking import match, match_one
from matcher.scorers import ReadableScorer
from offers.bundled import CATALOGUE, load_bundled
from offers.schema import Offer, State
from offers.taxonomy.needs import NEEDS

TODAY = date(2026, 11, 22)
FOR_NONPROFITS = ("ruhr-fussball", "ruhrschwung", "volunteers-for-life")
FIRMS: dict[str, dict[str, object]] = {
    "metal works": {"wz": "25.62", "employees": 38, "legal_form": "GmbH", "chamber": "IHK",
                    "turnover_eur": 5_200_000, "founded": 1981},
    "care service": {"wz": "88.10", "employees": 60, "legal_form": "gGmbH", "chamber": "other",
                     "turnover_eur": 3_000_000, "founded": 2001},
    "roofer": {"wz": "43.91", "employees": 14, "legal_form": "GmbH", "chamber": "HWK",
               "turnover_eur": 1_800_000, "founded": 1990},
    "shop": {"wz": "47.71", "employees": 6, "legal_form": "e.K.", "chamber": "IHK",
             "turnover_eur": 600_000, "founded": 2003},
    "farm": {"wz": "01.5", "employees": 7, "legal_form": "Einzelunternehmen", "chamber": "other",
             "turnover_eur": 700_000, "founded": 1960},
    "dentist": {"wz": "86.23", "employees": 9, "legal_form": "Freiberuflich", "chamber": "other",
                "turnover_eur": 900_000, "founded": 2005},
    "young firm": {"wz": "62.01", "employees": 3, "legal_form": "GmbH", "chamber": "IHK",
                   "turnover_eur": 60_000, "founded": 2023},
    "large firm": {"wz": "29.32", "employees": 420, "legal_form": "GmbH & Co. KG",
                   "turnover_eur": 96_000_000, "balance_sheet_eur": 58_000_000, "chamber": "IHK",
                   "founded": 1949},
    "founder": {"employees": 0, "founded": 2027},
    "founder without a year": {"employees": 0},
}  # fmt: skip
ESTABLISHED = ("metal works", "care service", "roofer", "shop", "farm", "dentist")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return compile_catalogue(load_bundled(CATALOGUE), "1")


def profile(name: str, **facts: object) -> Profile:
    return parse_profile({"id": "firm", "municipality": "Witten", **FIRMS[name], "facts": facts})


def verdict(name: str, offer_id: str, catalogue: Catalogue, **facts: object) -> str:
    found = match_one(profile(name, **facts), catalogue, ReadableScorer(), offer_id, today=TODAY)
    assert found is not None
    return found.verdict.value


@pytest.mark.parametrize(
    ("offer_id", "name", "expected"),
    [
        ("kammern-nrw-ausbildungsberatung", "dentist", "eligible"),
        ("kammern-nrw-ausbildungsberatung", "farm", "eligible"),
        ("kfw-erneuerbare-energien-standard-270", "farm", "unclear"),
        ("kfw-erp-foerderkredit-kmu-365", "founder", "unclear"),
        ("kfw-erp-foerderkredit-kmu-365", "dentist", "unclear"),
        ("kfw-erp-foerderkredit-kmu-365", "large firm", "not_eligible"),
        ("kfw-erp-foerderkredit-gruendung-nachfolge-077", "roofer", "unclear"),
        ("bmwe-zim", "large firm", "unclear"),
        ("bafa-eew", "roofer", "unclear"),
        ("bafa-beg-einzelmassnahmen", "founder", "unclear"),
        ("bafa-unternehmensberatung-kmu", "shop", "unclear"),
        ("bafa-unternehmensberatung-kmu", "dentist", "unclear"),
        ("bafa-unternehmensberatung-kmu", "care service", "not_eligible"),
        ("bafa-unternehmensberatung-kmu", "farm", "not_eligible"),
        ("inqa-coaching", "care service", "unclear"),
        ("inqa-coaching", "founder", "not_eligible"),
        ("ba-kurzarbeitergeld", "founder", "not_eligible"),
        ("ba-kurzarbeitergeld", "shop", "eligible"),
        ("dbu-green-startup", "metal works", "not_eligible"),
        ("dbu-green-startup", "young firm", "eligible"),
        ("htgf-seed", "young firm", "eligible"),
        ("htgf-seed", "roofer", "not_eligible"),
        ("exist-gruendungsstipendium", "young firm", "not_eligible"),
        ("exist-gruendungsstipendium", "founder", "unclear"),
        ("exist-gruendungsstipendium", "founder without a year", "unclear"),
        ("gruendungsstipendium-nrw", "founder", "eligible"),
        ("gruendungsstipendium-nrw", "founder without a year", "eligible"),
        ("gruendungsstipendium-nrw", "young firm", "not_eligible"),
        ("nrw-mikrodarlehen", "founder without a year", "unclear"),
        ("startercenter-nrw", "founder", "eligible"),
        ("startercenter-nrw", "shop", "not_eligible"),
        ("hwk-nrw-betriebsberatung", "roofer", "eligible"),
        ("hwk-nrw-betriebsberatung", "metal works", "not_eligible"),
        ("make-it-in-germany-unternehmen", "care service", "eligible"),
        ("make-it-in-germany-unternehmen", "founder", "eligible"),
        ("kris", "metal works", "not_eligible"),
        ("regio-nrw-transformation", "metal works", "not_eligible"),
        ("innovationstisch", "metal works", "closed"),
        ("gute-sache", "metal works", "closed"),
    ],
)
def test_who_may_use_what(offer_id: str, name: str, expected: str, catalogue: Catalogue) -> None:
    assert verdict(name, offer_id, catalogue) == expected


@pytest.mark.parametrize(
    ("offer_id", "name", "facts", "expected"),
    [
        ("bafa-eew", "metal works", {"project_started": False}, "eligible"),
        ("bafa-eew", "metal works", {"project_started": True}, "not_eligible"),
        ("bmf-forschungszulage", "metal works", {"project_started": True}, "eligible"),
        ("ba-kurzarbeitergeld", "metal works", {"project_started": True}, "eligible"),
        (
            "kfw-erp-foerderkredit-gruendung-nachfolge-077",
            "roofer",
            {"takes_over_company": False},
            "not_eligible",
        ),
        (
            "exist-gruendungsstipendium",
            "founder",
            {"project_started": False, "research_partner": False},
            "not_eligible",
        ),
    ],
)
def test_what_one_answer_settles(
    offer_id: str, name: str, facts: dict[str, bool], expected: str, catalogue: Catalogue
) -> None:
    assert verdict(name, offer_id, catalogue, **facts) == expected


@pytest.mark.parametrize("name", ["founder", "founder without a year"])
def test_a_founder_is_asked_for_the_legal_form_by_offers_for_few_forms_only(
    name: str, catalogue: Catalogue
) -> None:
    ranking = match(profile(name), catalogue, ReadableScorer(), today=TODAY)

    asking = {
        found.offer.id
        for found in ranking.matches
        if any(question.field == "legal_form" for question in found.open_questions)
    }

    for_few_forms = {"bafa-invest-wagniskapital", "nrw-mikrodarlehen", "nrw-seedcap"}
    assert asking == for_few_forms | set(FOR_NONPROFITS)


@pytest.mark.parametrize("name", ESTABLISHED)
@pytest.mark.parametrize("need", [need.key for need in NEEDS])
def test_a_firm_in_witten_finds_three_live_offers_for_each_need(
    name: str, need: str, catalogue: Catalogue
) -> None:
    ranking = match(profile(name), catalogue, ReadableScorer(), today=TODAY)

    assert len([found for found in ranking.matches if serves(found.offer, need)]) >= 3


@pytest.mark.parametrize("town", ["Köln", "Münster", "Kleve", "Siegen"])
@pytest.mark.parametrize("need", [need.key for need in NEEDS])
def test_so_does_a_metal_works_elsewhere_in_nrw(town: str, need: str, catalogue: Catalogue) -> None:
    firm = parse_profile({"id": "firm", "municipality": town, **FIRMS["metal works"]})
    ranking = match(firm, catalogue, ReadableScorer(), today=TODAY)

    assert len([found for found in ranking.matches if serves(found.offer, need)]) >= 3


def serves(offer: Offer, need: str) -> bool:
    """Whether an offer can be applied for and its funded period is not over."""
    goes_on = offer.period_until is None or offer.period_until.last >= TODAY
    return need in offer.needs and offer.state is State.OPEN and goes_on
